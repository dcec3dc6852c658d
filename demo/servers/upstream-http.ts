import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWTPayload } from 'jose';
import { admitAnybody, tokenCheck, type TokenCheck, type TokenExpectation } from './token-check.js';

/** What one HTTP request brought, exactly as it arrived; `body` and `aborted` are filled in as the request goes on. */
export interface ReceivedRequest {
  method: string;
  url: string;
  headers: Record<string, string | string[]>;
  /** Names and values alternating, in wire order and case, so that a second copy of a header cannot hide. */
  rawHeaders: string[];
  body: string;
  /** The caller went away before the answer was complete. */
  aborted: boolean;
}

/** Options that all three upstreams share. With an expectation given, a call without a good token is answered 401. */
export interface UpstreamOptions extends Partial<TokenExpectation> {
  /** 0 or absent: any free port. */
  port?: number;
  /** Called when the headers of a request have arrived. */
  onRequest?: (request: ReceivedRequest) => void;
}

/** An upstream that is listening on 127.0.0.1. */
export interface RunningUpstream {
  url: string;
  /** Every request since the start, oldest first; at most the last 2,000. */
  received: ReceivedRequest[];
  close: () => Promise<void>;
}

/** What a tool or an agent may know about the HTTP call it runs in. */
export interface CallContext {
  /** Claims of the verified token; null when this upstream was started without an expectation. */
  claims: JWTPayload | null;
  /** Aborts when the caller goes away. A 2025-11-25 server never hears of it: a dropped stream cancels nothing. */
  gone: AbortSignal;
}

/** Answers a call that was admitted; `body` is its JSON, undefined where there is none. */
export type AdmittedCall = (req: IncomingMessage, res: ServerResponse, body: unknown) => Promise<void>;

const calls = new AsyncLocalStorage<CallContext>();
const REMEMBERED_REQUESTS = 2_000;
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** The HTTP call this code runs in. Throws outside of one. */
export function currentCall(): CallContext {
  const call = calls.getStore();
  if (!call) throw new Error('not inside an upstream call');
  return call;
}

/** What makes one upstream differ from another. */
export interface Upstream {
  /** Path of its endpoint, for the URL it announces. */
  path: string;
  serve: AdmittedCall;
  /** Frees what the protocol's SDK holds open. */
  release?: () => Promise<void>;
  /** Requests that need no token: published documents. */
  isPublic?: (req: IncomingMessage) => boolean;
}

/** Listens, records every request, checks its token, reads its body, and hands it on. */
export async function listen(upstream: Upstream, options: UpstreamOptions): Promise<RunningUpstream> {
  const received: ReceivedRequest[] = [];
  const check = tokenCheck(options);
  const server = createServer((req, res) => {
    const record = remember(received, req);
    options.onRequest?.(record);
    const gone = watch(record, res);
    const judge = upstream.isPublic?.(req) ? admitAnybody : check;
    admit({ req, res, record, gone }, judge, upstream.serve).catch((error: unknown) => fail(res, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}${upstream.path}`, received, close: () => stop(server, upstream) };
}

/** Answers with a JSON body. */
export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Answers with a JSON-RPC error that belongs to no request. */
export function sendRpcError(res: ServerResponse, status: number, code: number, message: string): void {
  sendJson(res, status, { jsonrpc: '2.0', id: null, error: { code, message } });
}

function remember(received: ReceivedRequest[], req: IncomingMessage): ReceivedRequest {
  const record: ReceivedRequest = {
    method: req.method ?? '',
    url: req.url ?? '',
    headers: Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, value ?? ''])),
    rawHeaders: [...req.rawHeaders],
    body: '',
    aborted: false,
  };
  received.push(record);
  if (received.length > REMEMBERED_REQUESTS) received.shift();
  return record;
}

function watch(record: ReceivedRequest, res: ServerResponse): AbortSignal {
  const gone = new AbortController();
  res.once('close', () => {
    if (res.writableFinished) return;
    record.aborted = true;
    gone.abort();
  });
  return gone.signal;
}

interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
  record: ReceivedRequest;
  gone: AbortSignal;
}

async function admit({ req, res, record, gone }: Exchange, check: TokenCheck, serve: AdmittedCall): Promise<void> {
  const verdict = await check(req.headers.authorization);
  if (!verdict.admitted) {
    // The body is left unread: it belongs to a caller who was refused.
    return sendJson(res, 401, { error: 'invalid_token', error_description: verdict.reason }, REFUSAL);
  }
  record.body = await readBody(req);
  const body = record.body === '' ? undefined : parse(record.body);
  if (body === NOT_JSON) return sendRpcError(res, 400, -32700, 'Parse error');
  await calls.run({ claims: verdict.claims, gone }, () => serve(req, res, body));
}

const REFUSAL = { 'www-authenticate': 'Bearer error="invalid_token"', connection: 'close' };
const NOT_JSON = Symbol('not JSON');

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error(`body over ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A failure of the demo upstream itself; a caller who is gone cannot be told anything. */
function fail(res: ServerResponse, error: unknown): void {
  if (res.destroyed) return;
  if (res.headersSent) res.destroy();
  else sendRpcError(res, 500, -32603, error instanceof Error ? error.message : 'internal error');
}

async function stop(server: Server, upstream: Upstream): Promise<void> {
  await upstream.release?.();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    // Open event streams would keep the server, and with it the process, alive for ever.
    server.closeAllConnections();
  });
}
