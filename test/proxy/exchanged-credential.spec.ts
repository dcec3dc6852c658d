/* Upstreams that accept the tokens of another authorization server: whose they are, and how long they are kept. */
import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UpstreamTokenStore } from '../../src/proxy/exchange/upstream-token.store.js';
import { evidenceOf, expectWrong } from '../admin/problems.js';
import { Replica } from '../keys/replicas.js';
import { ForeignAuthorizationServer } from '../support/foreign-authorization-server.js';
import { callsOf, eventually, type Gated, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { testSecrets } from '../support/test-secrets.js';
import { REPLICAS } from '../support/turns.js';

type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;

let gatehouse: TestGatehouse;
let second: Replica;
let server: ForeignAuthorizationServer;
let upstream: RecordingUpstream;
let ada: Agent;
let count = 0;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  second = await Replica.start(gatehouse.serviceUrl, { ...testSecrets, PUBLIC_URL: gatehouse.url }, gatehouse.clock);
  upstream = await RecordingUpstream.start();
  ada = await gatehouse.agent();
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
  await upstream.stop();
});
beforeEach(async () => {
  server = await ForeignAuthorizationServer.start(gatehouse);
  upstream.received.length = 0;
  upstream.answer = (request, response, body) => {
    const holder = server.holderOf(request.headers.authorization);
    const id = (JSON.parse(body === '' ? '{}' : body) as { id?: unknown }).id ?? null;
    response.writeHead(holder === null ? 401 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ jsonrpc: '2.0', id, result: { holder } }));
  };
});
afterEach(() => server.stop());

const call: TestGatehouse['adminCall'] = (...args) => gatehouse.adminCall(...args);
const fields = (credential: object, more: object = {}) => ({
  name: `bank-${++count}`,
  kind: 'mcp',
  url: upstream.url,
  credential,
  ...more,
});
const create = (credential: object = server.credential(), more: object = {}) =>
  gatehouse.create('/upstreams', fields(credential, more));
const calls = (made: { id: string; resource: string }, agent: Agent = ada): Promise<Gated> =>
  callsOf(gatehouse, agent, made);
const LIST = rpc('resources/list');
/** At the other instance. */
const atSecond = async ({ path, headers }: Gated, body = LIST) => {
  const response = await fetch(second.url + path, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as { result: { holder: { sub: string } } } };
};
const rowsOf = (id: string) =>
  gatehouse.sql<{ answer_id: string | null; turn: string | null }>(
    'SELECT answer_id, turn FROM upstream_tokens WHERE upstream_id = $1',
    [id],
  );
/** That a call goes through, and as whom the upstream knows the caller. */
const holderOf = async (agent: Gated, body = LIST) => {
  const answer = await agent.send(body);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return answer.body.result.holder as { sub: string; act?: unknown; aud?: string };
};
const end = async (token: string) =>
  expect((await call('DELETE', `/sessions/${claimsOf(token).sid}`)).status).toBe(204);

