import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer } from 'node:http';
import { admitAnybody, tokenCheck } from './token-check.js';
const calls = new AsyncLocalStorage();
const REMEMBERED_REQUESTS = 2_000;
const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** The HTTP call this code runs in. Throws outside of one. */
export function currentCall() {
    const call = calls.getStore();
    if (!call)
        throw new Error('not inside an upstream call');
    return call;
}
/** Listens, records every request, checks its token, reads its body, and hands it on. */
export async function listen(upstream, options) {
    const received = [];
    const check = tokenCheck(options);
    const server = createServer((req, res) => {
        const record = remember(received, req);
        options.onRequest?.(record);
        const gone = watch(record, res);
        const judge = upstream.isPublic?.(req) ? admitAnybody : check;
        admit({ req, res, record, gone }, judge, upstream.serve).catch((error) => fail(res, error));
    });
    await new Promise((resolve, reject) => {
        server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    const { port } = server.address();
    return { url: `http://127.0.0.1:${port}${upstream.path}`, received, close: () => stop(server, upstream) };
}
/** Answers with a JSON body. */
export function sendJson(res, status, body, headers = {}) {
    res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
/** Answers with a JSON-RPC error that belongs to no request. */
export function sendRpcError(res, status, code, message) {
    sendJson(res, status, { jsonrpc: '2.0', id: null, error: { code, message } });
}
function remember(received, req) {
    const record = {
        method: req.method ?? '',
        url: req.url ?? '',
        headers: Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, value ?? ''])),
        rawHeaders: [...req.rawHeaders],
        body: '',
        aborted: false,
    };
    received.push(record);
    if (received.length > REMEMBERED_REQUESTS)
        received.shift();
    return record;
}
function watch(record, res) {
    const gone = new AbortController();
    res.once('close', () => {
        if (res.writableFinished)
            return;
        record.aborted = true;
        gone.abort();
    });
    return gone.signal;
}
async function admit({ req, res, record, gone }, check, serve) {
    const verdict = await check(req.headers.authorization);
    if (!verdict.admitted) {
        // The body is left unread: it belongs to a caller who was refused.
        return sendJson(res, 401, { error: 'invalid_token', error_description: verdict.reason }, REFUSAL);
    }
    record.body = await readBody(req);
    const body = record.body === '' ? undefined : parse(record.body);
    if (body === NOT_JSON)
        return sendRpcError(res, 400, -32700, 'Parse error');
    await calls.run({ claims: verdict.claims, gone }, () => serve(req, res, body));
}
const REFUSAL = { 'www-authenticate': 'Bearer error="invalid_token"', connection: 'close' };
const NOT_JSON = Symbol('not JSON');
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return NOT_JSON;
    }
}
async function readBody(req) {
    const chunks = [];
    let size = 0;
    for await (const chunk of req) {
        size += chunk.length;
        if (size > MAX_BODY_BYTES)
            throw new Error(`body over ${MAX_BODY_BYTES} bytes`);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
}
/** A failure of the demo upstream itself; a caller who is gone cannot be told anything. */
function fail(res, error) {
    if (res.destroyed)
        return;
    if (res.headersSent)
        res.destroy();
    else
        sendRpcError(res, 500, -32603, error instanceof Error ? error.message : 'internal error');
}
async function stop(server, upstream) {
    await upstream.release?.();
    await new Promise((resolve) => {
        server.close(() => resolve());
        // Open event streams would keep the server, and with it the process, alive for ever.
        server.closeAllConnections();
    });
}
//# sourceMappingURL=upstream-http.js.map