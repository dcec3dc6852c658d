/** Networks and fingerprints that one process tells apart in an hour. */
const MOST = 20_000;
/** Fingerprints of one network; more than it takes to say that there are many. */
const MOST_FINGERPRINTS = 32;
/**
 * By what requests of an hour are told apart: anybody may write a fingerprint, and may have as many IPv6 networks as they
 * like, so that those who make them up fill neither memory nor the database. Later ones have no name, and are counted together.
 */
export class NamesOfHour {
    most;
    mostFingerprints;
    hour = '';
    total = 0;
    networks = new Map();
    constructor(most = MOST, mostFingerprints = MOST_FINGERPRINTS) {
        this.most = most;
        this.mostFingerprints = mostFingerprints;
    }
    /** @returns the names of network and fingerprint to count by; empty for one that has none */
    of(hour, network, fingerprint) {
        if (hour !== this.hour)
            [this.hour, this.total, this.networks] = [hour, 0, new Map()];
        const known = this.networks.get(network);
        if (known === undefined && network !== '')
            return this.begun(network, fingerprint);
        if (known === undefined || fingerprint === '' || known.has(fingerprint))
            return [network, fingerprint];
        if (known.size >= this.mostFingerprints || this.total >= this.most)
            return [network, ''];
        known.add(fingerprint);
        this.total += 1;
        return [network, fingerprint];
    }
    begun(network, fingerprint) {
        if (this.total >= this.most)
            return ['', ''];
        this.networks.set(network, new Set(fingerprint === '' ? [] : [fingerprint]));
        this.total += 1;
        return [network, fingerprint];
    }
}
//# sourceMappingURL=names-of-hour.rules.js.map