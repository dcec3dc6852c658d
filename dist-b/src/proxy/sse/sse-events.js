import { readRpcMessages, RpcShapeError } from '../../kernel/rpc-message.js';
import { parseStrictJson } from '../../kernel/strict-json.js';
import { isEndpoint } from '../legacy-sse.js';
import { VALUES } from '../list-trimming.js';
import { EventBorders, readEvent } from '../mcp-events.js';
/**
 * The events of a stream, each whole; what the end of the stream cuts off is none (HTML Living Standard, 9.2.6).
 * @throws RpcShapeError for one that is larger than what may be gathered, or not UTF-8; Problem 503 when there is no room
 */
export async function* sseEvents(body, gathering) {
    const borders = new EventBorders();
    try {
        for await (const piece of body) {
            let from = 0;
            for (const end of borders.in(piece)) {
                yield eventIn(gathering, piece.subarray(from, end));
                from = end;
            }
            if (from < piece.length)
                add(gathering, piece.subarray(from));
        }
    }
    finally {
        gathering.release();
    }
}
/**
 * Reads on until the server has said where messages go.
 * @returns null when the stream ends before
 */
export async function endpointIn(events) {
    for (;;) {
        const { done, value } = await events.next();
        if (done === true)
            return null;
        if (isEndpoint(value))
            return value.data.toString();
    }
}
/** @throws StrictJsonError or RpcShapeError for what could be read in two ways */
export function messagesOf({ isMessage, data }) {
    if (!isMessage || data.length === 0)
        return [];
    return readRpcMessages(parseStrictJson(data, { values: VALUES })).messages;
}
function eventIn(gathering, last) {
    add(gathering, last);
    const event = readEvent(gathering.take());
    gathering.release();
    if (event === null)
        throw new RpcShapeError('event is not UTF-8');
    return event;
}
function add(gathering, piece) {
    if (!gathering.add(piece))
        throw new RpcShapeError('event is too large');
}
//# sourceMappingURL=sse-events.js.map