import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';
/** Never, whatever the settings say: link-local, where cloud metadata lives, and addresses that are no host's. */
const never = [
    '169.254.0.0/16',
    'fe80::/10',
    'fd00:ec2::/32',
    'fd20:ce::254/128',
    '168.63.129.16/32',
    '100.100.100.200/32',
    '192.0.0.192/32',
    '0.0.0.0/8',
    '::/128',
    '224.0.0.0/4',
    'ff00::/8',
    '255.255.255.255/32',
].map((cidr) => ipaddr.parseCIDR(cidr));
const NEVER = 'is link-local, cloud metadata or no host at all';
/** Which addresses an administrator's upstream URL may lead to (architecture rule 4). */
export class AddressRule {
    admitted;
    /** @param cidrs where upstreams may lie; empty means anywhere but the addresses that are never admitted */
    constructor(cidrs) {
        this.admitted = cidrs.map(range);
    }
    /** @returns why the address is refused, or null when it is admitted */
    refuses(text) {
        const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
        if (!ipaddr.isValid(bare))
            return `${text} is not an address`;
        // ::ffff:169.254.169.254, and the same through NAT64 or 6to4, is 169.254.169.254.
        const address = embeddedIPv4(ipaddr.process(bare));
        if (liesIn(address, never))
            return `${text} ${NEVER}`;
        if (this.admitted.length > 0 && !liesIn(address, this.admitted))
            return `${text} is outside of UPSTREAM_NETWORKS`;
        return null;
    }
}
/** The one block that IPv6 hosts of the public internet have addresses from (RFC 4291 §2.4, IANA). */
const globalUnicast = [ipaddr.parseCIDR('2000::/3')];
/** An IPv4 host's address where translators stand; another host's than an IPv4 one it never is (RFC 6052 §2.1, §3.1). */
const wellKnownPrefix = [ipaddr.parseCIDR('64:ff9b::/96')];
/**
 * Which addresses a document that somebody else chose may be fetched from: those of the public internet, and what the
 * administrator listed. Every special-use range (RFC 6890 and the registries it set up) is refused unless it is listed.
 */
export class DocumentAddressRule {
    admitted;
    /** @param cidrs OUTBOUND_NETWORKS: ranges beyond the public internet */
    constructor(cidrs) {
        this.admitted = cidrs.map(range);
    }
    /** @returns why the address is refused, or null when it is admitted */
    refuses(text) {
        const bare = text.replace(/^\[|\]$/g, '');
        // Node decides what an address is: ipaddr.js alone also reads 10 and 0x7f.1. An address with a zone is a link's.
        if (isIP(bare) === 0 || bare.includes('%'))
            return `${text} is not an address`;
        const parsed = ipaddr.process(bare);
        const address = liesIn(parsed, wellKnownPrefix) ? embeddedIPv4(parsed) : parsed;
        // Also when an administrator listed the range of the transition address around it.
        if (liesIn(address, never) || liesIn(embeddedIPv4(address), never))
            return `${text} ${NEVER}`;
        if (isPublic(address) || liesIn(address, this.admitted))
            return null;
        return `${text} is not of the public internet (${address.range()}), nor in OUTBOUND_NETWORKS`;
    }
}
/**
 * Which addresses an administrator's endpoint for credentials may lead to: where their upstreams may lie, and where documents
 * may be fetched from. The authorization server of an upstream is as often inside of a network as outside.
 */
export class EndpointAddressRule {
    upstreams;
    documents;
    constructor(settings) {
        this.upstreams = new AddressRule(settings.UPSTREAM_NETWORKS);
        this.documents = new DocumentAddressRule(settings.OUTBOUND_NETWORKS);
    }
    /** @returns why the address is refused, or null when it is admitted */
    refuses(text) {
        const fault = this.upstreams.refuses(text);
        return fault === null || this.documents.refuses(text) === null ? null : fault;
    }
}
/** Whether an address is this machine's own (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3), in whatever spelling. */
export function isLoopback(text) {
    const bare = text.replace(/^\[|\]$/g, '');
    return isIP(bare) !== 0 && ipaddr.process(bare).range() === 'loopback';
}
/** The library's name for all that stands in no registry of special-use ranges is unicast. */
function isPublic(address) {
    return address.range() === 'unicast' && (address.kind() === 'ipv4' || liesIn(address, globalUnicast));
}
function range(text) {
    if (text.includes('/'))
        return ipaddr.parseCIDR(text);
    const address = ipaddr.parse(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
}
function liesIn(address, ranges) {
    return ranges.some(([start, bits]) => address.kind() === start.kind() && address.match(start, bits));
}
/** The IPv4 address that a transition address leads to (RFC 6052 §2.1, RFC 3056 §2), else the address itself. */
function embeddedIPv4(address) {
    if (address.kind() === 'ipv4')
        return address;
    const bytes = address.toByteArray();
    const kind = address.range();
    if (kind === 'rfc6052' || kind === 'rfc6145')
        return new ipaddr.IPv4(bytes.slice(12));
    if (kind === '6to4')
        return new ipaddr.IPv4(bytes.slice(2, 6));
    // Teredo writes the client's address inverted (RFC 4380 §4).
    if (kind === 'teredo')
        return new ipaddr.IPv4(bytes.slice(12).map((byte) => byte ^ 0xff));
    return address;
}
//# sourceMappingURL=address-rule.js.map