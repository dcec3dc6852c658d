import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors, } from 'jose';
import { FetchRefused, shown } from './fetch-refused.js';
import { usableKeys } from './key-set.rules.js';
/** Milliseconds for which a set is not asked for again, unless a key is missing in it. */
const FRESH = 600_000;
/** Milliseconds after a success in which a missing key asks nobody: tokens with made-up keys cost the host nothing. */
const AFTER_SUCCESS = 30_000;
/** Milliseconds after a failure in which nobody is asked: bad tokens cannot make us hammer a third host. */
const AFTER_FAILURE = 10_000;
/** Milliseconds beyond {@link FRESH} for which the last good set counts while its host is away, and no longer. */
const STALE = 3_600_000;
/**
 * The key set at one URL, fetched when it is needed, once for all who wait for it.
 * A key that its owner takes back is good for at most {@link FRESH}, or for that and {@link STALE} while the host is away.
 */
export class RemoteKeySet {
    url;
    guarded;
    clock;
    log;
    ofStranger;
    failed;
    fetchedAt = -Infinity;
    set = { keys: [] };
    last;
    remote;
    constructor(url, guarded, clock, log, ofStranger) {
        this.url = url;
        this.guarded = guarded;
        this.clock = clock;
        this.log = log;
        this.ofStranger = ofStranger;
        this.remote = createRemoteJWKSet(url, {
            cacheMaxAge: FRESH,
            cooldownDuration: AFTER_SUCCESS,
            // The guarded fetch has the shorter limit, and says why.
            timeoutDuration: 30_000,
            [customFetch]: () => this.fetched(),
        });
    }
    /** @throws JWKSNoMatchingKey of jose, FetchRefused */
    find = async (header, token) => {
        try {
            return await this.remote(header, token);
        }
        catch (refusal) {
            if (!(refusal instanceof FetchRefused) || this.clock.now() >= this.fetchedAt + FRESH + STALE)
                throw refusal;
            return this.findInLast(refusal, header, token);
        }
    };
    /** A key that the last good set does not have may be a new one: that is not known while the host is away. */
    async findInLast(refusal, ...[header, token]) {
        this.last ??= createLocalJWKSet(this.set);
        try {
            return await this.last(header, token);
        }
        catch (error) {
            throw error instanceof errors.JWKSNoMatchingKey ? refusal : error;
        }
    }
    async fetched() {
        if (this.failed !== undefined && this.clock.now() < this.failed.at + AFTER_FAILURE)
            throw this.failed.refusal;
        try {
            this.set = await this.keys();
            this.failed = undefined;
            this.last = undefined;
            this.fetchedAt = this.clock.now();
            return Response.json(this.set);
        }
        catch (refusal) {
            this.failed = { at: this.clock.now(), refusal };
            if (refusal instanceof FetchRefused)
                this.tell(refusal);
            throw refusal;
        }
    }
    async keys() {
        const accept = 'application/jwk-set+json, application/json';
        const set = usableKeys(await this.guarded.json(this.url, { accept, ofStranger: this.ofStranger }));
        if (set === null)
            throw new FetchRefused(shown(this.url), 'the answer is not a JWK Set of at most 50 keys');
        return set;
    }
    tell({ address, reason }) {
        const left = this.fetchedAt + FRESH + STALE - this.clock.now();
        this.log.warn('outbound.keys_not_fetched', { address, reason, last_good_for_ms: Math.max(0, left) });
    }
}
//# sourceMappingURL=remote-key-set.js.map