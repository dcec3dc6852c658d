import { stringifyStrictJson } from '../kernel/strict-json.js';
/** A refusal that an MCP or A2A client reads as the JSON-RPC error of its call (JSON-RPC 2.0 §5.1). */
export class RpcRefused extends Error {
    status;
    id;
    code;
    data;
    constructor(status, id, code, message, data) {
        super(message);
        this.status = status;
        this.id = id;
        this.code = code;
        this.data = data;
    }
}
/** Writes the error with the id as it came: a number too large for a double keeps its digits. */
export function refuseMessage(response, refused) {
    const text = refusalText(refused.id, refused);
    response.status(refused.status).set('cache-control', 'no-store').type('application/json').send(text);
}
/** The error as the answer to a call. */
export function refusalText(id, { code, message, data }) {
    const error = { code, message };
    if (data !== undefined)
        error['data'] = data;
    return stringifyStrictJson({ jsonrpc: '2.0', id, error });
}
//# sourceMappingURL=rpc-refusal.js.map