describe('a call to an upstream of another authorization server', () => {
  it('goes out with a token of that server, which was told by the gate who acts for whom', async () => {
    const wanted = { audience: 'urn:bank', resource: 'https://bank.example/mcp', scope: 'read write' };
    const made = await create(server.credential(wanted));
    const agent = await calls(made);
    const { sub, act } = claimsOf(agent.token);
    expect(await holderOf(agent)).toEqual({ sub, act, aud: 'urn:bank', revoked: false });
    const [asked] = server.requests;
    expect(asked?.form).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: expect.any(String),
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      audience: 'urn:bank',
      resource: 'https://bank.example/mcp',
      scope: 'read write',
    });
    const { iat, exp, ...said } = asked?.subject ?? {};
    expect(said).toMatchObject({ iss: gatehouse.url, aud: server.tokenEndpoint, sub, act, client_id: ada.id });
    expect(Number(exp) - Number(iat)).toBeLessThanOrEqual(60);
    for (const absent of ['sid', 'auth_time', 'cnf', 'roles']) expect(said).not.toHaveProperty(absent);
    expect(JSON.stringify([upstream.received, server.requests])).not.toContain(agent.token);
    expect(upstream.last().headers.authorization).not.toContain(asked?.form['subject_token'] ?? 'none');
  });

  it('finds the gate’s subject token refused by the gate itself', async () => {
    const agent = await calls(await create());
    await holderOf(agent);
    const authorization = `Bearer ${server.requests[0]?.form['subject_token']}`;
    expect((await gatehouse.request('GET', agent.path, { headers: { authorization } })).status).toBe(401);
  });

  it('authenticates the gate as it was registered, and asks for what was registered', async () => {
    const ACCESS = 'urn:ietf:params:oauth:token-type:access_token';
    const made = await create(
      server.credential({
        token_endpoint_auth_method: 'client_secret_post',
        subject_token_type: ACCESS,
        requested_token_type: ACCESS,
        subject_token_audience: server.tokenEndpoint,
      }),
    );
    await holderOf(await calls(made));
    const [asked] = server.requests;
    expect(asked?.headers.authorization).toBeUndefined();
    expect(asked?.form).toMatchObject({
      client_id: server.clientId,
      client_secret: server.secret,
      subject_token_type: ACCESS,
      requested_token_type: ACCESS,
    });
    const [header] = (asked?.form['subject_token'] ?? '').split('.');
    expect(JSON.parse(Buffer.from(header ?? '', 'base64url').toString())).toMatchObject({ typ: 'at+jwt' });
  });

  it('is in the evidence with the kind of credential and the host of that server, and no token is', async () => {
    server.refreshes = true;
    const made = await create();
    const agent = await calls(made);
    await holderOf(agent);
    const rows = await gatehouse.sql<{ kind: string; detail: object; sid: string; txn: string }>(
      `SELECT kind, detail, sid, txn, sub FROM audit_events WHERE upstream = $1 AND kind <> 'gate.answered' ORDER BY id`,
      [agent.path.split('/').at(-1)],
    );
    const used = { credential: 'token_exchange', credential_issuer: server.host };
    expect(rows).toMatchObject([
      { kind: 'gate.call', detail: used },
      { kind: 'gate.credential', detail: { ...used, grant: 'token_exchange' }, sid: claimsOf(agent.token).sid },
    ]);
    expect(rows[0]?.txn).toBe(rows[1]?.txn);
    const told = JSON.stringify([
      await gatehouse.sql('SELECT audit_events::text FROM audit_events'),
      await gatehouse.sql('SELECT upstream_tokens::text FROM upstream_tokens'),
      gatehouse.logLines,
    ]);
    const secrets = [
      ...server.given.keys(),
      server.requests[0]?.form['subject_token'] ?? '',
      server.secret,
      'refresh-',
    ];
    for (const secret of secrets) {
      for (const form of [secret, Buffer.from(secret).toString('hex')]) expect(told).not.toContain(form);
    }
  });

  it('for an agent’s card goes out in the name of the gate, which is a client there and nobody else', async () => {
    upstream.answer = (request, response) => {
      const isCard = request.url?.includes('agent-card') && server.holderOf(request.headers.authorization) !== null;
      response.writeHead(isCard ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ name: 'Teller', url: upstream.url, protocolVersion: '0.3.0', skills: [] }));
    };
    const made = await create(server.credential({ scope: 'cards' }), { kind: 'a2a' });
    const agent = await gatehouse.agent({ scope: 'a2a' });
    const { headers, path } = await calls(made, agent);
    const card = await gatehouse.request('GET', `${path}/.well-known/agent-card.json`, { headers });
    expect({ status: card.status, text: card.text }).toMatchObject({ status: 200 });
    expect(server.requests.map(({ form }) => form)).toEqual([{ grant_type: 'client_credentials', scope: 'cards' }]);
    expect(await rowsOf(made.id)).toHaveLength(1);
  });
});

