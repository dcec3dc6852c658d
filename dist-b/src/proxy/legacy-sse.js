var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { spenderOf } from '../kernel/caller.js';
import { Log } from '../kernel/log.js';
import { parsedUrl } from '../kernel/parsed-url.js';
import { Problem } from '../kernel/problem.js';
import { Secrets } from '../settings/secrets.js';
import { gatePath } from './gate-path.js';
import { LARGEST_ANSWER } from './answer-look.js';
import { BodyBudget } from './body-budget.js';
import { ownerOf } from './handle-owner.js';
import { readEvent, writeEvent } from './mcp-events.js';
import { UnknownSession } from './mcp-sessions.js';
import { RemadeBody } from './remade-body.js';
import { WholeEvents } from './whole-events.js';
/** Name in the query of the address that the gate gives out. */
const ENDPOINT = 'endpoint';
const LONGEST_URL = 2048;
const HANDLE = /^[A-Za-z0-9_-]{1,4096}$/;
/**
 * Upstreams of the transport of MCP 2024-11-05 (HTTP with SSE): the first event of a stream says where messages go. A
 * client gets the gate's own address instead, and in it that of the upstream, sealed for this subject, client, actor
 * and upstream: it admits nobody, and is good on every instance.
 */
let LegacySse = class LegacySse {
    secrets;
    budget;
    log;
    constructor(secrets, budget, log) {
        this.secrets = secrets;
        this.budget = budget;
        this.log = log;
    }
    /**
     * Where a call goes.
     * @throws Problem 405 for what this transport does not have, upon which clients open the stream (MCP 2025-11-25,
     * Backwards Compatibility); UnknownSession for an address that is not the caller's
     */
    target(admission, request) {
        const { method } = request;
        if (method === 'GET')
            return admission.upstream.url;
        const handle = request.query[ENDPOINT];
        if (method !== 'POST' || handle === undefined) {
            const text = 'This server speaks HTTP with SSE: open its stream, which says where messages go.';
            throw new Problem(405, text, [], { allow: 'GET' });
        }
        const url = typeof handle === 'string' ? this.open(admission, handle) : null;
        if (url !== null)
            return url;
        throw new UnknownSession('an address that is not the caller’s');
    }
    /** The stream, in which each address is one of the gate. */
    rewritten({ admission }, body) {
        const gathering = this.budget.gathering(spenderOf(admission.caller), LARGEST_ANSWER);
        const events = new WholeEvents(gathering, 'lists');
        const written = (bytes) => this.written(admission, bytes);
        return new RemadeBody(body, {
            of: function* (piece) {
                for (const { bytes } of piece === null ? events.rest() : events.in(piece)) {
                    yield written(bytes);
                    gathering.release();
                }
            },
            instead: (error) => {
                throw error;
            },
            over: () => gathering.release(),
        });
    }
    /** Most are messages, and pass byte for byte. */
    written(admission, bytes) {
        const event = bytes.includes('endpoint') ? readEvent(bytes) : undefined;
        if (event === null)
            throw new Problem(502, 'An event of the server is not UTF-8.');
        if (event === undefined || !isEndpoint(event))
            return bytes;
        return writeEvent(event, this.seal(admission, event.data.toString()));
    }
    seal(admission, data) {
        const { kind, name } = admission.upstream;
        const url = this.messagesAt(admission, data);
        const handle = this.secrets.handles
            .seal(ownerOf('mcp-endpoint', admission), Buffer.from(url))
            .toString('base64url');
        return `${gatePath(kind, name)}?${ENDPOINT}=${handle}`;
    }
    /**
     * Where the stream of an upstream says that messages go.
     * @throws Problem 502 when that is not at the upstream's own origin
     */
    messagesAt({ upstream: { name, url: base } }, data) {
        const url = resolved(data, base);
        if (url !== null && url.href.length <= LONGEST_URL && url.origin === new URL(base).origin)
            return url.href;
        this.log.warn('gate.sse_endpoint_refused', { server: name, origin: url?.origin });
        throw new Problem(502, 'The server wants messages to go elsewhere.');
    }
    open(admission, handle) {
        if (!HANDLE.test(handle))
            return null;
        try {
            const url = this.secrets.handles
                .open(ownerOf('mcp-endpoint', admission), Buffer.from(handle, 'base64url'))
                .toString();
            // The upstream may have moved since.
            return parsedUrl(url)?.origin === new URL(admission.upstream.url).origin ? url : null;
        }
        catch {
            return null; // not made by us, or not for this caller
        }
    }
};
LegacySse = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        BodyBudget,
        Log])
], LegacySse);
export { LegacySse };
function resolved(reference, base) {
    try {
        return new URL(reference, base);
    }
    catch {
        return null; // not a URL
    }
}
/** Whether a request comes from a client of this transport: it opens a stream, or has an address from one. */
export function isLegacyRequest(request, hasSession) {
    return request.query[ENDPOINT] !== undefined || (request.method === 'GET' && !hasSession);
}
/** Whether it is the event that says where messages go. */
export function isEndpoint({ fields }) {
    return /^event: ?endpoint$/.test(fields.findLast((line) => /^event(:|$)/.test(line)) ?? '');
}
//# sourceMappingURL=legacy-sse.js.map