import { openDatabase } from './database/open-database.js';
import { PinoLog } from './http/pino-log.js';
import { readEnvironment } from './settings/environment.js';
import { StartPhases } from './start-phases.js';

/** Starts, listens, stops; nothing else. */
async function main(): Promise<void> {
  // Before anything is started: a signal during the start stops it as soon as it can be stopped in order.
  const told = toldToStop();
  const settings = readEnvironment();
  const log = new PinoLog(settings.LOG_LEVEL);
  const phases = new StartPhases(log);
  phases.end('program');
  // The database starts in processes of its own, or on another machine: meanwhile this one reads the rest of its code.
  const [database, { serve }] = await Promise.all([openDatabase(settings, log), import('./serve.js')]);
  phases.end('database');
  try {
    await serve(settings, database.url, log, { told, phases });
  } finally {
    await database.close();
  }
  log.info('stopped');
}

/** Resolves at the first signal; the second one means now. */
function toldToStop(): Promise<string> {
  return new Promise((resolve) => {
    let begun = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (begun) process.exit(130);
        begun = true;
        resolve(signal);
      });
    }
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const { message, code, stack } = error as NodeJS.ErrnoException;
    const hint = code === 'EADDRINUSE' ? ' Set PORT to another one.' : '';
    console.error(`Gatehouse did not start. ${message || code || String(error)}${hint}`);
    if (/debug|trace/.test(process.env['LOG_LEVEL'] ?? '')) console.error(stack);
    process.exit(1);
  },
);