describe('a token of another authorization server', () => {
  it('is asked for once by many calls at once, on two instances, and kept', async () => {
    let hold = (): void => undefined;
    server.beforeAnswer = () => new Promise<void>((resolve) => (hold = resolve));
    const agent = await calls(await create());
    const all = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? agent.send(LIST) : atSecond(agent)));
    await eventually(() => server.requests.length > 0, 'a token is asked for');
    // Long enough for everybody to have come and to have looked for the turn.
    await eventually(
      async () =>
        (
          await gatehouse.sql(`SELECT 1 FROM audit_events WHERE kind = 'gate.call' AND upstream = $1`, [
            agent.path.split('/').at(-1),
          ])
        ).length === 20,
      'all calls are decided',
    );
    hold();
    const answers = await Promise.all(all);
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    await holderOf(agent);
    expect((await atSecond(agent)).status).toBe(200);
    expect(server.grants()).toEqual(['token-exchange']);
    expect(new Set(upstream.received.map(({ headers }) => headers.authorization)).size).toBe(1);
  });

  it('is never used for another person, client or session', async () => {
    const made = await create();
    const [one, again, other] = [await calls(made), await calls(made), await calls(made, await gatehouse.agent())];
    for (const agent of [one, other, again, one, other, again]) {
      expect((await holderOf(agent)).sub).toBe(claimsOf(agent.token).sub);
    }
    expect((await atSecond(other)).body.result.holder.sub).toBe(claimsOf(other.token).sub);
    expect(server.grants()).toHaveLength(3);
    const sent = upstream.received.map(({ headers }) => headers.authorization);
    expect(new Set([sent[0], sent[1], sent[2]]).size).toBe(3);
  });

  it('does not open for another one when somebody with the database moves it, and is asked for anew', async () => {
    const made = await create();
    const [one, other] = [await calls(made), await calls(made, await gatehouse.agent())];
    await holderOf(one);
    await holderOf(other);
    await gatehouse.sql(
      `UPDATE upstream_tokens t SET sealed = o.sealed, answer_id = o.answer_id FROM upstream_tokens o
        WHERE t.upstream_id = $1 AND o.upstream_id = $1 AND t.sid = $2 AND o.sid = $3`,
      [made.id, claimsOf(other.token).sid, claimsOf(one.token).sid],
    );
    // The other instance has nothing in memory.
    expect((await atSecond(other)).body.result.holder.sub).toBe(claimsOf(other.token).sub);
    expect(server.grants()).toHaveLength(3);
    expect(second.logged('gate.upstream_token_shut')).toHaveLength(1);
  });

  it('is renewed shortly before its end; without a refresh token by another exchange', async () => {
    server.lifetime = 100;
    const agent = await calls(await create());
    await holderOf(agent);
    gatehouse.clock.advance(85_000);
    await holderOf(agent);
    expect(server.grants()).toHaveLength(1);
    gatehouse.clock.advance(6_000);
    await holderOf(agent);
    expect(server.grants()).toEqual(['token-exchange', 'token-exchange']);
  });

  it('of a server that does not say how long it is good is kept for less than a minute', async () => {
    server.lifetime = undefined;
    const agent = await calls(await create());
    await holderOf(agent);
    await holderOf(agent);
    gatehouse.clock.advance(55_000);
    await holderOf(agent);
    expect(server.grants()).toHaveLength(2);
  });

  it('goes with its session: from memory and from the table, on every instance', async () => {
    server.refreshes = true;
    const made = await create();
    const [agent, other] = [await calls(made), await calls(made)];
    await holderOf(agent);
    await atSecond(agent);
    await holderOf(other);
    expect(await rowsOf(made.id)).toHaveLength(2);
    await end(agent.token);
    await eventually(async () => (await rowsOf(made.id)).length === 1, 'the row is gone');
    expect((await agent.send(LIST)).status).toBe(401);
    expect((await atSecond(agent).catch(() => ({ status: 401 }))).status).toBe(401);
    await holderOf(other);
    expect(server.grants()).toHaveLength(2);
  });

  it('of a session that was closed while nobody held anything for it goes with the next sweep', async () => {
    server.refreshes = true;
    const made = await create();
    const [agent, other] = [await calls(made), await calls(made)];
    await holderOf(other);
    await end(agent.token);
    await gatehouse.sql(
      `INSERT INTO upstream_tokens (upstream_id, holder, sid, expires_at) VALUES ($1, 'of a dead process', $2, $3)`,
      [made.id, claimsOf(agent.token).sid, new Date(gatehouse.clock.now() + 60_000)],
    );
    await gatehouse.app.get(UpstreamTokenStore).forgetClosed();
    expect(await gatehouse.sql('SELECT sid FROM upstream_tokens WHERE upstream_id = $1', [made.id])).toEqual([
      { sid: claimsOf(other.token).sid },
    ]);
  });

  it('that comes after its session has ended is not kept', async () => {
    server.refreshes = true;
    let hold = (): void => undefined;
    server.beforeAnswer = () => new Promise<void>((resolve) => (hold = resolve));
    const made = await create();
    const agent = await calls(made);
    const answer = agent.send(LIST);
    await eventually(() => server.requests.length > 0, 'a token is asked for');
    await end(agent.token);
    expect((await answer).status).toBe(401);
    await eventually(async () => (await rowsOf(made.id)).length === 0, 'nothing is kept');
    hold();
    const left = (): boolean => gatehouse.logLines.some((line) => line.includes('the turn to ask for it was lost'));
    await eventually(left, 'the answer was let go of');
    expect(await rowsOf(made.id)).toEqual([]);
    expect([upstream.received.length, server.grants().length]).toEqual([0, 1]);
  });

  it.each([
    ['its secret is written anew', (): object => ({ credential: server.credential() })],
    [
      'another scope is wanted',
      (): object => ({ credential: { ...server.credential({ scope: 'more' }), client_secret: undefined } }),
    ],
    ['it is switched off', (): object => ({ status: 'inactive' })],
  ])('is let go of when the upstream changes: %s', async (_, change) => {
    server.refreshes = true;
    const made = await create();
    const agent = await calls(made);
    await holderOf(agent);
    gatehouse.clock.advance(5);
    const changed = await call('PATCH', `/upstreams/${made.id}`, JSON.parse(JSON.stringify(change())));
    expect({ status: changed.status, text: changed.text }).toMatchObject({ status: 200 });
    expect(await rowsOf(made.id)).toEqual([]);
    await call('PATCH', `/upstreams/${made.id}`, { status: 'active' });
    await holderOf(agent);
    expect(server.grants()).toEqual(['token-exchange', 'token-exchange']);
    expect((await call('DELETE', `/upstreams/${made.id}`)).status).toBe(204);
    expect(await rowsOf(made.id)).toEqual([]);
  });
});

