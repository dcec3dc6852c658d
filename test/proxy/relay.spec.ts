import { createHash } from 'node:crypto';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';
import { claimsOf } from '../support/people.js';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let resource: string;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let token: string;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = await RecordingUpstream.start();
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url })).resource;
  agent = await gatehouse.agent({ scope: 'mcp a2a user' });
  token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
});
afterEach(() => {
  upstream.answer = ok;
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const headers = (extra: Record<string, string> = {}) => ({
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  authorization: `Bearer ${token}`,
  ...extra,
});
const send = (body: string, extra: Record<string, string> = {}) =>
  gatehouse.request('POST', '/api/v1/mcp/tools', { headers: headers(extra), body });
const rpc = (method: string, params?: unknown, id: unknown = 1) =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params });

describe('what an upstream receives', () => {
  it('is a token minted for it: for the person, by the agent, at most 60 s, with a txn (R6)', async () => {
    await send(rpc('ping'));
    const presented = /^Bearer (.+)$/.exec(upstream.last().headers.authorization ?? '')?.[1] ?? '';
    expect(presented).not.toBe(token);
    const jwks = (await gatehouse.request('GET', '/oauth/jwks')).body;
    const { payload } = await jwtVerify(presented, createLocalJWKSet(jwks), {
      issuer: gatehouse.url,
      audience: resource,
      typ: 'at+jwt',
    });
    expect(payload).toMatchObject({ sub: agent.owner.id, act: { sub: agent.id }, client_id: agent.id });
    expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(60);
    expect(payload['txn']).toMatch(/^[0-9a-f-]{36}$/);
    const evidence = await gatehouse.sql('SELECT upstream, decision, sub FROM audit_events WHERE id = $1', [
      payload.jti,
    ]);
    const [issued] = await gatehouse.sql(`SELECT txn FROM audit_events WHERE kind = 'token.issued' AND sid = $1`, [
      claimsOf(token).sid,
    ]);
    expect(payload['txn']).toBe(issued?.['txn']);
    expect(evidence).toEqual([{ upstream: 'tools', decision: 'allow', sub: agent.owner.id }]);
  });

  it('cannot be used at the gate: an upstream may not call back with it', async () => {
    await send(rpc('ping'));
    const minted = upstream.last().headers.authorization ?? '';
    const answer = await send(rpc('ping'), { authorization: minted });
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_token']);
    expect((await gatehouse.request('GET', '/api/v1/admin/users', { headers: { authorization: minted } })).status).toBe(
      401,
    );
  });

  it('has no credential, cookie or identity header of the caller, in any spelling (attacks 41, 53)', async () => {
    const smuggled: Record<string, string> = {
      cookie: 'session=1',
      'x-user-id': '1',
      'X-User-Id': '1',
      x_user_id: '1',
      'x-user_permissions': 'admin',
      'x-proxy-verified': 'true',
      x_proxy_verified: 'true',
      'x-user-permissions': 'admin',
      'x-gatehouse-sub': '1',
      'x-mcp-proxy-auth': 'Bearer x',
      'proxy-authorization': 'Basic YTpi',
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-user': 'root',
      'x-real-ip': '1.2.3.4',
      forwarded: 'for=1.2.3.4',
      'x-session-id': '1',
      'x-client-id': '1',
      'x-original-url': '/admin',
      authorization_: 'Bearer x',
    };
    await send(rpc('ping'), smuggled);
    const names = upstream
      .last()
      .rawHeaders.filter((_, index) => index % 2 === 0)
      .map((name) => name.toLowerCase());
    const expected = [
      'accept',
      'accept-encoding',
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'traceparent',
      'x-request-id',
    ];
    const added = names.filter((name) => !expected.includes(name) && !/^(accept-language|sec-fetch-mode)$/.test(name));
    expect(added).toEqual([]);
    expect(names.filter((name) => name === 'authorization')).toHaveLength(1);
    expect(upstream.last().rawHeaders.join(' ')).not.toContain(token);
  });

  it('has the headers of the protocol, the request id and the trace', async () => {
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const _meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' };
    const answer = await send(rpc('tools/call', { name: 'echo', arguments: {}, _meta }), {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': 'echo',
      'mcp-param-region': 'eu',
      'mcp-param-tenant_id.x': '7',
      traceparent: trace,
      'x-request-id': 'my-own-request-id',
    });
    expect(upstream.last().headers).toMatchObject({
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': 'echo',
      'mcp-param-region': 'eu',
      'mcp-param-tenant_id.x': '7',
      traceparent: trace,
      'x-request-id': 'my-own-request-id',
    });
    expect(answer.headers.get('x-request-id')).toBe('my-own-request-id');
  });

  it('is the message that was decided on, re-serialised, with every digit of its numbers', async () => {
    const sent =
      '{ "jsonrpc" : "2.0", "id": 9007199254740993, "method":"tools/call","params":{"name":"x","arguments":{"big":1e400,"n":1.0,"u":"\\u00e9"}}}';
    await send(sent);
    expect(upstream.last().body).toBe(
      '{"jsonrpc":"2.0","id":9007199254740993,"method":"tools/call","params":{"name":"x","arguments":{"big":1e400,"n":1.0,"u":"é"}}}',
    );
  });

  it.each([
    ['as it would be written', (text: string) => text],
    ['with white space', (text: string) => JSON.stringify(JSON.parse(text), null, 2)],
    ['with white space behind it', (text: string) => `${text}\n`],
    ['with escapes', (text: string) => text.replace('"how"', '"h\\u006fw"').replace('€', '\\u20ac')],
  ])('is one text, of which evidence has one digest, however the call is spelt: %s', async (_, spelt) => {
    const given = JSON.stringify({
      how: 'ä€😀\n"\\',
      long: 'All of it, '.repeat(6_000),
      deep: { ten: [1, 2.5, null] },
    });
    const text = `{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":${given}}}`;
    expect((await send(spelt(text))).status).toBe(200);
    expect(upstream.last().body).toBe(text);
    const [receipt] = await gatehouse.sql(
      `SELECT detail FROM audit_events WHERE kind = 'gate.call' ORDER BY at DESC, id DESC LIMIT 1`,
    );
    expect(receipt?.['detail']).toMatchObject({ arguments_sha256: createHash('sha256').update(given).digest('hex') });
  });

  it('a mode of none sends no credential, and a configured audience is the one minted for', async () => {
    const none = await gatehouse.create('/upstreams', {
      name: 'open',
      kind: 'mcp',
      url: upstream.url,
      credential: { mode: 'none' },
    });
    const open = await gatehouse.accessToken(agent.id, agent.secret, { resource: none.resource });
    await gatehouse.request('POST', '/api/v1/mcp/open', {
      headers: headers({ authorization: `Bearer ${open}` }),
      body: rpc('ping'),
    });
    expect(upstream.last().headers.authorization).toBeUndefined();
    const own = await gatehouse.create('/upstreams', {
      name: 'own',
      kind: 'mcp',
      url: upstream.url,
      credential: { mode: 'minted', audience: 'urn:example:tools' },
    });
    const other = await gatehouse.accessToken(agent.id, agent.secret, { resource: own.resource });
    await gatehouse.request('POST', '/api/v1/mcp/own', {
      headers: headers({ authorization: `Bearer ${other}` }),
      body: rpc('ping'),
    });
    const minted = JSON.parse(
      Buffer.from(upstream.last().headers.authorization!.split('.')[1]!, 'base64url').toString(),
    );
    expect(minted.aud).toBe('urn:example:tools');
  });
});

