// A server behind the proxies that does as little as possible: it answers as much as it was sent, or streams events.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

const EVENTS = 100;
const EVENT_MS = 10;
const answers = new Map<number, Buffer>();
let calls = 0;

/** A tool's result of about so many bytes. */
function resultOf(bytes: number): Buffer {
  const known = answers.get(bytes);
  if (known !== undefined) return known;
  const text = 'x'.repeat(Math.max(0, bytes - 80));
  const made = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { content: [{ type: 'text', text }] } }));
  answers.set(bytes, made);
  return made;
}

/** Each event carries the time at which it was sent; the clock is the same for all processes of a machine. */
function stream(response: ServerResponse): void {
  // The last one tells nginx to pass events on as they come.
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
  response.writeHead(200, headers).flushHeaders();
  let sent = 0;
  const timer = setInterval(() => {
    response.write(`data: ${process.hrtime.bigint()}\n\n`);
    sent += 1;
    if (sent === EVENTS) response.end();
  }, EVENT_MS);
  response.once('close', () => clearInterval(timer));
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'GET') return void response.end(String(calls));
  let bytes = 0;
  request.on('data', (chunk: Buffer) => (bytes += chunk.length));
  request.on('end', () => {
    calls += 1;
    if (request.headers.accept === 'text/event-stream') return stream(response);
    const body = resultOf(bytes);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  });
}

// Longer than any pause of the bench: a connection closed while idle would show as an error of the proxy.
createServer({ keepAliveTimeout: 600_000 }, answer).listen(Number(process.env['PORT']), '127.0.0.1');
