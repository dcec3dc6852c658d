import { setFlagsFromString } from 'node:v8';
import { createApp } from './app.setup.js';
import { listenForCertificates } from './http/certificate-listener.js';
import { Draining } from './http/draining.js';
import { Metrics } from './http/metrics.js';
import { FirstAdministratorStore } from './identity/first-administrator.store.js';
import { keepSecret } from './welcome.js';
/** Listens until it is told to stop, and then until everybody has their answer. @param url of a migrated database */
export async function serve(settings, url, log, course) {
    const { told, phases } = course;
    const app = await createApp(settings, url, { log });
    course.counts?.(app.get(Metrics));
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
    // Not before, for a start fills the heap. Under load V8 would let what nobody uses any more grow to several times of what is in
    // use: it takes longer to find more of it, but memory is what a machine runs out of.
    setFlagsFromString('--heap-growing-percent=75');
    course.listens(first);
    log.info('stopping', { signal: await told });
    const draining = app.get(Draining);
    draining.begin();
    const servers = [app.getHttpServer(), ...(certified === null ? [] : [certified])];
    await Promise.all(servers.map((server) => draining.finish(server, settings.DRAIN_SECONDS)));
    await app.close();
}
//# sourceMappingURL=serve.js.map