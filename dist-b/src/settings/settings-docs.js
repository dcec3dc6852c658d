import { definitions } from './definitions.js';
const rows = Object.entries(definitions);
/** `.env.example`: every setting with its comment and its default, none of them set. */
export function environmentExample() {
    const head = '# Every setting of Gatehouse. Copy to .env and uncomment what differs from its default.\n';
    const lines = rows.map(([name, { doc, default: fallback, secret }]) => {
        const file = secret ? ` Or ${name}_FILE: a file that holds it.` : '';
        return `\n# ${doc}${file}\n# ${name}=${fallback}\n`;
    });
    return head + lines.join('');
}
/** The table of docs/reference.md. */
export function settingsTable() {
    const lines = rows.map(([name, { doc, default: fallback, secret }]) => {
        return `| \`${name}\`${secret ? ' (or `_FILE`)' : ''} | ${fallback === '' ? '' : `\`${fallback}\``} | ${doc} |`;
    });
    return ['| setting | default | what it is for |', '|---|---|---|', ...lines].join('\n');
}
//# sourceMappingURL=settings-docs.js.map