/** The gate itself as the caller: no person and no client is named to the upstream, nor could be told apart by it. */
export function asGate(admission, { PUBLIC_URL }, clock) {
    const now = clock.seconds();
    const caller = {
        source: 'api',
        lineage: { txn: admission.caller.lineage.txn, ancestors: [] },
        scopes: [],
        audiences: [],
        userId: null,
        roles: [],
        groups: [],
        clientKind: null,
        claims: {
            iss: PUBLIC_URL,
            sub: PUBLIC_URL,
            aud: PUBLIC_URL,
            exp: now + 60,
            iat: now,
            nbf: now,
            jti: '',
            client_id: PUBLIC_URL,
            scope: '',
            sid: '',
        },
    };
    return { ...admission, caller, upstream: withoutTransaction(admission.upstream) };
}
/** There is no transaction that a question of the gate's own were part of. */
function withoutTransaction(upstream) {
    const { credential } = upstream;
    if (credential.mode !== 'minted' || credential.txn_token !== true)
        return upstream;
    const audience = credential.audience === undefined ? {} : { audience: credential.audience };
    return { ...upstream, credential: { mode: 'minted', ...audience } };
}
//# sourceMappingURL=gate-caller.js.map