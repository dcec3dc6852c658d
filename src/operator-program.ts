import { Command } from 'commander';
import { auditCommands } from './audit/verify/audit.commands.js';
import { Problem } from './kernel/problem.js';
import { WrongSettings } from './settings/settings.js';

/** Read by whoever needs it: who verifies evidence does not wait for the whole server's code. */
const operator = () => import('./operator-commands.js');

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
    .action(async (options: { json?: true }) => (await operator()).bootstrap(options));
  const keys = program.command('keys').description('signing keys');
  keys
    .command('list')
    .description('active, next and retired keys')
    .option('--json', 'print JSON')
    .action(async (options: { json?: true }) => (await operator()).listKeys(options));
  keys
    .command('rotate')
    .description('let the next keys sign; the active ones then only verify')
    .option('--force', 'even if verifiers may not know the next keys yet')
    .option('--json', 'print JSON')
    .action(async (options: { force?: true; json?: true }) => (await operator()).rotateKeys(options));
  program
    .command('users')
    .description('people')
    .command('setup-link')
    .argument('<email>')
    .description('a link by which the person sets a password, once; earlier ones become invalid')
    .option('--json', 'print JSON')
    .action(async (email: string, options: { json?: true }) => (await operator()).setupLink(email, options));
  auditCommands(program);
  return program;
}

/** Refusals that tell the operator what to do need no stack; everything else is a bug, or a machine that fails us. */
function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const expected = error instanceof Problem || error instanceof WrongSettings || 'expected' in error;
  return expected ? error.message : (error.stack ?? error.message);
}

/** Runs what the command line asks for. */
export function run(): void {
  commands()
    .parseAsync()
    .catch((error: unknown) => {
      process.stderr.write(`gatehouse: ${told(error)}\n`);
      process.exitCode = 1;
    });
}
