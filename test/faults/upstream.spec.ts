import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Gated, gated, metric, METRICS_TOKEN, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { message, RawUpstream } from '../support/raw-upstream.js';

let gatehouse: TestGatehouse;
let upstream: RawUpstream;
let server: Gated;
let name: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ METRICS_TOKEN });
  upstream = await RawUpstream.start();
  const agent = await gatehouse.agent();
  server = await gated(gatehouse, agent, {
    url: upstream.url,
    timeouts: { first_byte: 400, idle: 500, connect: 200 },
    limits: { response_bytes: 1024 * 1024, event_bytes: 64 * 1024 },
  });
  name = server.path.split('/').at(-1)!;
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

/** Whatever happened, the gate goes on, with nothing left over: no call, no stream, and no connection in use. */
afterEach(async () => {
  upstream.answer = (socket) => void socket.end(message('{"after":true}', 'connection: close\r\n'));
  const next = await server.send();
  expect([next.status, next.text]).toEqual([200, '{"after":true}']);
  for (const of of ['calls', 'streams']) {
    const line = `gatehouse_upstream_${of}{kind="mcp",server="${name}"}`;
    await eventually(async () => (await metric(gatehouse, line)) === 0, line);
  }
  await eventually(() => upstream.open === 0, 'no connection left');
  expect(gatehouse.errors()).toBe('');
});

const head = (headers: string) => `HTTP/1.1 200 OK\r\n${headers}\r\n`;
const json = 'content-type: application/json\r\n';
const events = 'content-type: text/event-stream\r\n';
const chunked = 'transfer-encoding: chunked\r\n';
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const says = (...pieces: (string | Buffer)[]) => {
  upstream.answer = (socket) => pieces.forEach((piece) => socket.write(piece));
};
const refused = async (status: number, text: string) => {
  const answer = await server.send();
  expect([answer.status, answer.body]).toEqual([
    status,
    { error: status === 504 ? 'gateway_timeout' : 'bad_gateway', error_description: text, server: name },
  ]);
};
const UNREADABLE = 'The server gave no answer that can be read.';

describe('an upstream that gives no answer is told as one error of the gate', () => {
  it('hangs up: 502', async () => {
    upstream.answer = (socket) => socket.destroy();
    await refused(502, 'The server could not be reached.');
  });

  it('never answers: 504 after first_byte', async () => {
    upstream.answer = () => undefined;
    await refused(504, 'The server did not answer in time.');
  });

  it('answers garbage: 502', async () => {
    says('\x16\x03\x01 not HTTP at all\r\n\r\n');
    await refused(502, UNREADABLE);
  });

  it('hangs up within its headers: 502', async () => {
    upstream.answer = (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-ty');
    await refused(502, 'The server could not be reached.');
  });

  it('trickles its headers: 504 after first_byte, however many come', async () => {
    upstream.answer = (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      trickle(socket, (count) => `x-${count}: a\r\n`);
    };
    await refused(504, 'The server did not answer in time.');
  });

  it('sends interim answers for ever: 504 after first_byte', async () => {
    upstream.answer = (socket) => trickle(socket, () => 'HTTP/1.1 103 Early Hints\r\n\r\n');
    await refused(504, 'The server did not answer in time.');
  });

  it('switches protocols, which nobody asked for: 502', async () => {
    says('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n');
    expect((await server.send()).status).toBe(502);
  });

  it('sends headers without end: 502', async () => {
    says(head(`x: ${'a'.repeat(64 * 1024)}\r\n`));
    await refused(502, UNREADABLE);
  });

  it('has two lengths: 502', async () => {
    says(head(`${json}content-length: 2\r\ncontent-length: 3\r\n`), '{}x');
    await refused(502, UNREADABLE);
  });

  it('has a length and chunks: 502, since two readers would differ', async () => {
    says(head(`${json}content-length: 2\r\n${chunked}`), chunk('{}'), '0\r\n\r\n');
    await refused(502, UNREADABLE);
  });

  it('hangs up before the first byte of its body: 502, and nothing of its headers', async () => {
    upstream.answer = (socket) => void socket.end(head(`${json}content-encoding: br\r\ncontent-length: 100\r\n`));
    await refused(502, 'The server broke off its answer.');
  });

  it('dies in the middle of a short body: 502, for nothing of it has gone out', async () => {
    upstream.answer = (socket) => void socket.end(`${head(`${json}content-length: 100\r\n`)}{"half":`);
    await refused(502, 'The server broke off its answer.');
  });

  it('announces more than it may send: 502', async () => {
    says(head(`${json}content-length: ${10 * 1024 ** 3}\r\n`));
    await refused(502, 'The answer has more than 1048576 bytes.');
  });

  it.each([301, 302, 303, 307, 308])('redirects with %i: 502, and nobody is followed', async (status) => {
    const elsewhere = await RawUpstream.start();
    says(`HTTP/1.1 ${status} Elsewhere\r\nlocation: ${elsewhere.url}\r\ncontent-length: 0\r\n\r\n`);
    await refused(502, `The server answered the gate with status ${status}.`);
    expect(elsewhere.dialled).toBe(0);
    await elsewhere.stop();
  });
});

describe('an answer that has begun is cut off, never completed', () => {
  const cut = async (...beginning: string[]) => {
    const answer = await server.open({ method: 'POST', body: rpc('tools/call', { name: 'a' }) });
    const reader = answer.body!.getReader();
    let text = '';
    const all = (async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return 'completed';
        text += Buffer.from(value).toString('latin1');
      }
    })();
    await expect(all).rejects.toThrow();
    expect(text.startsWith(beginning.join(''))).toBe(true);
  };

  it('by an upstream that dies in the middle of a long body', async () => {
    upstream.answer = (socket) => void socket.end(`${head(`${json}content-length: 100000\r\n`)}{"half":`);
    await cut('{"half":');
  });

  it('by one that dies in the middle of a stream', async () => {
    upstream.answer = (socket) => void socket.end(head(events + chunked) + chunk('data: 1\n\n'));
    await cut('data: 1\n\n');
  });

  it('by one whose chunks are broken', async () => {
    says(head(json + chunked), chunk('{"a":1'), 'zz\r\nnot a chunk\r\n');
    await cut('{"a":1');
  });

  it('by one that falls silent', async () => {
    says(head(events + chunked), chunk('data: 1\n\n'));
    await cut('data: 1\n\n');
  });

  it('by one that sends 10 GB: it is cut off after a megabyte', async () => {
    let written = 0;
    let ended = false;
    upstream.answer = (socket) => {
      socket.write(head(json + chunked));
      socket.on('close', () => (ended = true));
      const piece = chunk('a'.repeat(64 * 1024));
      const push = (): void => {
        while (!ended && written < 10 * 1024 ** 3) {
          written += 64 * 1024;
          if (!socket.write(piece)) return void socket.once('drain', push);
        }
      };
      push();
    };
    await cut('aaaa');
    await eventually(() => ended, 'the connection is closed');
    // What the sockets between hold, beside the limit.
    expect(written).toBeLessThan(64 * 1024 * 1024);
    expect(gatehouse.logLines.join('')).toContain('answer_too_large');
  });

  it('by one that says it streams events, and sends one without end', async () => {
    let ended = false;
    upstream.answer = (socket) => {
      socket.write(head(events + chunked));
      socket.on('close', () => (ended = true));
      // Many lines, no empty one: CRLF is one end of a line, also when it comes in two pieces.
      const push = (): void => {
        while (!ended) {
          const more = socket.write(chunk(`data: ${'a'.repeat(1000)}\r`)) && socket.write(chunk('\n'));
          if (!more) return void socket.once('drain', push);
        }
      };
      push();
    };
    await cut('data: aaaa');
  });
});

