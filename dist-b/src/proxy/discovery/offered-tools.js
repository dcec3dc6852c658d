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
import { LRUCache } from 'lru-cache';
import { contextOf } from '../../http/request-context.js';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { isSubject } from '../../kernel/rpc-message.js';
import { isJsonObject } from '../../kernel/strict-json.js';
import { Settings } from '../../settings/settings.js';
import { gatePath } from '../gate-path.js';
import { asGate } from '../gate-caller.js';
import { ASKS_FOR_NO_LIST } from '../mcp-call.js';
import { UpstreamDispatch } from '../upstream-dispatch.js';
import { ListCache, timeToLive } from './list-cache.js';
import { McpConversation } from './mcp-conversation.js';
import { LONGEST_KEPT } from './principal-shelf.js';
/** Milliseconds in which a server must have told all of its tools. */
const LONGEST = 15_000;
const PAGES = 50;
const TOOLS = 5_000;
/** Bytes of all that it says. */
const LARGEST = 4 * 1024 * 1024;
/** Bytes of what is kept, as they came, for all servers. */
const MOST_KEPT = 16 * 1024 * 1024;
/** Asks MCP servers which tools they have, in the gate's own name: for those who write rules about them. */
let OfferedTools = class OfferedTools {
    upstreams;
    lists;
    clock;
    settings;
    kept = new LRUCache({
        max: 100,
        maxSize: MOST_KEPT,
        sizeCalculation: (one) => one.bytes,
    });
    constructor(upstreams, lists, clock, settings) {
        this.upstreams = upstreams;
        this.lists = lists;
        this.clock = clock;
        this.settings = settings;
    }
    /** @throws Problem 422 for a server that cannot be asked so; 502, 503 or 504 for one that does not answer */
    async of(upstream, caller, request) {
        if (upstream.transport === 'sse') {
            throw new Problem(422, 'A server of HTTP with SSE is not asked for its tools: connect to it through the gate.');
        }
        const key = `${upstream.id} ${upstream.updatedAt.getTime()}`;
        const found = this.kept.get(key);
        const asked = this.clock.now();
        if (found !== undefined && asked < found.until && found.readAt > (await this.lists.changedAt({ upstream }))) {
            return found.offered;
        }
        const gone = new AbortController();
        const timer = setTimeout(() => gone.abort(), LONGEST);
        try {
            const { offered, ttl, bytes } = await this.ask(this.sending(upstream, caller, request, gone), asked);
            const until = asked + Math.min(ttl, LONGEST_KEPT);
            if (ttl > 0)
                this.kept.set(key, { offered, bytes: bytes + 1, until, readAt: upstream.readAt });
            return offered;
        }
        catch (error) {
            if (gone.signal.aborted)
                throw new Problem(504, 'The server did not tell its tools in time.');
            throw error;
        }
        finally {
            clearTimeout(timer);
        }
    }
    async ask(send, asked) {
        const left = { bytes: LARGEST };
        const conversation = new McpConversation(send, left);
        const tools = [];
        let ttl = LONGEST_KEPT;
        try {
            let result = await conversation.begin('tools/list', {});
            for (let page = 1;; page++) {
                ttl = Math.min(ttl, timeToLive(result));
                tools.push(...toolsIn(result));
                const { nextCursor: cursor } = result;
                const complete = typeof cursor !== 'string';
                if (complete || page === PAGES || tools.length >= TOOLS) {
                    const offered = { tools: tools.slice(0, TOOLS), complete, version: conversation.version, asked };
                    return { offered, ttl, bytes: LARGEST - left.bytes };
                }
                result = await conversation.ask('tools/list', { cursor });
            }
        }
        finally {
            await conversation.end();
        }
    }
    sending(upstream, caller, request, gone) {
        const { kind, name } = upstream;
        const dialled = { kind, name, resourceMetadata: '', scheme: 'Bearer' };
        const resource = this.settings.PUBLIC_URL + gatePath(kind, name);
        const admission = { caller, upstream, dialled, resource, address: contextOf(request).address };
        const { txn } = caller.lineage;
        return async (method, headers, body) => {
            const about = { admission: asGate(admission, this.settings, this.clock), txn, id: null, reads: true };
            const answer = await this.upstreams.send({ ...about, method, headers, body, asked: ASKS_FOR_NO_LIST }, request, gone);
            if (answer === null)
                throw new Problem(504, 'The server did not tell its tools in time.');
            return answer;
        };
    }
};
OfferedTools = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UpstreamDispatch,
        ListCache,
        Clock,
        Settings])
], OfferedTools);
export { OfferedTools };
/** What cannot be named in a rule is left out. */
function toolsIn({ tools }) {
    if (!Array.isArray(tools))
        throw new Problem(502, 'The server answered without a list of tools.');
    return tools.filter(isJsonObject).filter(({ name }) => isSubject(name));
}
//# sourceMappingURL=offered-tools.js.map