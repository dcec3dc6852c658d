import { vacancies } from './rotation.rules.js';
/** The ring as it was at one moment; never changed, only replaced as a whole. */
export class RingCopy {
    readAt;
    jwks;
    pairs = new Map();
    active = new Map();
    /**
     * @param readAt milliseconds since 1970, taken before the rows were read
     * @throws Error when a place of the ring is empty: an incomplete JWK Set is worse than an old one
     */
    constructor(rows, open, readAt) {
        this.readAt = readAt;
        const [missing] = vacancies(rows);
        if (missing)
            throw new Error(`The key ring has no ${missing.state} ${missing.algorithm} key.`);
        for (const row of rows) {
            const pair = open(row);
            this.pairs.set(row.kid, pair);
            if (row.state === 'active')
                this.active.set(row.algorithm, pair);
        }
        this.jwks = { keys: [...this.pairs.values()].map(({ jwk }) => jwk) };
    }
    pair(kid) {
        return this.pairs.get(kid);
    }
    requireActive(algorithm) {
        const pair = this.active.get(algorithm);
        if (pair === undefined)
            throw new Error(`no active ${algorithm} key`);
        return pair;
    }
}
//# sourceMappingURL=ring-copy.js.map