describe('what is odd but can be told is told as it came', () => {
  it('many events that are larger together than one may be', async () => {
    const event = `data: ${'a'.repeat(30_000)}`;
    const text = ['\n\n', '\r\r', '\r\n\r\n', '\n\r', '\r\n\n'].map((end) => event + end).join('');
    says(head(events + chunked), chunk(text), '0\r\n\r\n');
    const answer = await server.send();
    expect([answer.status, answer.text === text]).toEqual([200, true]);
  });

  it('half a character of UTF-8: the bytes, and no others', async () => {
    const bytes = Buffer.from([0x22, 0xc3]);
    says(head(`${json}content-length: 2\r\n`), bytes);
    const answer = await server.open({ method: 'POST', body: rpc('tools/call', { name: 'a' }) });
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
  });

  it('a character that comes in two pieces', async () => {
    upstream.answer = (socket) => {
      socket.write(`${head(`${json}content-length: 4\r\n`)}"`);
      socket.write(Buffer.from([0xc3]));
      setTimeout(() => socket.write(Buffer.from([0xbc, 0x22])), 20);
    };
    expect((await server.send()).text).toBe('"ü"');
  });

  it('JSON under the name of HTML: with that name, and without sniffing', async () => {
    says(message('{"a":1}', 'content-type: text/html\r\n'));
    const answer = await server.send();
    expect([answer.text, answer.headers.get('content-type')]).toEqual(['{"a":1}', 'text/html']);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('an answer that ends with the connection', async () => {
    upstream.answer = (socket) => void socket.end(`${head(json)}{"a":1}`);
    expect((await server.send()).text).toBe('{"a":1}');
  });

  it('an answer that comes before the body was read', async () => {
    const early = await RawUpstream.start();
    // A raw server that answers at the first byte and reads no more.
    const agent = await gatehouse.agent();
    const hasty = await gated(gatehouse, agent, { url: early.url });
    early.answer = () => undefined;
    early.onConnection = (socket) => {
      socket.pause();
      socket.write(message('{"early":true}', `${json}connection: close\r\n`));
    };
    const answer = await hasty.send(rpc('tools/call', { name: 'a', arguments: { text: 'a'.repeat(2_000_000) } }));
    expect([answer.status, answer.text]).toEqual([200, '{"early":true}']);
    await early.stop();
  });
});

it('a client that reads slowly holds the upstream back, and is cut off when it stops', async () => {
  let written = 0;
  let ended = false;
  upstream.answer = (socket) => {
    socket.write(head(events + chunked));
    socket.on('close', () => (ended = true));
    const piece = chunk(`data: ${'a'.repeat(60_000)}\n\n`);
    const push = (): void => {
      while (!ended) {
        written += piece.length;
        if (!socket.write(piece)) return void socket.once('drain', push);
      }
    };
    push();
  };
  const answer = await server.open();
  // It is not read: after `idle` it is cut off, and so is the upstream.
  await eventually(() => ended, 'the upstream is cut off');
  expect(written).toBeLessThan(64 * 1024 * 1024);
  await expect(answer.arrayBuffer()).rejects.toThrow();
});

/** Something every 50 ms until the connection closes. */
function trickle(socket: Socket, piece: (count: number) => string): void {
  let count = 0;
  const timer = setInterval(() => socket.write(piece(++count)), 50);
  socket.on('close', () => clearInterval(timer));
}
