import { parsedUrl } from './parsed-url.js';
/**
 * Whether a text can name a resource: an absolute URI without a fragment (RFC 8707 §2).
 * The identifier stays the string it is; nothing is normalised (RFC 9728 §6).
 */
export function isResourceUri(text) {
    return parsedUrl(text) !== null && !text.includes('#') && /^[a-z][a-z0-9+.-]*:/i.test(text) && !/[\s"\\]/.test(text);
}
/** Equality by code points, with the one alias `https://host/` for `https://host`. */
export function sameResource(a, b) {
    return a === b || withoutRootSlash(a) === withoutRootSlash(b);
}
function withoutRootSlash(uri) {
    return /^[a-z]+:\/\/[^/]+\/$/i.test(uri) ? uri.slice(0, -1) : uri;
}
//# sourceMappingURL=resource-uri.js.map