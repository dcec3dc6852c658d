import { parsedUrl } from './parsed-url.js';
/**
 * Whether a client's id is the URL of its own metadata document: https, a path, no user, no fragment, no dot segments, in
 * the one spelling that a URL parser would write (draft-ietf-oauth-client-id-metadata-document §3).
 */
export function isClientIdUrl(text) {
    if (!text.startsWith('https://') || text.length > 255 || /[#\\*]/.test(text))
        return false;
    const url = parsedUrl(text);
    if (url === null || url.href !== text || url.username !== '' || url.password !== '')
        return false;
    return url.pathname !== '/' && !/(^|\/)(\.|%2e){1,2}(\/|$)/i.test(url.pathname);
}
/** Whether a host is one of those listed: by its name, by `*.` and what its name ends in, or because all are (`*`). */
export function isListedHost(host, listed) {
    return listed.some((one) => {
        if (one === '*' || one === host)
            return true;
        return one.startsWith('*.') && host.endsWith(one.slice(1)) && host.length > one.length - 1;
    });
}
//# sourceMappingURL=client-id-url.js.map