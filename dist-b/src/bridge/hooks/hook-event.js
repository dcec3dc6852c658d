/** Whose call it is: an id means something only to the host that chose it. */
export function callKey({ claims }, { pluginId, callId }) {
    return [claims.sub, claims.client_id, pluginId, callId];
}
/** What a hook asked or told, as evidence: for the person behind its token, and nobody else. */
export function hookEvent({ claims, lineage: { txn, ancestors } }, { callId, pluginId, upstream, tool }, event) {
    const { sub, act, client_id: clientId, sid } = claims;
    return {
        ...event,
        sub,
        ...(act === undefined ? {} : { act }),
        clientId,
        sid,
        ancestors,
        txn,
        ...(upstream === null ? {} : { upstream }),
        tool,
        detail: { call_id: callId, plugin_id: pluginId, ...event.detail },
    };
}
//# sourceMappingURL=hook-event.js.map