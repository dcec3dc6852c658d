import { VersioningType } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { BanGate } from './analytics/bans/ban-gate.js';
import { TrafficCounters } from './analytics/behavior/traffic-counters.js';
import { AppModule } from './app.module.js';
import { Draining } from './http/draining.js';
import { edge } from './http/edge.middleware.js';
import { FastExpressAdapter } from './http/fast-express.adapter.js';
import { readForm } from './http/form.js';
import { crossOrigin } from './http/public-cors.middleware.js';
import { PublicBases } from './http/public-bases.js';
import { securityHeaders } from './http/security-headers.middleware.js';
import { DpopNonces } from './oauth/proofs/dpop-nonces.js';
/** The whole application, ready to listen: the main program and the tests call this same function. */
export async function createApp(settings, databaseUrl, parts) {
    const app = await NestFactory.create(AppModule.with(settings, databaseUrl, parts), new FastExpressAdapter(), { logger: parts.log, bodyParser: false, abortOnError: false });
    app.get(Draining).watch(app.getHttpServer());
    app.disable('x-powered-by');
    app.disable('etag');
    app.set('query parser', 'simple');
    // A grant's controller is chosen by the form's grant_type; a repeated or missing one matches no grant.
    app.enableVersioning({
        type: VersioningType.CUSTOM,
        extractor: (request) => request.form?.all('grant_type').join(' ') ?? '',
    });
    app.use(securityHeaders(settings.PUBLIC_URL.startsWith('https:')));
    app.use(edge(app.get(PublicBases)));
    app.use(app.get(TrafficCounters).watch);
    app.use(app.get(BanGate).admit);
    app.use(app.get(DpopNonces).offer);
    app.use(crossOrigin);
    // What a client says of itself is JSON.
    app.use(/^\/(oauth(?!\/register(\/|$))|sign-in|sign-out|setup|account|device)(?=\/|$)/i, readForm);
    return app;
}
//# sourceMappingURL=app.setup.js.map