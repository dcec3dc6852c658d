import { headerValues } from '../http/bearer.js';
import { isJsonObject } from '../kernel/strict-json.js';
import { RpcRefused } from './rpc-refusal.js';
/** Without sessions, streams of their own and batches: each POST stands alone and says in its body what version it is. */
const MODERN = new Set(['2026-07-28']);
/** Those that begin with `initialize`. */
const EARLIER = new Set(['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07']);
/** A batch is what the version of 2025-03-26 has; a request without a version may be of that one. */
const WITHOUT_BATCHES = new Set([...MODERN, '2025-11-25', '2025-06-18']);
const HEADER = 'mcp-protocol-version';
const CLAIM = 'io.modelcontextprotocol/protocolVersion';
/**
 * Whether a POST is of an era in which headers repeat the body (MCP 2026-07-28, streamable HTTP). The body decides; a
 * header that says otherwise refuses the request, so that nobody behind reads it as of another era than we did.
 * @throws RpcRefused -32020 when header and body differ, -32022 for a version we do not know, -32600 or -32602 for what
 * the version does not have
 */
export function isModernPost(request, body) {
    const version = body.batch ? batchVersion(request, body) : singleVersion(request, body.messages[0]);
    const claimed = !body.batch && body.messages.some((one) => claimOf(one) !== undefined);
    refuseUnknown(version, answeredId(body), claimed);
    return version !== undefined && MODERN.has(version);
}
/**
 * The same for GET and DELETE, which have no body that could claim anything.
 * @throws RpcRefused -32022
 */
export function isModernRequest(request) {
    const version = headerVersion(request, null);
    refuseUnknown(version, null, false);
    return version !== undefined && MODERN.has(version);
}
/** For a request of 2026-07-28 to a server that has nothing but sessions: its client begins one instead. */
export function modernRefused(request, id) {
    const [requested = ''] = headerValues(request, HEADER);
    const data = { supported: [...EARLIER], requested: requested.slice(0, 64) };
    return new RpcRefused(400, id, -32022, 'Unsupported protocol version', data);
}
/** The id that a refusal of the whole body answers. */
export function answeredId({ batch, messages }) {
    const [message] = messages;
    return !batch && message?.kind === 'request' ? message.id : null;
}
function batchVersion(request, { messages }) {
    const version = headerVersion(request, null);
    if ((version !== undefined && WITHOUT_BATCHES.has(version)) || messages.some((one) => claimOf(one) !== undefined)) {
        throw new RpcRefused(400, null, -32600, 'Invalid request: this protocol version has no batches');
    }
    if (messages.some(({ method }) => method === 'initialize')) {
        throw new RpcRefused(400, null, -32600, 'Invalid request: initialize cannot be part of a batch');
    }
    return version;
}
function singleVersion(request, message) {
    const id = message?.kind === 'request' ? message.id : null;
    const version = headerVersion(request, id);
    const claim = message === undefined ? undefined : claimOf(message);
    if (claim !== undefined)
        return claimedVersion(claim, version, message?.kind === 'request', id);
    if (version !== undefined && MODERN.has(version))
        refuseUnclaimed(message, version, id);
    return version;
}
function claimedVersion(claim, version, isRequest, id) {
    if (typeof claim !== 'string')
        throw new RpcRefused(400, id, -32602, `Invalid params: _meta ${CLAIM} is not a string`);
    // Which headers a notification must have is left open (2026-07-28, Sending Messages).
    if (version === claim || (version === undefined && !isRequest))
        return claim;
    throw new RpcRefused(400, id, -32020, `Header mismatch: ${HEADER} is not what the body says`);
}
function refuseUnclaimed(message, version, id) {
    if (message?.kind === 'response') {
        throw new RpcRefused(400, null, -32600, `Invalid request: ${version} has no answers by clients`);
    }
    if (message?.kind !== 'request')
        return;
    if (message.method === 'initialize') {
        throw new RpcRefused(400, id, -32020, `Header mismatch: initialize is not a method of ${version}`);
    }
    throw new RpcRefused(400, id, -32602, `Invalid params: _meta lacks ${CLAIM}, which ${HEADER} repeats`);
}
/** @param claimed whether it is of an era in which every message claims its version: there are no others to choose from */
function refuseUnknown(version, id, claimed) {
    if (version === undefined || MODERN.has(version) || EARLIER.has(version))
        return;
    const data = { supported: claimed ? [...MODERN] : [...MODERN, ...EARLIER], requested: version.slice(0, 64) };
    throw new RpcRefused(400, id, -32022, 'Unsupported protocol version', data);
}
function headerVersion(request, id) {
    const [version, ...more] = headerValues(request, HEADER);
    if (more.length === 0)
        return version;
    throw new RpcRefused(400, id, -32020, `Header mismatch: more than one ${HEADER}`);
}
function claimOf({ params }) {
    const meta = isJsonObject(params) ? params['_meta'] : undefined;
    return isJsonObject(meta) ? meta[CLAIM] : undefined;
}
//# sourceMappingURL=mcp-version.js.map