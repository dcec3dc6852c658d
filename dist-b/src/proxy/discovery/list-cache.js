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
import { createHash } from 'node:crypto';
import { Metrics } from '../../http/metrics.js';
import { Clock } from '../../kernel/clock.js';
import { isJsonObject, stringifyStrictJson } from '../../kernel/strict-json.js';
import { LIST_METHODS } from '../list-methods.js';
import { LiveAuthority } from '../live-authority.js';
import { forwardedHeaders } from '../relay-headers.rules.js';
import { everybodyAt, LONGEST_KEPT, ownerOf, PrincipalShelf } from './principal-shelf.js';
import { ShownListStore } from './shown-list.store.js';
/** Bytes of one list that is kept. */
const LARGEST = 1024 * 1024;
const BOUNDS = { entries: 2_000, bytes: 64 * 1024 * 1024, share: 64 };
/** Characters of what is asked by, beyond which nothing is kept for it. */
const LONGEST_QUESTION = 16_384;
const DISCOVER = 'server/discover';
/** Members of `_meta` by which a caller follows one request: its answer is no other's (progress, trace context). */
const FOLLOWED = ['progressToken', 'traceparent', 'tracestate', 'baggage'];
/** Members of params by which a request goes on with an earlier one (multi round-trip requests): never kept. */
const GOING_ON = ['inputResponses', 'requestState'];
/**
 * Keeps what servers of MCP 2026-07-28 say that there is, for as long as they say (SEP-2549), and gives it to whom it was
 * said, or to everybody where it was said to be for everybody. It is kept as the server said it: what the caller may see
 * of it is decided whenever it is given. Servers before that version have sessions on which a list may depend.
 */
let ListCache = class ListCache {
    shown;
    clock;
    shelf;
    constructor(authority, shown, clock, metrics) {
        this.shown = shown;
        this.clock = clock;
        this.shelf = new PrincipalShelf(authority, clock, BOUNDS);
        metrics.gauge('gatehouse_lists_kept', 'Lists of servers that are kept for whom they were told.', [], () => [
            { labels: {}, value: this.shelf.size },
        ]);
    }
    /** @returns undefined for anything but the question what there is, by a caller of 2026-07-28 */
    async listing(admission, request, rpc, asked) {
        const [message] = rpc.messages;
        if (asked.hasSessions || rpc.batch || message?.kind !== 'request')
            return undefined;
        if (!LIST_METHODS.has(message.method) && message.method !== DISCOVER)
            return undefined;
        const key = keyOf(request, message);
        const found = key === null ? null : await this.find(admission, key);
        const readAt = found?.readAt ?? admission.upstream.readAt;
        return { asked: found?.at ?? this.clock.now(), readAt, key, kept: found };
    }
    async find(admission, key) {
        return (await this.good(ownerOf(admission), key)) ?? this.good(everybodyAt(admission), key);
    }
    /** What is kept here may be what another replica was told is good no more. */
    async good(owner, key) {
        const found = this.shelf.find(owner, key);
        if (found === null || found.readAt > (await this.shown.find(owner)).listsChanged)
            return found;
        this.shelf.delete(owner, key);
        return null;
    }
    /** Keeps an answer, if it is one that may be kept. @param body as it came, before anything is taken out of it */
    keep(admission, listing, id, body) {
        const result = listing.key === null || listing.kept !== null ? null : answerTo(id, body);
        const ttl = result === null ? 0 : timeToLive(result);
        if (listing.key === null || result === null || ttl === 0)
            return;
        const text = withoutTime(result);
        if (text.length > LARGEST)
            return;
        const owner = isPublic(result) ? everybodyAt(admission) : ownerOf(admission);
        const { asked: at, readAt } = listing;
        const until = at + Math.min(ttl, LONGEST_KEPT);
        this.shelf.put(owner, listing.key, { value: { result: text, ttl, at, readAt }, bytes: 2 * text.length, until });
    }
    /** The kept answer as the answer to this call; what is left of its time is told. */
    answer({ result, ttl, at }, id) {
        const left = Math.max(0, ttl - (this.clock.now() - at));
        const members = result === '{}' ? '' : `,${result.slice(1, -1)}`;
        return Buffer.from(`{"jsonrpc":"2.0","id":${stringifyStrictJson(id)},"result":{"ttlMs":${left}${members}}}`);
    }
    /** When everybody's lists were last dropped, microseconds since 1970 by the clock of the database; 0 when they were not. */
    async changedAt(admission) {
        return (await this.shown.find(everybodyAt(admission))).listsChanged;
    }
    /**
     * The server said that there is something else now, or did not take what a client made of its list: no replica gives
     * what was asked for before, nor what is being asked for at this moment.
     */
    async drop(admission) {
        const make = (before, now) => ({ ...before, listsChanged: now });
        await Promise.all([ownerOf(admission), everybodyAt(admission)].map((owner) => this.shown.change(owner, make)));
    }
};
ListCache = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [LiveAuthority,
        ShownListStore,
        Clock,
        Metrics])
], ListCache);
export { ListCache };
/** Whether the server says that its answer is the same for everybody; what is not said is not assumed. */
export function isPublic(result) {
    return result['cacheScope'] === 'public';
}
/** The complete result of the one call; null for anything else, such as an error or a question back. */
function answerTo(id, { batch, messages: [message] }) {
    if (batch || id === null || message?.kind !== 'response' || textOf(message.id) !== textOf(id))
        return null;
    const { result } = message.raw;
    return isJsonObject(result) && (result['resultType'] ?? 'complete') === 'complete' ? result : null;
}
function withoutTime(result) {
    const rest = { ...result };
    delete rest['ttlMs'];
    return stringifyStrictJson(rest);
}
/** Milliseconds; 0 for anything that is no such number. */
export function timeToLive({ ttlMs }) {
    return typeof ttlMs === 'number' && Number.isSafeInteger(ttlMs) && ttlMs > 0 ? ttlMs : 0;
}
/**
 * Everything of a request that reaches the server and is not its id: what is not part of the key would let one caller
 * choose what another is told.
 */
function keyOf(request, { method, params }) {
    if (request.headers['tracestate'] !== undefined || Array.isArray(params))
        return null;
    const meta = params?.['_meta'];
    if (isJsonObject(meta) && FOLLOWED.some((name) => Object.hasOwn(meta, name)))
        return null;
    if (params !== undefined && GOING_ON.some((name) => Object.hasOwn(params, name)))
        return null;
    const asked = [method, textOf(params), JSON.stringify(forwardedHeaders(request.rawHeaders))];
    const text = JSON.stringify(asked);
    return text.length > LONGEST_QUESTION ? null : createHash('sha256').update(text).digest('base64url');
}
function textOf(value) {
    return value === undefined ? '' : stringifyStrictJson(value);
}
//# sourceMappingURL=list-cache.js.map