import { FOREIGN_ALGORITHMS } from './public-key-set.js';
/** How a token may be required to be bound: not at all, by either way, or by one of the two. */
export const REQUIRED_BINDINGS = ['none', 'any', 'dpop', 'mtls'];
/** Algorithms of DPoP proofs, all asymmetric (RFC 9449 §4.2). */
export const DPOP_ALGORITHMS = FOREIGN_ALGORITHMS;
/** Whether everything that it is bound to is among what a sender holds. */
export function isHeldBy(bound, held) {
    const equal = (name) => bound[name] === undefined || bound[name] === held?.[name];
    return equal('jkt') && equal('x5t#S256');
}
/** Whether two senders hold the same: both keys, one, or both nothing. */
export function isSameHolder(one, other) {
    return one?.jkt === other?.jkt && one?.['x5t#S256'] === other?.['x5t#S256'];
}
/** How a token is bound, in one word. */
export function bindingOf(confirmation) {
    if (confirmation?.jkt !== undefined)
        return 'dpop';
    return confirmation?.['x5t#S256'] === undefined ? 'bearer' : 'mtls';
}
/** Whether a token is bound as it must be; one that is bound in both ways is bound in each. */
export function isBoundAs(required, confirmation) {
    if (required === 'none')
        return true;
    if (required === 'dpop')
        return confirmation?.jkt !== undefined;
    if (required === 'mtls')
        return confirmation?.['x5t#S256'] !== undefined;
    return bindingOf(confirmation) !== 'bearer';
}
//# sourceMappingURL=token-binding.js.map