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
import { ASKS_FOR_NO_LIST } from '../mcp-call.js';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { isJsonObject } from '../../kernel/strict-json.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Settings } from '../../settings/settings.js';
import { asGate } from '../gate-caller.js';
import { UpstreamDispatch } from '../upstream-dispatch.js';
import { interfacesOf } from './agent-card.rules.js';
import { readBoundedJson } from './bounded-answer.js';
/** Milliseconds for which a card is taken for what the agent says; how stale it may be. */
const FRESH = 60_000;
/** Milliseconds until a card must be there, all of it: many callers may wait for the same one. */
const LONGEST = 10_000;
/** Cards kept at a time. */
const MOST = 200;
const CARD_PATH = '.well-known/agent-card.json';
/**
 * What agents say about themselves to everybody. It is asked for in the gate's own name, with nothing of the caller's, so
 * that it can be shown to all callers of the agent.
 */
let AgentCards = class AgentCards {
    upstreams;
    clock;
    settings;
    kept = new LRUCache({ max: MOST });
    constructor(upstreams, clock, settings) {
        this.upstreams = upstreams;
        this.clock = clock;
        this.settings = settings;
    }
    /**
     * @returns null when the agent has none
     * @throws Problem 502 or 504 when it cannot be read
     */
    find(admission, request, version) {
        const { id, updatedAt } = admission.upstream;
        const key = `${id} ${updatedAt.getTime()} ${version}`;
        const kept = this.kept.get(key);
        const now = this.clock.now();
        if (kept !== undefined && now - kept.at < FRESH)
            return kept.card;
        const card = this.fetch(asGate(admission, this.settings, this.clock), request, version);
        const entry = { at: now, card };
        this.kept.set(key, entry);
        // What failed is asked for anew: the next caller may be luckier.
        card.catch(() => {
            if (this.kept.peek(key) === entry)
                this.kept.delete(key);
        });
        return card;
    }
    /**
     * Where the agent speaks HTTP+JSON: always at the host that an administrator registered, at the path that its card says.
     * @returns null when its card says that it does not
     */
    async restBase(admission, request, legacy) {
        const registered = new URL(admission.upstream.url);
        const card = await this.find(admission, request, legacy ? '0.3' : '1.0');
        if (card === null)
            return registered;
        const all = interfacesOf(card);
        const spoken = all.filter(({ binding }) => binding === 'HTTP+JSON');
        const chosen = spoken.find(({ version }) => version.startsWith('0.') === legacy);
        if (chosen === undefined)
            return null;
        // Where both are at one URL, it is the registered one, by whatever name the card calls it.
        if (all.some(({ binding, url }) => binding === 'JSONRPC' && url === chosen.url))
            return registered;
        return atHostOf(registered, chosen.url);
    }
    async fetch(admission, request, version) {
        const gone = new AbortController();
        const timer = setTimeout(() => gone.abort(), LONGEST);
        try {
            let failure = null;
            for (const url of cardUrls(admission.upstream.url)) {
                const at = { ...admission, upstream: { ...admission.upstream, url } };
                const card = await this.fetchFrom(at, request, version, gone).catch((error) => {
                    // At the other place there may be one for all that: what is below an agent may need another credential.
                    if (!(error instanceof Problem))
                        throw error;
                    failure ??= error;
                    return null;
                });
                if (card !== null)
                    return card;
            }
            if (failure instanceof Problem)
                throw failure;
            return null;
        }
        finally {
            clearTimeout(timer);
        }
    }
    async fetchFrom(admission, request, version, gone) {
        const headers = { accept: 'application/json', ...(version === '' ? {} : { 'a2a-version': version }) };
        const txn = uuidv7(this.clock.now());
        const call = {
            ...{ admission, txn, method: 'GET', body: undefined, headers },
            ...{ id: null, reads: true, asked: ASKS_FOR_NO_LIST },
        };
        const answer = await this.upstreams.send(call, request, gone);
        if (answer === null)
            throw new Problem(504, 'The agent did not give its card in time.');
        if (answer.statusCode !== 200) {
            answer.body.destroy();
            if (answer.statusCode >= 500)
                throw new Problem(502, `The agent's card was answered with ${answer.statusCode}.`);
            return null;
        }
        const card = await readBoundedJson(answer);
        if (!isJsonObject(card))
            throw new Problem(502, 'The agent’s card is not an object.');
        return card;
    }
};
AgentCards = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UpstreamDispatch,
        Clock,
        Settings])
], AgentCards);
export { AgentCards };
/** Below the agent's own URL, as the gate has it; or beside it, as the SDKs resolve it. */
function cardUrls(url) {
    const base = new URL(url);
    base.search = '';
    const below = new URL(base);
    below.pathname = `${base.pathname.replace(/\/+$/, '')}/${CARD_PATH}`;
    return [...new Set([below.href, new URL(CARD_PATH, base).href])];
}
function atHostOf(registered, named) {
    const base = new URL(registered);
    base.search = '';
    try {
        base.pathname = new URL(named, registered).pathname;
    }
    catch {
        return null;
    }
    return base;
}
//# sourceMappingURL=agent-cards.js.map