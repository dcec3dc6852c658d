import { BodyTooLarge, readBody, UnreadableBody } from '../http/read-body.js';
import { Problem } from '../kernel/problem.js';
import { readRpcMessages, RpcShapeError } from '../kernel/rpc-message.js';
import { readStrictJson, StrictJsonError, stringifyStrictJson } from '../kernel/strict-json.js';
import { RpcRefused } from './rpc-refusal.js';
/**
 * Reads the one or many JSON-RPC messages of a POST, strictly: what two parsers could read differently is refused.
 * @param limit bytes
 * @throws RpcRefused -32700 or -32600; Problem 413 or 415
 */
export async function readRpcBody(request, limit) {
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json')
        throw new Problem(415, 'The content type must be application/json.');
    try {
        const { value, texts } = readStrictJson(await readBody(request, limit));
        return readRpcMessages(value, texts);
    }
    catch (error) {
        if (error instanceof StrictJsonError)
            throw new RpcRefused(400, null, -32700, `Parse error: ${error.message}`);
        if (error instanceof RpcShapeError)
            throw new RpcRefused(400, null, error.code, `Invalid request: ${error.message}`);
        if (error instanceof BodyTooLarge)
            throw new Problem(413, `The body may have at most ${error.limit} bytes.`);
        if (error instanceof UnreadableBody)
            throw new Problem(400, error.message);
        throw error;
    }
}
/** What is sent on of what was read: nothing that was not understood is in it. */
export function sentBody(body) {
    const [message] = body.messages;
    return body.batch || message === undefined ? writtenBody(body) : sentMessage(message);
}
/** The same of one message. */
export function sentMessage({ raw, texts }) {
    return texts?.of(raw) ?? stringifyStrictJson(raw);
}
/** The text of what was read, as it is now. */
export function writtenBody({ batch, messages }) {
    const raws = messages.map(({ raw }) => raw);
    return stringifyStrictJson(batch ? raws : (raws[0] ?? null));
}
//# sourceMappingURL=rpc-body.js.map