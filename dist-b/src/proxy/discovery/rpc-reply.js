import { Problem } from '../../kernel/problem.js';
import { readRpcMessages, RpcShapeError } from '../../kernel/rpc-message.js';
import { parseStrictJson, StrictJsonError } from '../../kernel/strict-json.js';
import { isEventStream } from '../answer-bounds.js';
import { EventBorders, readEvent } from '../mcp-events.js';
/** Values from which more is made than an administrator could look through. */
const VALUES = 400_000;
/**
 * Reads the response with an id out of an answer that is not handed on as it comes: a document, or the first event of a
 * stream that is one.
 * @returns null when there is none
 * @throws Problem 502 when it is too large, encoded, broken off or cannot be read
 */
export async function readReply(answer, id, left) {
    try {
        return await found(answer, id, left);
    }
    catch (error) {
        if (error instanceof Problem)
            throw error;
        const unreadable = error instanceof StrictJsonError || error instanceof RpcShapeError;
        throw new Problem(502, unreadable ? 'The answer of the server cannot be read.' : 'The server broke off its answer.');
    }
    finally {
        answer.body.destroy();
    }
}
async function found({ body, headers }, id, left) {
    if ((headers['content-encoding'] ?? 'identity') !== 'identity')
        throw new Problem(502, 'The answer is encoded.');
    if (!isEventStream(headers))
        return responseIn(Buffer.concat(await all(body, left)), id);
    for await (const event of events(body, left)) {
        const read = readEvent(event);
        const response = read?.isMessage === true ? responseIn(read.data, id) : null;
        if (response !== null)
            return response;
    }
    return null;
}
async function all(body, left) {
    const pieces = [];
    for await (const piece of body) {
        spend(left, piece);
        pieces.push(piece);
    }
    return pieces;
}
async function* events(body, left) {
    const borders = new EventBorders();
    let begun = [];
    for await (const piece of body) {
        spend(left, piece);
        let from = 0;
        for (const end of borders.in(piece)) {
            yield Buffer.concat([...begun, piece.subarray(from, end)]);
            begun = [];
            from = end;
        }
        if (from < piece.length)
            begun.push(piece.subarray(from));
    }
}
function spend(left, { length }) {
    left.bytes -= length;
    if (left.bytes < 0)
        throw new Problem(502, 'The answer of the server is too large.');
}
function responseIn(bytes, id) {
    if (bytes.length === 0)
        return null;
    const { messages } = readRpcMessages(parseStrictJson(bytes, { values: VALUES }));
    for (const message of messages)
        if (message.kind === 'response' && message.id === id)
            return message;
    return null;
}
//# sourceMappingURL=rpc-reply.js.map