import { pino } from 'pino';
import { createApp } from './app.setup.js';
import { openDatabase } from './database/open-database.js';
import { PinoLog } from './http/pino-log.js';
import { SetupLinks } from './identity/credentials/setup-links.js';
import { FirstAdministratorStore } from './identity/first-administrator.store.js';
import { UserStore } from './identity/users/user.store.js';
import { Problem } from './kernel/problem.js';
import { KeyList } from './keys/key-list.js';
import { KeyRotation } from './keys/key-rotation.js';
import { readEnvironment } from './settings/environment.js';
/** `gatehouse bootstrap` */
export function bootstrap(options) {
    return inGatehouse(async (app) => showClient(await app.get(FirstAdministratorStore).letIn(), options));
}
/** `gatehouse keys list` */
export function listKeys(options) {
    return inGatehouse(async (app) => showKeys(await app.get(KeyList).page(), options));
}
/** `gatehouse keys rotate` */
export function rotateKeys(options) {
    return inGatehouse(async (app) => {
        await app.get(KeyRotation).rotate('command line', { force: options.force === true });
        showKeys(await app.get(KeyList).page(), options);
    });
}
/** `gatehouse users setup-link` */
export function setupLink(email, options) {
    return inGatehouse(async (app) => showLink(await issueLink(app, email), options));
}
async function issueLink(app, email) {
    const user = await app.get(UserStore).findByEmail(email.toLowerCase());
    if (user === null)
        throw new Problem(404, 'Nobody has this e-mail address.');
    const event = {
        kind: 'setup_link.issued',
        decision: 'done',
        reason: 'command line',
        detail: { id: user.id },
    };
    // Whoever has the machine needs no role.
    return app.get(SetupLinks).issue(user.id, event, () => Promise.resolve());
}
async function inGatehouse(work) {
    const settings = readEnvironment();
    // Standard output belongs to the answer.
    const log = new PinoLog('warn', pino.destination({ fd: 2, sync: true }));
    const database = await openDatabase(settings, log);
    try {
        const app = await createApp(settings, database.url, { log });
        try {
            await app.init();
            await work(app);
        }
        finally {
            await app.close();
        }
    }
    finally {
        await database.close();
    }
}
function showClient({ clientId, secret }, options) {
    const json = JSON.stringify({ client_id: clientId, client_secret: secret });
    process.stdout.write(options.json ? `${json}\n` : `Admin client: ${clientId}\nSecret:       ${secret}   (shown this once: keep it)\n`);
}
function showLink({ url, expiresAt }, options) {
    const until = expiresAt.toISOString();
    const json = JSON.stringify({ url, expires_at: until });
    process.stdout.write(options.json ? `${json}\n` : `${url}\nIt works once, until ${until}.\n`);
}
function showKeys(page, options) {
    if (options.json)
        return void process.stdout.write(`${JSON.stringify(page, null, 2)}\n`);
    const lines = page.items.map(({ state, algorithm, kid, created_at, activated_at, retired_at }) => [state.padEnd(7), algorithm.padEnd(5), kid, retired_at ?? activated_at ?? created_at].join('  '));
    process.stdout.write(`STATE    ALG    KID${' '.repeat(42)}SINCE\n${lines.join('\n')}\n`);
}
//# sourceMappingURL=operator-commands.js.map