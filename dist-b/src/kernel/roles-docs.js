import { ADMINISTERED, ROLE_NAMES, ROLES } from './roles.js';
const letters = { read: 'R', write: 'W', delete: 'D' };
const marks = { all: '', people: ' (people)', own: ' (own)' };
/** The table of who may do what, for people. */
export function rolesTable() {
    const nouns = Object.entries(ADMINISTERED);
    const lines = nouns.map(([noun, what]) => {
        const cells = ROLE_NAMES.map((role) => cellOf(role, noun));
        return `| ${what} (\`${noun}\`) | ${cells.join(' | ')} |`;
    });
    const head = ROLE_NAMES.map((role) => `\`${role}\``).join(' | ');
    return [`| | ${head} |`, `|---|${'---|'.repeat(ROLE_NAMES.length)}`, ...lines].join('\n');
}
/** What each role is for, as a list. */
export function rolesList() {
    return ROLE_NAMES.map((role) => `- \`${role}\`: ${ROLES[role].description}`).join('\n');
}
function cellOf(role, noun) {
    const may = ROLES[role].may;
    const actions = Object.entries(may[noun] ?? {});
    const reaches = [...new Set(actions.map(([, reach]) => reach))];
    return reaches
        .map((reach) => {
        const can = actions.filter(([, one]) => one === reach).map(([action]) => letters[action]);
        return can.join(' ') + marks[reach];
    })
        .join(', ');
}
//# sourceMappingURL=roles-docs.js.map