#!/usr/bin/env node
import type { INestApplication } from '@nestjs/common';
import type { Server } from 'node:http';
import { createApp } from './app.setup.js';
import { openDatabase } from './database/open-database.js';
import { Draining } from './http/draining.js';
import { listenForCertificates } from './http/certificate-listener.js';
import { PinoLog } from './http/pino-log.js';
import { FirstAdministratorStore } from './identity/first-administrator.store.js';
import { readEnvironment } from './settings/environment.js';
import type { Settings } from './settings/settings.js';
import { keepSecret, welcome } from './welcome.js';

/** Starts, listens, stops; nothing else. */
async function main(): Promise<void> {
  // Before anything is started: a signal during the start stops it as soon as it can be stopped in order.
  const told = toldToStop();
  const settings = readEnvironment();
  const log = new PinoLog(settings.LOG_LEVEL);
  const database = await openDatabase(settings, log);
  try {
    const app = await createApp(settings, database.url, { log });
    await serve(app, settings, log, told);
  } finally {
    await database.close();
  }
  log.info('stopped');
}

async function serve(app: INestApplication, settings: Settings, log: PinoLog, told: Promise<string>): Promise<void> {
  // Before anybody can ask: who sees that it listens finds the administrator there.
  const first = await app.get(FirstAdministratorStore).create((secret) => keepSecret(settings, secret));
  await app.listen(settings.PORT, settings.HOST);
  log.info('listening', { host: settings.HOST, port: settings.PORT, issuer: settings.PUBLIC_URL });
  const certified = await listenForCertificates(app, settings);
  if (certified !== null) {
    log.info('listening', { host: settings.HOST, port: settings.MTLS_PORT, url: settings.MTLS_PUBLIC_URL });
  }
  welcome(settings, first);
  log.info('stopping', { signal: await told });
  const draining = app.get(Draining);
  draining.begin();
  const servers = [app.getHttpServer() as Server, ...(certified === null ? [] : [certified])];
  await Promise.all(servers.map((server) => draining.finish(server, settings.DRAIN_SECONDS)));
  await app.close();
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