describe('a body that two parsers could read differently never leaves (attack 48)', () => {
  it.each([
    ['duplicate names', '{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/call"}', 400],
    ['a name duplicated by an escape', '{"jsonrpc":"2.0","id":1,"method":"ping","m\\u0065thod":"x"}', 400],
    ['no JSON', 'hello', 400],
    ['an empty body', '', 400],
    ['trailing text', `${rpc('ping')}{}`, 400],
    ['a byte order mark', `\ufeff${rpc('ping')}`, 400],
    ['JSON that is no message', '{"method":"ping"}', 400],
    ['a scalar', '1', 400],
    ['an empty batch', '[]', 400],
    ['too deep', `{"jsonrpc":"2.0","id":1,"method":"x","params":${'['.repeat(100)}${']'.repeat(100)}}`, 400],
    ['a tool call without a name', rpc('tools/call', {}), 400],
  ])('%s', async (_name, body, status) => {
    const before = upstream.received.length;
    const answer = await send(body);
    expect([answer.status, answer.body.jsonrpc, answer.body.id]).toEqual([status, '2.0', null]);
    expect([-32700, -32600]).toContain(answer.body.error.code);
    expect(upstream.received.length).toBe(before);
  });

  it.each([['text/plain'], ['application/x-www-form-urlencoded'], ['application/json-rpc'], ['']])(
    'content type %j is 415',
    async (type) => {
      expect((await send(rpc('ping'), { 'content-type': type })).status).toBe(415);
    },
  );

  it('a compressed body is refused', async () => {
    expect((await send(rpc('ping'), { 'content-encoding': 'gzip' })).status).toBe(400);
  });

  it('a body over the limit of the upstream is 413', async () => {
    await gatehouse.create('/upstreams', {
      name: 'small',
      kind: 'mcp',
      url: upstream.url,
      limits: { request_bytes: 1024 },
    });
    const small = await gatehouse.accessToken(agent.id, agent.secret, {
      resource: `${gatehouse.url}/api/v1/mcp/small`,
    });
    const post = (body: string) =>
      gatehouse.request('POST', '/api/v1/mcp/small', { headers: headers({ authorization: `Bearer ${small}` }), body });
    expect((await post(rpc('ping', { x: 'a'.repeat(500) }))).status).toBe(200);
    const answer = await post(rpc('ping', { x: 'a'.repeat(2000) }));
    expect([answer.status, answer.body.server]).toEqual([413, 'small']);
  });

  it('other methods are 405 with Allow', async () => {
    const answer = await gatehouse.request('PUT', '/api/v1/mcp/tools', { headers: headers(), body: '{}' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST, DELETE']);
  });
});

describe('what comes back', () => {
  it('is the status, body and protocol headers of the upstream, and none that sets state or speaks for the gate', async () => {
    upstream.answer = (_request, response) => {
      response.writeHead(202, {
        'content-type': 'application/json',
        'mcp-protocol-version': '2025-11-25',
        'set-cookie': 'a=b',
        'www-authenticate': 'Bearer realm="upstream"',
        server: 'upstream/1.0',
        'access-control-allow-origin': '*',
        'x-request-id': 'forged',
      });
      response.end('{"a":1}');
    };
    const answer = await send(rpc('ping'));
    expect([answer.status, answer.text, answer.headers.get('mcp-protocol-version')]).toEqual([
      202,
      '{"a":1}',
      '2025-11-25',
    ]);
    for (const name of ['set-cookie', 'www-authenticate', 'server', 'access-control-allow-origin']) {
      expect([name, answer.headers.get(name)]).toEqual([name, null]);
    }
    expect(answer.headers.get('x-request-id')).not.toBe('forged');
  });

  it('an error of the upstream passes as it is', async () => {
    upstream.answer = (_request, response) =>
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"x"}');
    const answer = await send(rpc('ping'));
    expect([answer.status, answer.text]).toEqual([404, '{"error":"x"}']);
  });

  it.each([302, 307])('status %i of the upstream is not the caller’s to mend: 502', async (status) => {
    upstream.answer = (_request, response) => response.writeHead(status, { location: 'http://169.254.169.254/' }).end();
    const answer = await send(rpc('ping'));
    expect([answer.status, answer.body.error, answer.headers.get('location')]).toEqual([502, 'bad_gateway', null]);
  });

  it.each([401, 403, 407])('status %i is a refusal of our credential, told as an error of the call', async (status) => {
    upstream.answer = (_request, response) => response.writeHead(status, { 'www-authenticate': 'Bearer' }).end('{}');
    for (const method of ['ping', 'tools/list', 'initialize']) {
      const answer = await send(rpc(method, {}, 'id-1'));
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([502, null]);
      expect(answer.body).toEqual({
        jsonrpc: '2.0',
        id: 'id-1',
        error: {
          code: -32010,
          message: expect.stringContaining(`status ${status}`),
          data: { reason: 'upstream_credential', server: 'tools' },
        },
      });
    }
    for (const body of [
      '{"jsonrpc":"2.0","method":"notifications/initialized"}',
      `[${rpc('ping', {}, 1)},${rpc('ping', {}, 2)}]`,
    ]) {
      const answer = await send(body);
      expect([answer.status, answer.body.error]).toEqual([502, 'bad_gateway']);
    }
  });

  it('an event stream comes piece by piece, unbuffered', async () => {
    let more: () => void = () => undefined;
    upstream.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      more = () => response.end('data: 2\n\n');
    };
    const answer = await fetch(`${gatehouse.url}/api/v1/mcp/tools`, {
      method: 'POST',
      headers: headers(),
      body: rpc('ping'),
    });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    expect(answer.headers.get('x-accel-buffering')).toBe('no');
    const reader = answer.body!.getReader();
    const decoder = new TextDecoder();
    expect(decoder.decode((await reader.read()).value)).toBe('data: 1\n\n');
    more();
    expect(decoder.decode((await reader.read()).value)).toBe('data: 2\n\n');
    expect((await reader.read()).done).toBe(true);
  });

  it('a slow reader slows the upstream down: nothing gathers in between', async () => {
    const piece = Buffer.alloc(64 * 1024, 'a');
    let written = 0;
    let stop = false;
    upstream.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const push = (): void => {
        while (!stop) {
          written += piece.length;
          if (!response.write(piece)) return void response.once('drain', push);
        }
        response.end();
      };
      push();
    };
    const answer = await fetch(`${gatehouse.url}/api/v1/mcp/tools`, {
      method: 'POST',
      headers: headers(),
      body: rpc('ping'),
    });
    // Until the upstream stops writing of its own accord: buffers of the sockets, and no more.
    let before = -1;
    while (written !== before) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(written).toBeLessThan(64 * 1024 * 1024);
    stop = true;
    const text = await answer.arrayBuffer();
    expect(text.byteLength).toBe(written);
  });

  it('a client that goes away ends the request at the upstream', async () => {
    const ended = new Promise<void>((resolve) => {
      upstream.answer = (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(': hello\n\n');
        response.on('close', resolve);
      };
    });
    const leaving = new AbortController();
    const answer = await fetch(`${gatehouse.url}/api/v1/mcp/tools`, {
      method: 'GET',
      headers: headers(),
      signal: leaving.signal,
    });
    await answer.body!.getReader().read();
    leaving.abort();
    await ended;
  });

  it('a stream is cut off when its session is closed, when its client is deactivated, and only then', async () => {
    const endings: Promise<void>[] = [];
    upstream.answer = (_request, response) => {
      endings.push(new Promise((resolve) => response.on('close', resolve)));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': hello\n\n');
    };
    const open = async () => {
      const other = await gatehouse.agent();
      const value = await gatehouse.accessToken(other.id, other.secret, { resource });
      const answer = await fetch(`${gatehouse.url}/api/v1/mcp/tools`, {
        headers: headers({ authorization: `Bearer ${value}` }),
      });
      const reader = answer.body!.getReader();
      await reader.read();
      return {
        ...other,
        reader,
        sid: JSON.parse(Buffer.from(value.split('.')[1]!, 'base64url').toString()).sid as string,
      };
    };
    const [one, two, three] = [await open(), await open(), await open()];
    await gatehouse.adminCall('DELETE', `/sessions/${one.sid}`);
    await gatehouse.adminCall('PATCH', `/clients/${two.id}`, { status: 'inactive' });
    await expect(one.reader.read()).rejects.toThrow();
    await expect(two.reader.read()).rejects.toThrow();
    await Promise.all(endings.slice(0, 2));
    let third = 'open';
    void three.reader.read().then(
      () => (third = 'ended'),
      () => (third = 'cut'),
    );
    // Two more looks pass.
    await new Promise((resolve) => setTimeout(resolve, 4500));
    expect(third).toBe('open');
    await three.reader.cancel();
  });

  it('a client that goes away before the answer begins ends it too', async () => {
    let arrived: () => void = () => undefined;
    const there = new Promise<void>((resolve) => (arrived = resolve));
    const ended = new Promise<void>((resolve) => {
      upstream.answer = (_request, response) => {
        response.on('close', resolve);
        arrived();
      };
    });
    const leaving = new AbortController();
    const pending = fetch(`${gatehouse.url}/api/v1/mcp/tools`, {
      method: 'POST',
      headers: headers(),
      body: rpc('ping'),
      signal: leaving.signal,
    });
    await there;
    leaving.abort();
    await expect(pending).rejects.toThrow();
    await ended;
  });
});