describe('a refresh token of another authorization server', () => {
  beforeEach(() => {
    server.refreshes = true;
    server.lifetime = 100;
  });

  it('is spent once by two instances at once, and its successor the next time', async () => {
    const agent = await calls(await create());
    await holderOf(agent);
    await atSecond(agent);
    for (let round = 1; round <= 3; round++) {
      gatehouse.clock.advance(95_000);
      const all = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? agent.send(LIST) : atSecond(agent)));
      expect((await Promise.all(all)).map(({ status }) => status)).toEqual(Array(10).fill(200));
      expect(server.grants()).toEqual(['token-exchange', ...Array<string>(round).fill('refresh_token')]);
    }
  });

  it('is written down before what came with it is used', async () => {
    const made = await create();
    const agent = await calls(made);
    await holderOf(agent);
    const [before] = await rowsOf(made.id);
    gatehouse.clock.advance(95_000);
    const stored: (string | null | undefined)[] = [];
    const answer = upstream.answer;
    upstream.answer = (...args) => {
      void rowsOf(made.id).then(([row]) => {
        stored.push(row?.answer_id);
        answer(...args);
      });
    };
    await holderOf(agent);
    expect(stored).toHaveLength(1);
    expect(stored[0]).not.toBe(before?.answer_id);
    expect(stored[0]).toEqual(expect.any(String));
  });

  it('outlives the process: another one goes on with it', async () => {
    const agent = await calls(await create());
    await holderOf(agent);
    gatehouse.clock.advance(95_000);
    const environment = { ...testSecrets, PUBLIC_URL: gatehouse.url };
    const third = await Replica.start(gatehouse.serviceUrl, environment, gatehouse.clock);
    try {
      const { path, headers } = agent;
      expect((await fetch(third.url + path, { method: 'POST', headers, body: LIST })).status).toBe(200);
    } finally {
      await third.app.close();
    }
    expect(server.grants()).toEqual(['token-exchange', 'refresh_token']);
  });

  it('that is refused is made up for by an exchange', async () => {
    const agent = await calls(await create());
    await holderOf(agent);
    gatehouse.clock.advance(95_000);
    server.instead = ({ form }, response) => {
      if (form['grant_type'] !== 'refresh_token') return false;
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid_grant"}');
      return true;
    };
    await holderOf(agent);
    expect(server.grants()).toEqual(['token-exchange', 'refresh_token', 'token-exchange']);
  });

  it('is kept while the server cannot be asked', async () => {
    const agent = await calls(await create());
    await holderOf(agent);
    gatehouse.clock.advance(95_000);
    server.instead = (_, response) => {
      response.writeHead(503).end();
      return true;
    };
    expect((await agent.send(LIST)).status).toBe(503);
    server.instead = () => false;
    gatehouse.clock.advance(3_000);
    await holderOf(agent);
    expect(server.grants()).toEqual(['token-exchange', 'refresh_token', 'refresh_token']);
  });

  it('waits no longer for a process that died over it than its turn takes', async () => {
    const made = await create();
    const agent = await calls(made);
    await holderOf(agent);
    gatehouse.clock.advance(95_000);
    await gatehouse.sql(`UPDATE upstream_tokens SET turn = gen_random_uuid(), turn_until = $2 WHERE upstream_id = $1`, [
      made.id,
      new Date(gatehouse.clock.now() + 12_000),
    ]);
    const answer = agent.send(LIST);
    await eventually(
      async () =>
        (
          await gatehouse.sql(`SELECT 1 FROM audit_events WHERE kind = 'gate.call' AND upstream = $1`, [
            agent.path.split('/').at(-1),
          ])
        ).length === 2,
      'the call is decided',
    );
    expect(server.grants()).toHaveLength(1);
    gatehouse.clock.advance(12_001);
    expect((await answer).status).toBe(200);
    expect(server.grants()).toEqual(['token-exchange', 'refresh_token']);
  });
});

