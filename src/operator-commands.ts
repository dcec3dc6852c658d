import type { INestApplicationContext } from '@nestjs/common';
import { pino } from 'pino';
import { createApp } from './app.setup.js';
import { openDatabase } from './database/open-database.js';
import { PinoLog } from './http/pino-log.js';
import { type IssuedLink, SetupLinks } from './identity/credentials/setup-links.js';
import { FirstAdministratorStore } from './identity/first-administrator.store.js';
import { UserStore } from './identity/users/user.store.js';
import type { Page } from './kernel/page.js';
import { Problem } from './kernel/problem.js';
import { KeyList } from './keys/key-list.js';
import { KeyRotation } from './keys/key-rotation.js';
import type { SigningKeyView } from './keys/signing-key.view.js';
import { readEnvironment } from './settings/environment.js';

interface Shown {
  readonly json?: true;
}

/** `gatehouse bootstrap` */
export function bootstrap(options: Shown): Promise<void> {
  return inGatehouse(async (app) => showClient(await app.get(FirstAdministratorStore).letIn(), options));
}

/** `gatehouse keys list` */
export function listKeys(options: Shown): Promise<void> {
  return inGatehouse(async (app) => showKeys(await app.get(KeyList).page(), options));
}

/** `gatehouse keys rotate` */
export function rotateKeys(options: Shown & { force?: true }): Promise<void> {
  return inGatehouse(async (app) => {
    await app.get(KeyRotation).rotate('command line', { force: options.force === true });
    showKeys(await app.get(KeyList).page(), options);
  });
}

/** `gatehouse users setup-link` */
export function setupLink(email: string, options: Shown): Promise<void> {
  return inGatehouse(async (app) => showLink(await issueLink(app, email), options));
}

async function issueLink(app: INestApplicationContext, email: string): Promise<IssuedLink> {
  const user = await app.get(UserStore).findByEmail(email.toLowerCase());
  if (user === null) throw new Problem(404, 'Nobody has this e-mail address.');
  const event = {
    kind: 'setup_link.issued',
    decision: 'done',
    reason: 'command line',
    detail: { id: user.id },
  } as const;
  // Whoever has the machine needs no role.
  return app.get(SetupLinks).issue(user.id, event, () => Promise.resolve());
}

async function inGatehouse(work: (app: INestApplicationContext) => Promise<void>): Promise<void> {
  const settings = readEnvironment();
  // Standard output belongs to the answer.
  const log = new PinoLog('warn', pino.destination({ fd: 2, sync: true }));
  const database = await openDatabase(settings, log);
  try {
    const app = await createApp(settings, database.url, { log });
    try {
      await app.init();
      await work(app);
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}

function showClient({ clientId, secret }: { clientId: string; secret: string }, options: Shown): void {
  const json = JSON.stringify({ client_id: clientId, client_secret: secret });
  process.stdout.write(
    options.json ? `${json}\n` : `Admin client: ${clientId}\nSecret:       ${secret}   (shown this once: keep it)\n`,
  );
}

function showLink({ url, expiresAt }: IssuedLink, options: Shown): void {
  const until = expiresAt.toISOString();
  const json = JSON.stringify({ url, expires_at: until });
  process.stdout.write(options.json ? `${json}\n` : `${url}\nIt works once, until ${until}.\n`);
}

function showKeys(page: Page<SigningKeyView>, options: Shown): void {
  if (options.json) return void process.stdout.write(`${JSON.stringify(page, null, 2)}\n`);
  const lines = page.items.map(({ state, algorithm, kid, created_at, activated_at, retired_at }) =>
    [state.padEnd(7), algorithm.padEnd(5), kid, retired_at ?? activated_at ?? created_at].join('  '),
  );
  process.stdout.write(`STATE    ALG    KID${' '.repeat(42)}SINCE\n${lines.join('\n')}\n`);
}
