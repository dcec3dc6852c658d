import { issuerOf } from '../bridge-client/issuer.rules.js';
import { chosenUrl, claimsOf, HeldToken } from './held-token.js';
import { loggedIn } from './login.js';
import { configFolder, LoginFile } from './login-file.js';
import { Refusal } from './refusal.js';
import { fields, say, write, writeJson } from './shown.js';
import { TokenEndpoint } from './token-endpoint.js';
const URL_OPTION = ['--url <url>', 'which Gatehouse; needed when this machine knows none or several'];
/** `login`, `logout` and `whoami`. */
export function addSession(program, lineAt) {
    program
        .command('login')
        .description('log in: as a person at a browser, or as a client (--client-id) by its secret, from a prompt, standard input or GATEHOUSE_CLIENT_SECRET')
        .option(...URL_OPTION)
        .option('--client-id <id>', 'as which client; else GATEHOUSE_CLIENT_ID, else the one that every Gatehouse has for people')
        .option('--scope <scopes>', 'else all that the client has')
        .option('--web', 'as a person at a browser of this machine: so it is when no client is named')
        .option('--device', 'as a person at a browser elsewhere, by a code: for administration an owner must have allowed it')
        .option('--no-browser', 'with --web: show the URL, and open nothing')
        .option('--no-remember', 'keep no secret: the login ends with its token')
        .action(async (options) => {
        const url = namedUrl(program, options.url);
        const login = await loggedIn(url, options, process.env);
        const file = new LoginFile(configFolder(process.env), url);
        await file.alone(() => Promise.resolve(file.write(login)));
        say(`Logged in at ${url} as client ${login.client_id}, with: ${login.scope ?? '-'}`);
    });
    addEnd(program);
    program
        .command('whoami')
        .description('as whom commands go to the server, and with what')
        .option(...URL_OPTION)
        .option('--json', 'print exact JSON')
        .action(async (options) => {
        const who = await whoami(lineAt(options.url));
        if (options.json === true)
            writeJson(who);
        else
            write(fields(who));
    });
}
function addEnd(program) {
    program
        .command('logout')
        .description('end the login, here and at the server')
        .option(...URL_OPTION)
        .action(async (options) => {
        const url = chosenUrl(options.url ?? program.opts().url, process.env);
        const file = new LoginFile(configFolder(process.env), url);
        const told = await file.alone(() => logout(file));
        say(told ? `Logged out of ${url}.` : `Logged out of ${url} here alone: the server could not be told.`);
    });
}
function namedUrl(program, url) {
    const named = url ?? program.opts().url ?? process.env['GATEHOUSE_URL'];
    return named ? issuerOf(named) : chosenUrl(undefined, process.env);
}
async function logout(file) {
    const held = file.read();
    // First at the server, so that what is forgotten here is good for nothing there.
    const told = held === null ||
        (await new TokenEndpoint(file.url, held).revoke(held.refresh_token ?? held.access_token).catch(() => false));
    file.remove();
    return told;
}
/** What the token says, and who the person is as far as the caller may see. */
async function whoami(line) {
    const claims = claimsOf(await line.token.text());
    const { sub, client_id, scope, exp, sid } = claims;
    const person = await line
        .json({ verb: 'get', path: `/api/v1/admin/users/${String(sub)}` })
        .catch((error) => {
        if (error instanceof Refusal && (error.status === 403 || error.status === 404))
            return null;
        throw error;
    });
    const { email = null, name = null, roles = null } = (person ?? {});
    const expires_at = new Date(Number(exp) * 1000).toISOString();
    return { url: line.token.url, client_id, sub, email, name, roles, scope, sid, expires_at };
}
/** The line to the Gatehouse that is meant. */
export function lineTo(url, make) {
    return make(new HeldToken(chosenUrl(url, process.env), process.env));
}
//# sourceMappingURL=session-commands.js.map