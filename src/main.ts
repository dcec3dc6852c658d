#!/usr/bin/env node
import type { Server } from 'node:http';
import { createApp } from './app.setup.js';
import { openDatabase } from './database/open-database.js';
import { Draining } from './http/draining.js';
import { PinoLog } from './http/pino-log.js';
import { FirstAdministratorStore } from './identity/first-administrator.store.js';
import { readEnvironment } from './settings/environment.js';
import { type Settings, WrongSettings } from './settings/settings.js';
import { welcome } from './welcome.js';

/** Starts, listens, stops; nothing else. */
async function main(): Promise<void> {
  const settings = readEnvironment();
  const log = new PinoLog(settings.LOG_LEVEL);
  const database = await openDatabase(settings, log);
  const { app, first } = await serve(settings, database.url, log).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  log.info('listening', { host: settings.HOST, port: settings.PORT, issuer: settings.PUBLIC_URL });
  welcome(settings, first);

  const stop = once(async (signal: string) => {
    log.info('stopping', { signal });
    const draining = app.get(Draining);
    draining.begin();
    await draining.finish(app.getHttpServer() as Server, settings.DRAIN_SECONDS);
    await app.close();
    await database.close();
    log.info('stopped');
    process.exit(0);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal).catch(fail));
}

async function serve(settings: Settings, url: string, log: PinoLog) {
  const app = await createApp(settings, url, { log });
  const first = await app.get(FirstAdministratorStore).create();
  await app.listen(settings.PORT, settings.HOST);
  return { app, first };
}

/** The second Ctrl-C means now. */
function once(act: (signal: string) => Promise<void>): (signal: string) => Promise<void> {
  let begun = false;
  return (signal) => {
    if (begun) process.exit(130);
    begun = true;
    return act(signal);
  };
}

function fail(error: unknown): never {
  if (error instanceof WrongSettings) console.error(error.message);
  else if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    console.error(`${(error as Error).message}: set PORT.`);
  else console.error(error);
  process.exit(1);
}

main().catch(fail);
