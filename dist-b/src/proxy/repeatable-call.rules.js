/** Methods that only read: a server that got one twice has done nothing twice. `initialize` opens a session. */
const READS = new Set([
    'ping',
    'server/discover',
    'tools/list',
    'prompts/list',
    'prompts/get',
    'resources/list',
    'resources/templates/list',
    'resources/read',
    'completion/complete',
    'GetTask',
    'ListTasks',
    'GetExtendedAgentCard',
    'tasks/get',
    'agent/getAuthenticatedExtendedCard',
]);
/** A connection that ended when it was used: most often a kept one, which the server was closing at that moment. */
const BROKEN_CONNECTION = /^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/;
/** Whether a request only reads: a GET without a body, or messages that all do. */
export function onlyReads(method, rpc) {
    if (rpc === null)
        return method === 'GET';
    return rpc.messages.every((message) => message.kind === 'request' && READS.has(message.method));
}
/**
 * Whether a call that was not answered may be sent once more.
 * @param code of the failure
 * @param reads whether it only reads
 */
export function mayRepeat(code, reads) {
    // Nobody was there to whom anything could have been sent.
    return code === 'ECONNREFUSED' || (reads && BROKEN_CONNECTION.test(code));
}
//# sourceMappingURL=repeatable-call.rules.js.map