import { ExpressAdapter } from '@nestjs/platform-express';
import express from 'express';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { parsedUrl } from '../kernel/parsed-url.js';
/**
 * Express sets the prototype of every request and response, which older V8 punishes by de-optimising both. Here the
 * server makes them with the application's prototypes from the start, so that setting them again changes nothing.
 */
export class FastExpressAdapter extends ExpressAdapter {
    constructor() {
        const app = express();
        // One spelling for each path: limits, error shapes and audiences are decided by it. Set before Nest adds the first
        // handler, because Express reads these settings when it makes its router.
        app.enable('case sensitive routing').enable('strict routing');
        super(app);
    }
    /**
     * What a POST is answered goes out as it is, in one piece: Express would look for what is fresh, negotiate, and make a
     * second buffer of it, for every token.
     */
    reply(response, body, status) {
        if (response.req.method !== 'POST' || !isPlainObject(body))
            return super.reply(response, body, status);
        if (status !== undefined)
            response.statusCode = status;
        const text = JSON.stringify(body);
        if (!response.hasHeader('content-type'))
            response.setHeader('content-type', 'application/json; charset=utf-8');
        response.setHeader('content-length', Buffer.byteLength(text));
        return response.end(text);
    }
    initHttpServer() {
        const { options, listener } = this.serverParts();
        this.httpServer = createServer(options, listener);
    }
    /** What every server of this application is made of, so that each serves it equally. */
    serverParts() {
        const app = this.getInstance();
        const options = {
            IncomingMessage: withPrototype(IncomingMessage, app.request),
            ServerResponse: withPrototype(ServerResponse, app.response),
            // Slow clients may not hold a connection for ever (CWE-400).
            headersTimeout: 20_000,
            requestTimeout: 120_000,
            keepAliveTimeout: 65_000,
        };
        const listener = (request, response) => {
            request.url = originForm(request.url ?? '/');
            app(request, response);
        };
        return { options, listener };
    }
}
/** Neither a stream nor anything else that is no JSON by itself. */
function isPlainObject(body) {
    return typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype;
}
/**
 * The target as path and query (RFC 9112 §3.2). Express answers one that it cannot parse by itself, without our headers,
 * and reads `\\` as `/`: what has no one reading becomes a path that names nothing.
 */
function originForm(target) {
    if (target.startsWith('/'))
        return /[\\#]/.test(target) ? '/%' : target;
    const url = parsedUrl(target);
    return url === null ? '/%' : url.pathname + url.search;
}
/** A constructor whose instances have the given prototype; both node classes are old-style functions. */
function withPrototype(base, prototype) {
    function Made(...args) {
        base.apply(this, args);
    }
    Made.prototype = prototype;
    Object.setPrototypeOf(Made, base);
    return Made;
}
//# sourceMappingURL=fast-express.adapter.js.map