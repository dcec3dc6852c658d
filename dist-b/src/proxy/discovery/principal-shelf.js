import { LRUCache } from 'lru-cache';
/** Milliseconds; a server that says that its list is good for a week is asked again all the same. */
export const LONGEST_KEPT = 600_000;
/** Milliseconds for which replicas tell each other of lists: longer than any keeps one, whose clock may be another. */
export const SHOWN_FOR = LONGEST_KEPT + 60_000;
/** Milliseconds between two looks for what nobody asks for any more. */
const SWEEP = 30_000;
/** What an entry costs besides its text. */
const OVERHEAD = 512;
/**
 * Everything by which an upstream could tell this caller from another (MCP 2026-07-28, Cache Scope: private is for one
 * authorization context): who acts for whom, in which session, with which scope. Names cannot run together in JSON.
 */
export function ownerOf({ caller, upstream }) {
    const { iss, sub, client_id, sid, scope, act, owner } = caller.claims;
    const whose = ['private', iss, sub, client_id, sid, scope, act ?? null, owner ?? null];
    return { key: JSON.stringify([...whose, ...versionOf(upstream)]), upstream: upstream.id, sid };
}
/** Everybody who may reach the upstream as it is registered now. */
export function everybodyAt({ upstream }) {
    return { key: JSON.stringify(['public', ...versionOf(upstream)]), upstream: upstream.id, sid: null };
}
function versionOf({ id, updatedAt }) {
    return [id, updatedAt.getTime()];
}
/**
 * What was seen of upstreams, for each of those who saw it: within bounds, for its time, and for no longer than the session
 * that it was seen in. Nothing is found under another owner.
 */
export class PrincipalShelf {
    authority;
    clock;
    bounds;
    entries;
    holdings = new Map();
    swept = 0;
    constructor(authority, clock, bounds) {
        this.authority = authority;
        this.clock = clock;
        this.bounds = bounds;
        this.entries = new LRUCache({
            max: bounds.entries,
            maxSize: bounds.bytes,
            sizeCalculation: ({ bytes }, key) => bytes + key.length + OVERHEAD,
            dispose: (entry, key, reason) => reason !== 'set' && this.unlist(entry.owner, key),
        });
    }
    get size() {
        return this.entries.size;
    }
    find(owner, name) {
        const key = keyOf(owner, name);
        const entry = this.entries.get(key);
        if (entry === undefined)
            return null;
        if (this.clock.now() < entry.until)
            return entry.value;
        this.entries.delete(key);
        return null;
    }
    /** @param until when it is too old, milliseconds since 1970 */
    put(owner, name, { value, bytes, until }) {
        const now = this.clock.now();
        if (until <= now)
            return this.delete(owner, name);
        this.sweep(now);
        const key = keyOf(owner, name);
        this.entries.set(key, { owner: owner.key, value, bytes, until });
        // What is larger than all the room there is was not taken.
        if (this.entries.has(key))
            this.list(owner, key);
    }
    delete(owner, name) {
        this.entries.delete(keyOf(owner, name));
    }
    clear(owner) {
        for (const key of [...(this.holdings.get(owner)?.keys ?? [])])
            this.entries.delete(key);
    }
    list(owner, key) {
        const holding = this.holdings.get(owner.key) ?? this.hold(owner);
        holding.keys.add(key);
        const [oldest] = holding.keys;
        if (holding.keys.size > this.bounds.share && oldest !== undefined)
            this.entries.delete(oldest);
    }
    hold(owner) {
        const release = owner.sid === null ? () => undefined : this.authority.hold(owner.sid, () => this.clear(owner.key));
        const holding = { keys: new Set(), release };
        this.holdings.set(owner.key, holding);
        return holding;
    }
    unlist(owner, key) {
        const holding = this.holdings.get(owner);
        if (holding?.keys.delete(key) !== true || holding.keys.size > 0)
            return;
        this.holdings.delete(owner);
        holding.release();
    }
    sweep(now) {
        if (now - this.swept < SWEEP)
            return;
        this.swept = now;
        for (const [key, { until }] of [...this.entries.entries()])
            if (until <= now)
                this.entries.delete(key);
    }
}
function keyOf({ key }, name) {
    return `${key}\n${name}`;
}
//# sourceMappingURL=principal-shelf.js.map