import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
/**
 * Tells a newcomer where Gatehouse listens, how to get an admin token, and what to try. On standard error unless
 * standard output is a terminal: there it would stand among the log lines, which programs read.
 */
export function welcome(settings, first) {
    const out = process.stdout.isTTY ? process.stdout : process.stderr;
    out.write(`\n${[...lines(settings, first, out.isTTY)].join('\n')}\n\n`);
}
function* lines(settings, first, terminal) {
    const url = settings.PUBLIC_URL;
    const id = first?.clientId ?? settings.BOOTSTRAP_CLIENT_ID;
    let secret = 'SECRET';
    yield `Gatehouse listens on ${url}`;
    yield '';
    const file = secretFile(settings);
    if (first === null) {
        const where = existsSync(file) ? `its secret is in ${file}` : 'its secret was shown at the first start';
        yield `  Admin client: ${id}, ${where}`;
        if (existsSync(file))
            secret = `$(cat '${file}')`;
    }
    else if (first.generatedSecret === null) {
        yield `  Admin client: ${id}, with the secret in BOOTSTRAP_CLIENT_SECRET`;
    }
    else if (terminal) {
        yield `  Admin client: ${id}`;
        yield `  Secret:       ${first.generatedSecret}   (shown this once: keep it)`;
        secret = first.generatedSecret;
        // It has been told: from here on nobody but its reader has it.
        rmSync(file, { force: true });
    }
    else {
        yield `  Admin client: ${id}, its secret is in ${file}`;
        secret = `$(cat '${file}')`;
    }
    yield `  People:       ${url}/account (a password for you: npx gatehouse users setup-link ${settings.BOOTSTRAP_ADMIN_EMAIL})`;
    yield '';
    yield 'Try:';
    yield `  # 1. an admin token, good for ${settings.ACCESS_TOKEN_SECONDS} seconds`;
    yield `  TOKEN=$(curl -s -u "${id}:${secret}" -d grant_type=client_credentials -d scope=admin ${url}/oauth/token \\`;
    yield `    | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`;
    yield '  # 2. who is here';
    yield `  curl -s -H "Authorization: Bearer $TOKEN" ${url}/api/v1/admin/users`;
    yield '  # 3. put an MCP server behind the gate';
    yield `  curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' ${url}/api/v1/admin/upstreams \\`;
    yield `    -d '{"name":"example","kind":"mcp","url":"http://127.0.0.1:3001/mcp"}'`;
    yield '  # 4. knock at the gate without a token, and read the challenge';
    yield `  curl -si ${url}/api/v1/mcp/example`;
}
/** Keeps the generated secret of the first administrator's client: 0600, in the folder of the other secrets. */
export function keepSecret(settings, secret) {
    mkdirSync(join(settings.DATA_DIR, 'secrets'), { recursive: true, mode: 0o700 });
    writeFileSync(secretFile(settings), `${secret}\n`, { mode: 0o600 });
}
function secretFile(settings) {
    return join(settings.DATA_DIR, 'secrets', 'admin-client-secret');
}
//# sourceMappingURL=welcome.js.map