import { Problem } from '../../kernel/problem.js';
import { isJsonObject, stringifyStrictJson } from '../../kernel/strict-json.js';
import { readReply } from './rpc-reply.js';
const MODERN = '2026-07-28';
const EARLIER = '2025-11-25';
const META = 'io.modelcontextprotocol/';
const CLIENT = { name: 'gatehouse', version: '1' };
/** The gate's own questions to an MCP server, of either era. */
export class McpConversation {
    send;
    left;
    id = 0;
    /** Headers of everything after the handshake; null in the era that has none. */
    session = null;
    refusal = '';
    constructor(send, left) {
        this.send = send;
        this.left = left;
    }
    /** Of the protocol; what a server of before says is not looked at further. */
    get version() {
        return this.session?.['mcp-protocol-version'] ?? MODERN;
    }
    /**
     * Asks in the way of 2026-07-28 first, and after a refusal by the handshake of before.
     * @throws Problem 502 when neither is answered
     */
    async begin(method, params) {
        const result = await this.modern(method, params);
        if (result !== null)
            return result;
        await this.handshake();
        return this.ask(method, params);
    }
    /** @throws Problem 502 when it is not answered */
    async ask(method, params) {
        const result = this.session === null ? await this.modern(method, params) : await this.result(method, params, this.session);
        if (result === null)
            throw this.failure();
        return result;
    }
    /** A session that nobody goes on with is ended, if the server lets it be. */
    async end() {
        if (this.session?.['mcp-session-id'] === undefined)
            return;
        const answer = await this.send('DELETE', this.session).catch(() => null);
        answer?.body.destroy();
    }
    modern(method, params) {
        const meta = {
            [`${META}protocolVersion`]: MODERN,
            [`${META}clientInfo`]: CLIENT,
            [`${META}clientCapabilities`]: {},
        };
        const headers = { 'mcp-protocol-version': MODERN, 'mcp-method': method };
        return this.result(method, { ...params, _meta: meta }, headers);
    }
    async handshake() {
        const params = { protocolVersion: EARLIER, capabilities: {}, clientInfo: CLIENT };
        const { answer, reply } = await this.exchange('initialize', params, {});
        const version = isJsonObject(reply?.raw['result']) ? reply.raw['result']['protocolVersion'] : undefined;
        if (typeof version !== 'string' || !/^[\d-]{1,32}$/.test(version))
            throw this.failure();
        const named = answer.headers['mcp-session-id'];
        const session = { 'mcp-protocol-version': version };
        if (typeof named === 'string')
            session['mcp-session-id'] = named;
        this.session = session;
        const note = stringifyStrictJson({ jsonrpc: '2.0', method: 'notifications/initialized' });
        (await this.send('POST', this.headers(session), note)).body.destroy();
    }
    async result(method, params, headers) {
        const { reply } = await this.exchange(method, params, headers);
        const result = reply?.raw['result'];
        return isJsonObject(result) ? result : null;
    }
    async exchange(method, params, headers) {
        const id = ++this.id;
        const message = stringifyStrictJson({ jsonrpc: '2.0', id, method, params });
        const answer = await this.send('POST', this.headers(headers), message);
        const failed = answer.statusCode !== 200;
        // What a failure says in HTML or not at all is none the less a failure.
        const reply = await readReply(answer, id, this.left).catch((error) => {
            if (!failed)
                throw error;
            return null;
        });
        this.refusal = `status ${answer.statusCode}${codeIn(reply?.raw['error'])}`;
        return { answer, reply: failed ? null : reply };
    }
    headers(more) {
        return { accept: 'application/json, text/event-stream', 'accept-encoding': 'identity', ...more };
    }
    failure() {
        return new Problem(502, `The server did not answer the gate as an MCP server does: ${this.refusal}.`);
    }
}
function codeIn(error) {
    const code = isJsonObject(error) ? error['code'] : undefined;
    return typeof code === 'number' ? `, error ${code}` : '';
}
//# sourceMappingURL=mcp-conversation.js.map