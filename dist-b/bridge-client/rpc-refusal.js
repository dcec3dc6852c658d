/** JSON-RPC leaves -32000 to -32099 to implementations. */
const CODE = -32000;
/** Tells an MCP client, and the person who reads what it shows, why there is no answer. Nothing in it makes a client log in. */
export function refuse(response, status, message, id = null) {
    if (response.headersSent || response.destroyed)
        return void response.destroy();
    const body = JSON.stringify({ jsonrpc: '2.0', id, error: { code: CODE, message } });
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
    response.writeHead(status, headers).end(body);
}
/** 503 for what somebody can mend, 502 for a gate that does not answer. */
export function refuseFor(response, failure, id) {
    const status = failure.kind === 'unreachable' ? 502 : 503;
    refuse(response, status, `${failure.message} ${failure.advice}`, id);
}
/** The id of the request that is refused, as far as it can be told. */
export function rpcIdOf(body) {
    try {
        const { id } = JSON.parse(body?.toString() ?? '');
        return typeof id === 'string' || typeof id === 'number' ? id : null;
    }
    catch {
        return null;
    }
}
//# sourceMappingURL=rpc-refusal.js.map