describe('an upstream that answers 401 to the token', () => {
  const revokeAll = () => server.given.forEach((given) => (given.revoked = true));

  it('gets what only reads once more, with another token', async () => {
    const agent = await calls(await create());
    await holderOf(agent);
    revokeAll();
    await holderOf(agent);
    expect(server.grants()).toHaveLength(2);
    expect(upstream.received).toHaveLength(3);
  });

  it('gets nothing twice that may have been done; the next call has another token', async () => {
    const agent = await calls(await create());
    await holderOf(agent);
    revokeAll();
    const answer = await agent.send(rpc('tools/call', { name: 'pay' }));
    expect([answer.status, answer.body.error.data]).toMatchObject([502, { reason: 'upstream_credential' }]);
    expect(upstream.received).toHaveLength(2);
    await holderOf(agent, rpc('tools/call', { name: 'pay' }));
    expect(server.grants()).toHaveLength(2);
  });

  it('has its refusal taken as its word when the token was new: no loop, and no flood at the authorization server', async () => {
    upstream.answer = (_, response) => void response.writeHead(401).end();
    const agent = await calls(await create());
    for (let attempt = 0; attempt < 5; attempt++) expect((await agent.send(LIST)).status).toBe(502);
    // Once at each process.
    expect([server.grants().length, upstream.received.length]).toEqual([REPLICAS, REPLICAS]);
    const { error } = (await agent.send(LIST)).body;
    expect(error).toMatchObject({ code: -32010, data: { reason: 'upstream_credential', fault: 'token' } });
    gatehouse.clock.advance(3_000);
    await agent.send(LIST);
    expect(server.grants()).toHaveLength(REPLICAS + 1);
  });

  it('does not make another instance lose a newer one', async () => {
    const made = await create();
    const agent = await calls(made);
    await holderOf(agent);
    await atSecond(agent);
    revokeAll();
    await holderOf(agent);
    expect((await atSecond(agent)).status).toBe(200);
    await holderOf(agent);
    expect(server.grants()).toHaveLength(2);
  });
});

