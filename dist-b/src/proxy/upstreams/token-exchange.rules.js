import { parsedUrl } from '../../kernel/parsed-url.js';
import { isPlainUrl } from './plain-url.rules.js';
/** Characters of ids and secrets of clients (RFC 6749 appendix A.1, A.2). */
export const VSCHAR = (most) => new RegExp(`^[\\x20-\\x7e]{1,${most}}$`);
/** A `scope` (RFC 6749 appendix A.4). */
export const SCOPES = /^(?=.{1,2048}$)[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/;
/** Where a secret is sent: over TLS, or to this very machine. */
export function isTokenEndpoint(text) {
    if (!isPlainUrl(text))
        return false;
    const url = parsedUrl(text);
    return url?.protocol === 'https:' || /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url?.hostname ?? '');
}
/** An absolute URI without fragment (RFC 8707 §2). */
export function isResourceUri(text) {
    return (/^[a-z][a-z0-9+.-]*:[\x21\x24-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]{1,2000}$/i.test(text) &&
        parsedUrl(text) !== null);
}
//# sourceMappingURL=token-exchange.rules.js.map