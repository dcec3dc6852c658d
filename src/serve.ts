import type { Server } from 'node:http';
import { createApp } from './app.setup.js';
import { listenForCertificates } from './http/certificate-listener.js';
import { Draining } from './http/draining.js';
import type { PinoLog } from './http/pino-log.js';
import { FirstAdministratorStore } from './identity/first-administrator.store.js';
import type { Settings } from './settings/settings.js';
import type { StartPhases } from './start-phases.js';
import { keepSecret, welcome } from './welcome.js';

/** What the start hands on: the signal that ends the service, and the lines about its phases. */
interface Course {
  readonly told: Promise<string>;
  readonly phases: StartPhases;
}

/** Listens until it is told to stop, and then until everybody has their answer. @param url of a migrated database */
export async function serve(settings: Settings, url: string, log: PinoLog, { told, phases }: Course): Promise<void> {
  const app = await createApp(settings, url, { log });
  phases.end('application');
  // Before anybody can ask: who sees that it listens finds the administrator there.
  const first = await app.get(FirstAdministratorStore).create((secret) => keepSecret(settings, secret));
  phases.end('administrator');
  await app.listen(settings.PORT, settings.HOST);
  phases.end('listen');
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