describe('without a token', () => {
  const says =
    (status: number, body: string | object, headers: Record<string, string> = {}) =>
    (_: unknown, response: ServerResponse) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
      return true;
    };
  const token = (more: object) => ({ access_token: 'abc', token_type: 'Bearer', ...more });

  it.each<[string, ReturnType<typeof says>, number, string, string?]>([
    ['the gate is no client there', says(401, { error: 'invalid_client' }), 502, 'client', 'invalid_client'],
    ['a 401 without a word', says(401, ''), 502, 'client'],
    ['the target is refused', says(400, { error: 'invalid_target' }), 502, 'client', 'invalid_target'],
    ['the person is refused', says(400, { error: 'invalid_grant' }), 502, 'subject', 'invalid_grant'],
    ['the person must agree', says(400, { error: 'consent_required' }), 502, 'subject', 'consent_required'],
    ['an error of its own making', says(400, { error: '</script>{{x}}' }), 502, 'answer'],
    ['an error called toString', says(400, { error: 'toString' }), 502, 'answer'],
    ['an error that is no text', says(400, { error: ['invalid_grant'] }), 502, 'answer'],
    ['it is overloaded', says(429, ''), 503, 'unavailable'],
    ['it fails', says(500, { error: 'invalid_grant' }), 503, 'unavailable'],
    ['it hangs up', (_, response) => (response.destroy(), true), 503, 'unavailable'],
    ['it redirects', says(307, '', { location: 'http://127.0.0.1:1/' }), 502, 'answer'],
    ['a page', says(200, '<html>', { 'content-type': 'text/html' }), 502, 'answer'],
    ['half of a JSON text', says(200, '{"access_token":"abc"'), 502, 'answer'],
    ['a name twice', says(200, '{"access_token":"a","access_token":"b","token_type":"bearer"}'), 502, 'answer'],
    ['a list', says(200, [token({})]), 502, 'answer'],
    ['no token', says(200, { token_type: 'Bearer' }), 502, 'answer'],
    ['no type', says(200, { access_token: 'abc' }), 502, 'answer'],
    ['a token of DPoP', says(200, token({ token_type: 'DPoP' })), 502, 'answer'],
    ['a token of no type', says(200, token({ token_type: 'N_A' })), 502, 'answer'],
    [
      'an ID token',
      says(200, token({ issued_token_type: 'urn:ietf:params:oauth:token-type:id_token' })),
      502,
      'answer',
    ],
    ['a token with a line break', says(200, token({ access_token: 'a\r\nx-user-id: 1' })), 502, 'answer'],
    ['a token of spaces', says(200, token({ access_token: 'a b' })), 502, 'answer'],
    ['a token of 9 KB', says(200, token({ access_token: 'a'.repeat(9_000) })), 502, 'answer'],
    ['one that has expired', says(200, token({ expires_in: 0 })), 502, 'answer'],
    ['one that ends never', says(200, token({ expires_in: 'soon' })), 502, 'answer'],
    ['a refresh token that is none', says(200, token({ refresh_token: {} })), 502, 'answer'],
    ['too large an answer', says(200, token({ x: 'x'.repeat(70_000) })), 502, 'answer'],
    ['a packed answer', says(200, token({}), { 'content-encoding': 'gzip' }), 502, 'answer'],
  ])('%s: the caller is told what is wrong, and who can mend it', async (_, instead, status, fault, error) => {
    server.instead = instead;
    const made = await create();
    const agent = await calls(made);
    const answer = await agent.send(rpc('tools/call', { name: 'pay' }, 'id-1'));
    expect({ status: answer.status, body: answer.body }).toEqual({
      status,
      body: {
        jsonrpc: '2.0',
        id: 'id-1',
        error: {
          code: -32010,
          message: expect.stringMatching(/authorization server.*(can mend|Try again)/),
          data: {
            reason: 'upstream_credential',
            server: agent.path.split('/').at(-1),
            fault,
            ...(error === undefined ? {} : { error }),
          },
        },
      },
    });
    expect(answer.text).not.toMatch(/script|127\.0\.0\.1|s3cr3t/);
    expect(upstream.received).toHaveLength(0);
    // Asked once more only after a while; and mended by writing it anew, at once.
    await agent.send(LIST);
    expect(server.requests).toHaveLength(1);
    server.instead = () => false;
    gatehouse.clock.advance(5);
    await call('PATCH', `/upstreams/${made.id}`, { credential: server.credential() });
    await holderOf(agent);
  });

  it.each([
    ['a text for the seconds', { expires_in: '3600' }],
    ['seconds with a fraction', { expires_in: 3600.5 }],
    ['more seconds than there are', { expires_in: 1e300 }],
    ['another spelling of the type', { token_type: 'bearer' }],
    ['null for what there is not', { refresh_token: null, expires_in: null }],
    ['members nobody knows', { ext_expires_in: 1, foo: { bar: [] } }],
  ])('is no call where the answer is merely odd: %s', async (_, odd) => {
    server.instead = says(200, token(odd));
    upstream.answer = (_request, response) =>
      void response.setHeader('content-type', 'application/json').end('{"jsonrpc":"2.0","id":1,"result":{}}');
    expect((await (await calls(await create())).send(LIST)).status).toBe(200);
    expect(upstream.last().headers.authorization).toBe('Bearer abc');
  });

  it('a notification and a stream are told so in the form of the gate', async () => {
    server.instead = says(400, { error: 'invalid_grant' });
    const agent = await calls(await create());
    const answers = [
      await agent.send('{"jsonrpc":"2.0","method":"notifications/initialized"}'),
      await gatehouse.request('GET', agent.path, { headers: { ...agent.headers, accept: 'text/event-stream' } }),
    ];
    for (const answer of answers) {
      expect({ status: answer.status, body: answer.body }).toMatchObject({
        status: 502,
        body: { error_description: expect.stringContaining('gives no token for this person') },
      });
    }
  });

  it('a call ends in time when the authorization server never answers', async () => {
    server.instead = () => true;
    const agent = await calls(await create(server.credential(), { timeouts: { total: 300 } }));
    expect((await agent.send(LIST)).status).toBe(504);
  });

  it('a closed port is an authorization server that cannot be asked', async () => {
    const credential = server.credential();
    await server.stop();
    const agent = await calls(await create(credential));
    expect((await agent.send(LIST)).body.error.data).toMatchObject({ fault: 'unavailable' });
    server = await ForeignAuthorizationServer.start(gatehouse);
  });

  it('nothing is kept for a secret that cannot be opened, and the log says what to do', async () => {
    const [one, two] = [await create(), await create()];
    await gatehouse.sql(
      'UPDATE upstreams SET sealed_credential = (SELECT sealed_credential FROM upstreams WHERE id = $2) WHERE id = $1',
      [one.id, two.id],
    );
    const answer = await (await calls(one)).send(LIST);
    expect([answer.status, answer.body.error.data.reason]).toEqual([502, 'upstream_credential']);
    expect(server.requests).toHaveLength(0);
    expect(gatehouse.logLines.findLast((line) => line.includes('gate.upstream_credential_shut'))).toContain('anew');
  });
});

