import { Failure } from './failure.js';
import { parsedUrl } from '../src/kernel/parsed-url.js';
/**
 * The URL of a Gatehouse as it calls itself: no slash at its end.
 * @throws Failure for what is no https URL; http only on this very machine, since a code goes that way
 */
export function issuerOf(text) {
    const url = parsedUrl(text);
    const isPlain = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
    if (url === null || !isPlain || !isSafe(url)) {
        throw new Failure(`${JSON.stringify(text)} is no URL of a Gatehouse.`, 'Give one like https://gate.example.com');
    }
    return url.origin + url.pathname.replace(/\/+$/, '');
}
function isSafe({ protocol, hostname }) {
    return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
/** @param hostname as URL has it: IPv6 in brackets */
export function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
//# sourceMappingURL=issuer.rules.js.map