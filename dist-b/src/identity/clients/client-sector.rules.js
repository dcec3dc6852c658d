import { parsedUrl } from '../../kernel/parsed-url.js';
/**
 * The sector of a client: the host of its sector_identifier_uri, or the one host of all its redirect URIs (OpenID Connect
 * Core §8.1). Programs on people's own computers share loopback addresses, and anybody may claim a private scheme: from
 * such URIs comes no sector.
 * @returns null when there is none
 */
export function sectorOf({ sector_identifier_uri: listed, redirect_uris: uris, }) {
    // A body may have what other rules have already called wrong.
    const named = typeof listed === 'string' ? [listed] : Array.isArray(uris) ? uris : [];
    const hosts = new Set(named.map(httpsHost));
    const [host] = hosts;
    return hosts.size === 1 ? (host ?? null) : null;
}
function httpsHost(text) {
    const url = typeof text === 'string' ? parsedUrl(text) : null;
    return url?.protocol === 'https:' && url.hostname !== '' ? url.hostname : null;
}
//# sourceMappingURL=client-sector.rules.js.map