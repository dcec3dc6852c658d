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
import { ReceiptSearch } from '../../audit/search/receipt-search.contract.js';
import { Problem } from '../../kernel/problem.js';
import { SessionStoryStore } from './session-story.store.js';
import { SessionTrees } from './session-tree.store.js';
/** Sessions that descend from the one in question, those that are shown and those that are counted. */
const SHOWN = 50;
const COUNTED = 1_000;
/** Of the receipts of each session the first and the last so many are shown, and so many counted. */
const RECEIPTS = { half: 20, counted: 10_000 };
/** Pairs of person and client whose consent is looked for. */
const CONSENTS = 10;
/** Milliseconds by which the clocks of replicas may differ. */
const MARGIN = 60_000;
/** Tells what came of a person's word: sessions as they were opened from one another, and what was decided in each. */
let SessionStories = class SessionStories {
    store;
    trees;
    receipts;
    constructor(store, trees, receipts) {
        this.store = store;
        this.trees = trees;
        this.receipts = receipts;
    }
    /** @throws Problem 404 */
    async of(id) {
        const above = await this.trees.above(id);
        const below = await this.trees.below(id, SHOWN + COUNTED + 1);
        const sessions = await this.store.sessions([...above, id, ...below.slice(0, SHOWN)]);
        if (!sessions.some((session) => session.id === id))
            throw Problem.notFound('session');
        const receipts = await this.receipts.ofSessions(sessions.map((session) => session.id), RECEIPTS);
        const consents = await this.consents(sessions);
        const childrenOf = (parent) => sessions.filter(({ parentId }) => parentId === parent);
        const node = (session) => ({
            session,
            consent: consents.get(pairOf(session) ?? '') ?? null,
            receipts: receipts.get(session.id) ?? { receipts: [], leftOut: 0, andMore: false },
            children: childrenOf(session.id).map(node),
        });
        const leftOut = Math.max(0, below.length - SHOWN);
        return {
            root: node(topOf(sessions, id)),
            shown: sessions.length,
            leftOut: Math.min(leftOut, COUNTED),
            andMore: leftOut > COUNTED,
        };
    }
    /** By person and client, as of the first session that they have here. */
    async consents(sessions) {
        const consents = new Map();
        const looked = new Set();
        for (const session of sessions) {
            const pair = pairOf(session);
            const { userId: sub, clientId: client_id } = session;
            if (pair === null || sub === null || client_id === null || looked.has(pair))
                continue;
            if (looked.add(pair).size > CONSENTS)
                break;
            const to = new Date(session.createdAt.getTime() + MARGIN);
            const [given] = await this.receipts.page({ kind: 'consent.given', sub, client_id, to }, null, 1);
            if (given !== undefined)
                consents.set(pair, given);
        }
        return consents;
    }
};
SessionStories = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SessionStoryStore,
        SessionTrees,
        ReceiptSearch])
], SessionStories);
export { SessionStories };
/** Of a session that a person let a client open; what was exchanged nobody was asked for. */
function pairOf({ userId, clientId, asOwner, exchanged }) {
    return userId === null || clientId === null || asOwner || exchanged ? null : `${userId} ${clientId}`;
}
/** The highest above a session that is still kept. */
function topOf(sessions, id) {
    const byId = new Map(sessions.map((session) => [session.id, session]));
    let top = byId.get(id);
    for (let up = byId.get(top.parentId ?? ''); up !== undefined; up = byId.get(up.parentId ?? ''))
        top = up;
    return top;
}
//# sourceMappingURL=session-story.js.map