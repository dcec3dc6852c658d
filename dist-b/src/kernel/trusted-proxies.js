import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { AddressRanges, parseAddress, writeAddress as write } from './address-ranges.js';
import { parsedUrl } from './parsed-url.js';
import { remembered } from './remembered.js';
/**
 * Who may tell us where a request came from. The one reader of X-Forwarded-*: what a peer outside these ranges says is
 * not looked at, so that nobody chooses the address that limits, bans and evidence are keyed by.
 */
export class TrustedProxies {
    ranges;
    /**
     * @param cidrs ranges or single addresses; those of proxies that append to or replace X-Forwarded-For
     * @throws Error naming the first entry that is neither
     */
    constructor(cidrs) {
        this.ranges = new AddressRanges(cidrs);
    }
    /** Whether an address is a proxy of ours; what is not an address never is. */
    trusts(address) {
        return this.ranges.hold(address);
    }
    /**
     * The address a request came from: the peer, or, told by trusted proxies, the rightmost hop that is none of them. Each
     * proxy appends whom it saw, so everything left of the first untrusted hop is hearsay. A hop that is not an address
     * ends the walk at the last good one: its writer was trusted, but what it wrote tells us nothing.
     * @param peer the socket's remote address
     * @param forwardedFor X-Forwarded-For, several headers joined by commas in order of arrival
     * @returns IPv4-mapped addresses as IPv4, IPv6 as RFC 5952 writes it, without zone or port
     */
    clientAddress(peer, forwardedFor) {
        if (forwardedFor === undefined)
            return peerAddress(peer);
        let client = parseAddress(peer);
        if (client === null)
            return peer;
        const hops = forwardedFor.split(',');
        while (hops.length > 0 && this.ranges.cover(client)) {
            const hop = parseHop(hops.pop());
            if (hop === null)
                break;
            client = hop;
        }
        return write(client);
    }
    /**
     * The host that was dialled, as a trusted peer tells it. Of a list only the last entry counts, the one our peer
     * appended: entries before it may be the caller's. Behind two proxies that both append, the outer one must replace.
     * @param headerValue X-Forwarded-Host
     * @returns host or host:port in lower case; undefined from anyone else, or for anything not well formed
     */
    forwardedHost(peer, headerValue) {
        if (headerValue === undefined || !this.trusts(peer))
            return undefined;
        const host = headerValue.slice(headerValue.lastIndexOf(',') + 1).trim();
        return isHost(host) ? host.toLowerCase() : undefined;
    }
}
/** What rate limits count by: an IPv4 address, or the /64 of an IPv6 one, which a single host can walk through at will. */
export const addressKey = remembered(2_000, (address) => {
    const parsed = parseAddress(address);
    if (parsed === null)
        return address;
    if (parsed instanceof ipaddr.IPv4)
        return write(parsed);
    return `${write(new ipaddr.IPv6(parsed.parts.map((part, i) => (i < 4 ? part : 0))))}/64`;
});
/** A peer as {@link TrustedProxies.clientAddress} tells it. */
const peerAddress = remembered(2_000, (peer) => {
    const parsed = parseAddress(peer);
    return parsed === null ? peer : write(parsed);
});
/** One entry of X-Forwarded-For: an address, which some proxies write with a port, IPv6 then in brackets. */
function parseHop(entry) {
    const hop = entry.trim();
    const [, v6, v4] = /^(?:\[([^\]]+)\]|([0-9.]+))(?::[0-9]{1,5})?$/.exec(hop) ?? [];
    if (v6 !== undefined)
        return isIPv6(v6) ? parseAddress(v6) : null; // brackets are for IPv6 (RFC 3986 §3.2.2)
    return parseAddress(v4 ?? hop);
}
/**
 * host[:port] of RFC 3986 §3.2, without user information or escapes, and spelt as a URL would spell it: 1.2.3 is a shape
 * of a name, but any URL built with it goes to 1.2.0.3.
 */
function isHost(text) {
    const shape = /^(\[[0-9a-f:]+\]|[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?)(?::[1-9][0-9]{0,4})?$/i;
    const name = shape.exec(text)?.[1]?.toLowerCase();
    return name !== undefined && !name.includes('..') && parsedUrl(`http://${text}`)?.hostname === name;
}
//# sourceMappingURL=trusted-proxies.js.map