describe('the registration of another authorization server', () => {
  it('shows everything but the secret, which is never shown again', async () => {
    const credential = server.credential({ scope: 'a b', audience: 'urn:bank' });
    const made = await create(credential);
    const { client_secret, ...shown } = credential;
    expect(made.credential).toEqual({
      ...shown,
      token_endpoint_auth_method: 'client_secret_basic',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      set_at: expect.any(String),
    });
    await holderOf(await calls(made));
    const told = JSON.stringify([
      await call('GET', `/upstreams/${made.id}`),
      await call('GET', '/upstreams'),
      await call('PATCH', `/upstreams/${made.id}`, { credential: { ...credential, scope: ' ' } }),
      await evidenceOf(gatehouse, made.id),
      await gatehouse.sql('SELECT upstreams::text FROM upstreams'),
      await gatehouse.request('GET', '/api/v1/registry', {
        headers: { authorization: `Bearer ${await gatehouse.accessToken(ada.id, ada.secret)}` },
      }),
      gatehouse.logLines,
    ]);
    for (const form of [client_secret, Buffer.from(client_secret).toString('hex'), encodeURIComponent(client_secret)]) {
      expect(told).not.toContain(form);
    }
  });

  it('keeps the secret with what was read, and with a change of what is asked for', async () => {
    const made = await create();
    gatehouse.clock.advance(5);
    const same = await call('PATCH', `/upstreams/${made.id}`, { credential: made.credential });
    expect([same.status, same.body.updated_at]).toEqual([200, made.updated_at]);
    const changed = await call('PATCH', `/upstreams/${made.id}`, { credential: { ...made.credential, scope: 'x' } });
    expect(changed.body.credential).toEqual({ ...made.credential, scope: 'x' });
    await holderOf(await calls(made));
    expect(server.requests[0]?.form['scope']).toBe('x');
  });

  it('does not let the secret follow to another endpoint or client, nor its tokens to another upstream', async () => {
    const made = await create();
    const { credential } = made;
    for (const change of [
      { credential: { ...credential, token_endpoint: 'http://127.0.0.1:9/oauth2/token' } },
      { credential: { ...credential, token_endpoint: `${credential.token_endpoint}?x` } },
      { credential: { ...credential, client_id: 'another' } },
      { url: 'http://127.0.0.1:9/mcp' },
    ]) {
      expectWrong(await call('PATCH', `/upstreams/${made.id}`, change), '/credential');
    }
    const other = await call('PATCH', `/upstreams/${made.id}`, { credential: { mode: 'none' } });
    expect(other.body.credential).toEqual({ mode: 'none' });
    expectWrong(await call('PATCH', `/upstreams/${made.id}`, { credential }), '/credential');
  });

  const whole = {
    mode: 'token_exchange',
    token_endpoint: 'https://as.example/token',
    client_id: 'a',
    client_secret: 'b',
  };
  const endpoint = '/credential/token_endpoint';
  it.each<[string, object, string]>([
    ['without endpoint', { token_endpoint: undefined }, '/credential'],
    ['without client', { client_id: undefined }, '/credential'],
    ['without secret', { client_secret: undefined }, '/credential'],
    ['with null for the secret', { client_secret: null }, '/credential/client_secret'],
    ['with an empty secret', { client_secret: '' }, '/credential/client_secret'],
    ['with a secret in two lines', { client_secret: 'a\nb' }, '/credential/client_secret'],
    ['with a secret of 2 KB', { client_secret: 'x'.repeat(2048) }, '/credential/client_secret'],
    ['with a client beyond ASCII', { client_id: 'gäte' }, '/credential/client_id'],
    ['with a number for the client', { client_id: 5 }, '/credential/client_id'],
    ['over http to another host', { token_endpoint: 'http://as.example/token' }, endpoint],
    ['over http to a name that only looks local', { token_endpoint: 'http://localhost.example/token' }, endpoint],
    ['over http to 10.0.0.1', { token_endpoint: 'http://10.0.0.1/token' }, endpoint],
    ['with a user', { token_endpoint: 'https://me@as.example/token' }, endpoint],
    ['with a fragment', { token_endpoint: 'https://as.example/token#x' }, endpoint],
    ['with a blank', { token_endpoint: 'https://as.example/to ken' }, endpoint],
    ['with a backslash', { token_endpoint: 'https://as.example\\@evil.example/' }, endpoint],
    ['with another scheme', { token_endpoint: 'file:///etc/passwd' }, endpoint],
    ['with a list for the endpoint', { token_endpoint: ['https://as.example/token'] }, endpoint],
    ['at the cloud’s metadata', { token_endpoint: 'https://169.254.169.254/token' }, '/credential'],
    ['at the same in another spelling', { token_endpoint: 'https://[::ffff:a9fe:a9fe]/token' }, '/credential'],
    ['at the same in decimal', { token_endpoint: 'https://2852039166/token' }, '/credential'],
    ['at no host', { token_endpoint: 'https://0.0.0.0/token' }, '/credential'],
    [
      'with another way to authenticate',
      { token_endpoint_auth_method: 'none' },
      '/credential/token_endpoint_auth_method',
    ],
    ['with an audience of two words', { audience: 'a b' }, '/credential/audience'],
    ['with a resource that is no URI', { resource: 'bank' }, '/credential/resource'],
    ['with a resource and a fragment', { resource: 'https://bank.example/#x' }, '/credential/resource'],
    ['with two blanks between scopes', { scope: 'a  b' }, '/credential/scope'],
    ['with a list of scopes', { scope: ['a'] }, '/credential/scope'],
    [
      'with a SAML subject',
      { subject_token_type: 'urn:ietf:params:oauth:token-type:saml2' },
      '/credential/subject_token_type',
    ],
    [
      'asking for an ID token',
      { requested_token_type: 'urn:ietf:params:oauth:token-type:id_token' },
      '/credential/requested_token_type',
    ],
    ['with a header', { header: 'x-api-key' }, '/credential'],
    ['with a value', { value: 'x' }, '/credential'],
    ['with a transaction token', { txn_token: true }, '/credential'],
    ['with a name nobody knows', { refresh_token: 'x' }, '/credential/refresh_token'],
    ['in another mode', { mode: 'minted' }, '/credential'],
    ['in mode static', { mode: 'static', header: 'x-api-key', value: 'x' }, '/credential'],
  ])('is refused %s', async (_, wrong, pointer) => {
    expectWrong(await call('POST', '/upstreams', fields(JSON.parse(JSON.stringify({ ...whole, ...wrong })))), pointer);
  });
});
