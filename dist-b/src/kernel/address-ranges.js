import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { remembered } from './remembered.js';
/** A set of addresses, by CIDR ranges and single ones. */
export class AddressRanges {
    ranges;
    /** @throws Error naming the first entry that is neither an address nor a range */
    constructor(cidrs) {
        this.ranges = cidrs.map((cidr) => {
            const range = readRange(cidr);
            if (range === null)
                throw new Error(`not an address or CIDR range: ${JSON.stringify(cidr)}`);
            return range;
        });
    }
    /** Whether an address lies in one of them; what is not an address never does. */
    hold(address) {
        const parsed = parseAddress(address);
        return parsed !== null && this.cover(parsed);
    }
    cover(address) {
        return this.ranges.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits));
    }
}
/** Whether a text is an address or a CIDR range, as {@link AddressRanges} reads it. */
export function isAddressRange(text) {
    return readRange(text) !== null;
}
/**
 * Reads one address; null for anything else.
 * node:net decides what an address is, ipaddr.js only compares: alone it also reads 10, 010.0.0.1 and 0x7f.1, where
 * other readers disagree on what they mean. For the same reason dots in IPv6 pass only in ::ffff:a.b.c.d.
 */
export const parseAddress = remembered(2_000, (text) => {
    if (isIPv4(text))
        return ipaddr.IPv4.parse(text);
    if (!isIPv6(text))
        return null;
    const zone = text.indexOf('%');
    const bare = zone < 0 ? text : text.slice(0, zone);
    return bare.includes('.') && !/^[0:]*:ffff:[0-9.]+$/i.test(bare) ? null : ipaddr.process(bare);
});
function readRange(cidr) {
    const [text = '', prefix, ...rest] = cidr.split('/');
    const address = text.includes('%') ? null : parseAddress(text); // a range holds on every interface
    if (address === null || rest.length > 0)
        return null;
    const width = address.kind() === 'ipv4' ? 32 : 128;
    if (prefix === undefined)
        return [address, width];
    if (!/^(?:0|[1-9][0-9]{0,2})$/.test(prefix) || Number(prefix) > width)
        return null;
    // The prefix of an IPv4-mapped range counts 128 bits; whoever means IPv4 can write it.
    return text.includes(':') === (width === 128) ? [address, Number(prefix)] : null;
}
/**
 * A range in the one spelling that equal ranges share; an IPv4-mapped one is IPv4, a single address a range of its own.
 * @returns null for what is no range, and for an address with bits beyond the prefix: which of the two is meant is not said
 */
export function canonicalRange(text) {
    const mapped = /^(::ffff:[0-9.]+)\/(9[6-9]|1[01]\d|12[0-8])$/i.exec(text);
    const read = readRange(mapped === null ? text : `${mappedAddress(mapped[1])}/${Number(mapped[2]) - 96}`);
    if (read === null)
        return null;
    const [address, bits] = read;
    const range = writeRange(address, bits);
    return range === `${writeAddress(address)}/${bits}` ? { range, address, bits } : null;
}
/** The range of so many leading bits in which an address lies, as {@link canonicalRange} spells it. */
export function writeRange(address, bits) {
    const bytes = address.toByteArray().map((byte, at) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - 8 * at))));
    return `${writeAddress(ipaddr.fromByteArray(bytes))}/${bits}`;
}
function mappedAddress(text = '') {
    const address = parseAddress(text);
    return address === null ? '' : writeAddress(address);
}
/** IPv6 as RFC 5952 writes it. */
export function writeAddress(address) {
    return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}
//# sourceMappingURL=address-ranges.js.map