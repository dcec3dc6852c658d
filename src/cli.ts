#!/usr/bin/env node
import type { INestApplicationContext } from '@nestjs/common';
import { Command } from 'commander';
import { pino } from 'pino';
import { createApp } from './app.setup.js';
import { auditCommands } from './audit/verify/audit.commands.js';
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
import { WrongSettings } from './settings/settings.js';

/**
 * The same modules from a shell, beside a running server or without one: nothing listens, everything else is the
 * server's own code on the same database. Exit code 0, or 1 with one line that says why.
 */
function commands(): Command {
  const program = new Command('gatehouse').description('Gatehouse from the command line; settings as for the server.');
  program
    .command('bootstrap')
    .description('let an administrator in again: a new client for BOOTSTRAP_ADMIN_EMAIL, its secret shown once')
    .option('--json', 'print JSON')
    .action((options: { json?: true }) =>
      inGatehouse(async (app) => showClient(await app.get(FirstAdministratorStore).letIn(), options)),
    );
  const keys = program.command('keys').description('signing keys');
  keys
    .command('list')
    .description('active, next and retired keys')
    .option('--json', 'print JSON')
    .action((options: { json?: true }) => inGatehouse(async (app) => showKeys(await app.get(KeyList).page(), options)));
  keys
    .command('rotate')
    .description('let the next keys sign; the active ones then only verify')
    .option('--force', 'even if verifiers may not know the next keys yet')
    .option('--json', 'print JSON')
    .action((options: { force?: true; json?: true }) =>
      inGatehouse(async (app) => {
        await app.get(KeyRotation).rotate('command line', { force: options.force === true });
        showKeys(await app.get(KeyList).page(), options);
      }),
    );
  program
    .command('users')
    .description('people')
    .command('setup-link')
    .argument('<email>')
    .description('a link by which the person sets a password, once; earlier ones become invalid')
    .option('--json', 'print JSON')
    .action((email: string, options: { json?: true }) =>
      inGatehouse(async (app) => showLink(await issueLink(app, email), options)),
    );
  auditCommands(program);
  return program;
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

function showClient({ clientId, secret }: { clientId: string; secret: string }, options: { json?: true }): void {
  const json = JSON.stringify({ client_id: clientId, client_secret: secret });
  process.stdout.write(
    options.json ? `${json}\n` : `Admin client: ${clientId}\nSecret:       ${secret}   (shown this once: keep it)\n`,
  );
}

function showLink({ url, expiresAt }: IssuedLink, options: { json?: true }): void {
  const until = expiresAt.toISOString();
  const json = JSON.stringify({ url, expires_at: until });
  process.stdout.write(options.json ? `${json}\n` : `${url}\nIt works once, until ${until}.\n`);
}

function showKeys(page: Page<SigningKeyView>, options: { json?: true }): void {
  if (options.json) return void process.stdout.write(`${JSON.stringify(page, null, 2)}\n`);
  const lines = page.items.map(({ state, algorithm, kid, created_at, activated_at, retired_at }) =>
    [state.padEnd(7), algorithm.padEnd(5), kid, retired_at ?? activated_at ?? created_at].join('  '),
  );
  process.stdout.write(`STATE    ALG    KID${' '.repeat(42)}SINCE\n${lines.join('\n')}\n`);
}

/** Refusals that tell the operator what to do need no stack; everything else is a bug, or a machine that fails us. */
function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const expected = error instanceof Problem || error instanceof WrongSettings || 'expected' in error;
  return expected ? error.message : (error.stack ?? error.message);
}

commands()
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`gatehouse: ${told(error)}\n`);
    process.exitCode = 1;
  });
