import { RpcShapeError } from '../kernel/rpc-message.js';
import { StrictJsonError } from '../kernel/strict-json.js';
/** Bytes of a list answer, or of one event. */
export const LARGEST_ANSWER = 4 * 1024 * 1024;
/** What a client is told instead. */
export const UNREADABLE = { code: -32603, message: 'The list of the server could not be read.' };
/** @returns null when no list can be in the answer */
export function lookAt({ admission, asked, method, listing }, request, session) {
    if (asked.lists.length > 0 || asked.listens === true)
        return 'lists';
    if (!asked.hasSessions)
        return listing === undefined || listing.kept !== null ? null : 'kept';
    // What is resumed may be the answer to a list; over HTTP with SSE all answers come so.
    const listens = request.headers['last-event-id'] === undefined && admission.upstream.transport !== 'sse';
    if (method === 'GET')
        return listens ? 'session' : 'lists';
    return session !== null && method === 'POST' ? 'session' : null;
}
/** Whether it tells of an answer that cannot be read in one way only, or (zlib) cannot be decoded. */
export function isUnreadable(error) {
    if (error instanceof StrictJsonError || error instanceof RpcShapeError)
        return true;
    return error instanceof Error && String(error.code).startsWith('Z_');
}
/** Whether a stream ended because nobody reads it any more. */
export function clientLeft(error) {
    const { code } = error;
    return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'UND_ERR_ABORTED' || code === 'ABORT_ERR';
}
//# sourceMappingURL=answer-look.js.map