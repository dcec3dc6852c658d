import { LRUCache } from 'lru-cache';
import { canonicalRange, parseAddress, writeRange } from '../../kernel/address-ranges.js';
/** Shorter ones are whole continents: nobody means them. */
const SHORTEST = { ipv4: 8, ipv6: 16 };
/** What is wrong with a range as one to be banned; null when nothing is. */
export function rangeFault(value) {
    const read = typeof value === 'string' ? canonicalRange(value) : null;
    if (read === null)
        return 'must be an address or a CIDR range without bits beyond its prefix, such as 203.0.113.0/24';
    const least = SHORTEST[read.address.kind()];
    return read.bits < least ? `must have a prefix of at least ${least} bits` : null;
}
/** Whether a range, as {@link canonicalRange} spells it, holds an address. */
export function holds(range, address) {
    const parsed = parseAddress(address);
    const read = canonicalRange(range);
    return parsed !== null && read?.address.kind() === parsed.kind() && writeRange(parsed, read.bits) === range;
}
/** All bans of one moment, by which an address is looked up at once. */
export class BanTable {
    ranges;
    networks;
    lengths;
    /** What the last lookups found: the same addresses come over and over. */
    found = new LRUCache({ max: 10_000 });
    constructor(bans) {
        this.ranges = new Map(bans.flatMap((ban) => (ban.range === null ? [] : [[ban.range, ban]])));
        this.networks = new Map(bans.flatMap((ban) => (ban.network === null ? [] : [[ban.network, ban]])));
        this.lengths = { ipv4: lengths(this.ranges.keys(), false), ipv6: lengths(this.ranges.keys(), true) };
    }
    /**
     * The ban that is in force for an address; an IPv4-mapped one is IPv4.
     * @param network tells the address's network as analytics keep it; asked only where a ban knows no more
     */
    covering(address, network, now) {
        const known = this.found.get(address);
        if (known !== undefined && (known.ban === null || inForce(known.ban, now)))
            return known.ban;
        const ban = this.search(address, network, now);
        this.found.set(address, { ban });
        return ban;
    }
    search(address, network, now) {
        const parsed = parseAddress(address);
        for (const bits of parsed === null ? [] : this.lengths[parsed.kind()]) {
            const ban = this.ranges.get(writeRange(parsed, bits));
            if (ban !== undefined && inForce(ban, now))
                return ban;
        }
        const ban = this.networks.size === 0 ? undefined : this.networks.get(network());
        return ban !== undefined && inForce(ban, now) ? ban : null;
    }
}
/** Whether a ban has not run out. */
export function inForce({ expiresAt }, now) {
    return expiresAt === null || +expiresAt > now;
}
function lengths(ranges, isV6) {
    const own = [...ranges].filter((range) => range.includes(':') === isV6);
    return [...new Set(own.map((range) => Number(range.split('/')[1])))];
}
//# sourceMappingURL=ban.rules.js.map