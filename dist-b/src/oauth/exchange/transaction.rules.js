/** Media type of a transaction token (Transaction Tokens, JWT Header). */
export const TXN_TYP = 'txntoken+jwt';
/** Longest life of a transaction token, in seconds. */
const LONGEST = 60;
/**
 * Claims of a transaction token (Transaction Tokens, JWT Body Claims). The transaction's context is the resource at which it began, the
 * requester's the session in which it did: enough to end it and to find its evidence, and nothing about the person.
 * @param now seconds since 1970
 */
export function transactionClaims(transaction, trustDomain, now) {
    const { txn, sub, act, scope, requesters, resource, sid, until } = transaction;
    return {
        sub,
        aud: trustDomain,
        exp: Math.min(now + LONGEST, until),
        scope: scope.join(' '),
        txn,
        req_wl: requesters.join(','),
        tctx: resource === null ? {} : { resource },
        rctx: { sid },
        ...(act === undefined ? {} : { act }),
    };
}
/** The transaction of a token that is known to be ours; null when it has not the claims that we write. */
export function transactionIn(claims) {
    const { txn, sub, scope, req_wl: requesters, exp, act } = claims;
    const { tctx, rctx } = claims;
    const { resource } = tctx ?? {};
    const { sid } = rctx ?? {};
    const texts = [txn, sub, scope, requesters, sid];
    if (typeof exp !== 'number' || !texts.every((text) => typeof text === 'string'))
        return null;
    const [id, subject, scopes, workloads, session] = texts;
    return {
        txn: id,
        sub: subject,
        ...(act === undefined ? {} : { act: act }),
        scope: scopes.split(' '),
        requesters: workloads.split(','),
        resource: typeof resource === 'string' ? resource : null,
        sid: session,
        until: exp,
    };
}
//# sourceMappingURL=transaction.rules.js.map