// Two bare reverse proxies: no authentication, no rules, no records; what a gate adds is counted from here.
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Agent, request as dispatch } from 'undici';

const upstream = process.env['UPSTREAM'] ?? '';
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'host', 'expect']);

function forwarded(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !HOP_BY_HOP.has(name)) kept[name] = value;
  return kept;
}

const dispatcher = new Agent({ pipelining: 1 });

/** Reads the body first: undici is faster with a buffer than with a stream. */
async function throughUndici(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const answer = await dispatch(upstream + (request.url ?? ''), {
    method: request.method ?? 'GET',
    headers: forwarded(request.headers),
    body: chunks.length === 0 ? null : Buffer.concat(chunks),
    dispatcher,
  });
  response.writeHead(answer.statusCode, forwarded(answer.headers));
  await pipeline(answer.body, response);
}

const agent = new http.Agent({ keepAlive: true });

function throughPipe(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url } = request;
  const headers = forwarded(request.headers);
  return new Promise((resolve, reject) => {
    const onward = http.request(upstream + (url ?? ''), { method, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, forwarded(answer.headers));
      pipeline(answer, response).then(resolve, reject);
    });
    onward.on('error', reject);
    request.pipe(onward);
  });
}

const forward = process.env['MODE'] === 'undici' ? throughUndici : throughPipe;
http
  .createServer((request, response) => {
    forward(request, response).catch(() => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
  })
  .listen(Number(process.env['PORT']), '127.0.0.1');
