/** Who calls what, as evidence names them. */
export function who({ caller, upstream, resource }) {
    const { sub, act, client_id, sid } = caller.claims;
    const { txn, ancestors } = caller.lineage;
    return {
        sub,
        ...(act === undefined ? {} : { act }),
        clientId: client_id,
        // The gate itself calls in no session.
        ...(sid === '' ? {} : { sid, ancestors }),
        txn,
        resource,
        upstream: upstream.name,
    };
}
//# sourceMappingURL=evidence-of-call.js.map