describe('an upstream that fails', () => {
  const withUpstream = async (name: string, fields: Record<string, unknown>) => {
    await gatehouse.create('/upstreams', { name, kind: 'mcp', ...fields });
    const value = await gatehouse.accessToken(agent.id, agent.secret, {
      resource: `${gatehouse.url}/api/v1/mcp/${name}`,
    });
    return gatehouse.request('POST', `/api/v1/mcp/${name}`, {
      headers: headers({ authorization: `Bearer ${value}` }),
      body: rpc('ping'),
    });
  };

  it('refuses the connection: 502', async () => {
    const answer = await withUpstream('closed', { url: 'http://127.0.0.1:9/mcp' });
    expect([answer.status, answer.body]).toEqual([
      502,
      { error: 'bad_gateway', error_description: 'The server could not be reached.', server: 'closed' },
    ]);
  });

  it('has a name that does not resolve: 502', async () => {
    expect((await withUpstream('nowhere', { url: 'http://nowhere.invalid/mcp' })).status).toBe(502);
  });

  it('hangs up before answering: 502', async () => {
    upstream.answer = (request) => request.socket.destroy();
    expect((await withUpstream('hanging', { url: upstream.url })).status).toBe(502);
  });

  it('does not answer in time: 504', async () => {
    upstream.answer = () => undefined;
    const answer = await withUpstream('slow', { url: upstream.url, timeouts: { first_byte: 200 } });
    expect([answer.status, answer.body.error]).toEqual([504, 'gateway_timeout']);
  });

  it('accepts the connection and never finishes opening it: 504', async () => {
    // TCP is accepted, TLS is never answered: the connection does not open.
    const mute = createTcpServer(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}/mcp`;
    const answer = await withUpstream('mute', { url, timeouts: { connect: 200 } });
    expect([answer.status, answer.body.error_description]).toEqual([504, 'The server could not be reached in time.']);
    mute.close();
  });

  it('falls silent in the middle: the answer is cut off, not completed', async () => {
    upstream.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
    };
    await expect(withUpstream('silent', { url: upstream.url, timeouts: { idle: 300 } })).rejects.toThrow();
  });

  it('is switched off: 503', async () => {
    const made = await gatehouse.create('/upstreams', { name: 'off', kind: 'mcp', url: upstream.url });
    const value = await gatehouse.accessToken(agent.id, agent.secret, { resource: made.resource });
    await gatehouse.adminCall('PATCH', `/upstreams/${made.id}`, { status: 'inactive' });
    const answer = await gatehouse.request('POST', '/api/v1/mcp/off', {
      headers: headers({ authorization: `Bearer ${value}` }),
      body: rpc('ping'),
    });
    expect([answer.status, answer.body.error]).toEqual([503, 'temporarily_unavailable']);
  });

  it('lies at an address that is never admitted: not dialled', async () => {
    await gatehouse.create('/upstreams', { name: 'meta', kind: 'mcp', url: upstream.url });
    const value = await gatehouse.accessToken(agent.id, agent.secret, { resource: `${gatehouse.url}/api/v1/mcp/meta` });
    for (const url of [
      'http://169.254.169.254/latest',
      'http://[::ffff:169.254.169.254]/',
      'http://[fe80::1]/',
      'http://2852039166/',
    ]) {
      await gatehouse.sql(`UPDATE upstreams SET url = $1 WHERE name = 'meta'`, [url]);
      const answer = await gatehouse.request('POST', '/api/v1/mcp/meta', {
        headers: headers({ authorization: `Bearer ${value}` }),
        body: rpc('ping'),
      });
      expect([url, answer.status, answer.body.error_description]).toEqual([
        url,
        502,
        'The address of the server is not admitted.',
      ]);
    }
  });

  it('is refused at registration when it names such an address', async () => {
    const answer = await gatehouse.adminCall('POST', '/upstreams', {
      name: 'meta2',
      kind: 'mcp',
      url: 'http://169.254.169.254/',
    });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '/url']);
  });
});

describe('policy', () => {
  it('a default of deny answers a call with a JSON-RPC error that has reason and evidence, and nothing reaches the upstream', async () => {
    const made = await gatehouse.create('/upstreams', {
      name: 'shut',
      kind: 'mcp',
      url: upstream.url,
      default: 'deny',
    });
    const value = await gatehouse.accessToken(agent.id, agent.secret, { resource: made.resource });
    const before = upstream.received.length;
    const ask = (method: string, body?: string) =>
      gatehouse.request(method, '/api/v1/mcp/shut', {
        headers: headers({ authorization: `Bearer ${value}` }),
        ...(body ? { body } : {}),
      });
    const answer = await ask('POST', rpc('tools/call', { name: 'echo' }, 'id-1'));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      jsonrpc: '2.0',
      id: 'id-1',
      error: { code: -32003, data: { reason: 'default of upstream shut' } },
    });
    const [evidence] = await gatehouse.sql('SELECT decision, tool, client_id, detail FROM audit_events WHERE id = $1', [
      answer.body.error.data.evidence_id,
    ]);
    expect(evidence).toMatchObject({
      decision: 'deny',
      tool: 'echo',
      client_id: agent.id,
      detail: { method: 'tools/call' },
    });
    expect((await ask('GET')).status).toBe(403);
    expect((await ask('POST', '{"jsonrpc":"2.0","method":"notifications/initialized"}')).status).toBe(403);
    expect(upstream.received.length).toBe(before);
  });

  it('every message of a batch is decided and recorded', async () => {
    await send(`[${rpc('ping', undefined, 1)},${rpc('tools/call', { name: 'a' }, 2)}]`);
    const [own] = await gatehouse.sql('SELECT request_id FROM audit_events WHERE id = $1', [
      claimsOf(upstream.last().headers.authorization ?? '').jti,
    ]);
    const rows = await gatehouse.sql(
      `SELECT tool FROM audit_events WHERE request_id = $1 AND kind = 'gate.call' ORDER BY tool`,
      [own?.['request_id']],
    );
    expect(rows).toEqual([{ tool: 'a' }, { tool: null }]);
  });

  it('what is not sent on because of another message of its batch is not recorded as allowed', async () => {
    const made = await gatehouse.create('/upstreams', { name: 'mixed', kind: 'mcp', url: upstream.url });
    const rule = (tool: string, effect: string) =>
      gatehouse.create('/policies', {
        effect,
        principal: { type: 'any' },
        upstream: 'mixed',
        tool,
        justification: `${tool} is ${effect}`,
      });
    const allowed = await rule('open', 'allow');
    const denied = await rule('shut', 'deny');
    const value = await gatehouse.accessToken(agent.id, agent.secret, { resource: made.resource });
    const before = upstream.received.length;
    const batch = [
      rpc('tools/call', { name: 'open' }, 1),
      rpc('tools/call', { name: 'shut' }, 2),
      '{"jsonrpc":"2.0","method":"notifications/initialized"}',
    ];
    const answer = await gatehouse.request('POST', '/api/v1/mcp/mixed', {
      headers: headers({ authorization: `Bearer ${value}` }),
      body: `[${batch.join(',')}]`,
    });
    expect(answer.body).toMatchObject({ id: 2, error: { data: { reason: 'shut is deny' } } });
    expect(upstream.received.length).toBe(before);
    const rows = await gatehouse.sql(
      "SELECT id, tool, decision, reason, rule, detail FROM audit_events WHERE upstream = 'mixed' ORDER BY id",
    );
    const together = 'another message of the same request is denied';
    expect(rows).toMatchObject([
      {
        tool: 'open',
        decision: 'deny',
        reason: together,
        detail: { alone: { decision: 'allow', reason: 'open is allow', rule: allowed.id } },
      },
      { id: answer.body.error.data.evidence_id, tool: 'shut', reason: 'shut is deny', rule: denied.id },
      { tool: null, decision: 'deny', reason: together, detail: { method: 'notifications/initialized' } },
    ]);
    expect(rows[0]!['rule']).toBe(null);
    expect(rows[1]!['detail']).not.toHaveProperty('alone');
  });

  it('a decision that cannot be recorded is not made (architecture rule 8)', async () => {
    const before = upstream.received.length;
    await gatehouse.sql('REVOKE INSERT ON audit_events FROM gatehouse');
    const answer = await send(rpc('ping'));
    await gatehouse.sql('GRANT INSERT ON audit_events TO gatehouse');
    expect([answer.status, answer.body.error]).toEqual([503, 'temporarily_unavailable']);
    expect(upstream.received.length).toBe(before);
  });
});
