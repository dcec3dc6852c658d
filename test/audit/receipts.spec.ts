import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXCHANGE, exchange } from '../support/exchange.js';
import { eventually, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, claimsOf, createPerson, createRelyingParty, type TestPerson } from '../support/people.js';
import { ok, RecordingUpstream } from '../support/recording-upstream.js';
import { hiddenFields } from '../support/test-browser.js';

/** A receipt, as the database has it. */
interface Receipt extends Record<string, unknown> {
  readonly id: string;
  readonly kind: string;
  readonly detail: Record<string, unknown>;
}

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let resource: string;
let person: TestPerson;
let publicClient: Awaited<ReturnType<typeof createRelyingParty>>;
let near: Awaited<ReturnType<typeof createRelyingParty>>;
let middle: Awaited<ReturnType<TestGatehouse['agent']>>;
let far: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = await RecordingUpstream.start();
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url })).resource;
  person = await createPerson(gatehouse);
  far = await gatehouse.agent({ grant_types: ['client_credentials', EXCHANGE], scope: 'mcp' });
  middle = await gatehouse.agent({ grant_types: [EXCHANGE], scope: 'mcp', exchange_from: [far.id] });
  publicClient = await createRelyingParty(gatehouse, { token_endpoint_auth_method: 'none' });
  near = await createRelyingParty(gatehouse, { exchange_from: [middle.id] });
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const receipts = (where: string, ...values: unknown[]) =>
  gatehouse.sql<Receipt>(`SELECT * FROM audit_events WHERE ${where} ORDER BY id`, values);
const ofTransaction = (txn: unknown) => receipts('txn = $1', txn);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const call = (token: string, body: string, headers: Record<string, string> = {}) =>
  gatehouse.request('POST', new URL(resource).pathname, {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body,
  });
/** The second receipt of a call, which comes after its answer. */
async function answered(receipt: unknown): Promise<Receipt> {
  let found: Receipt | undefined;
  await eventually(async () => {
    [found] = await receipts(`kind = 'gate.answered' AND detail->'calls' ? $1`, receipt);
    return found !== undefined;
  }, 'the receipt of an answer');
  return found!;
}
const lastCall = async () => (await receipts(`kind = 'gate.call' AND upstream = 'tools'`)).at(-1)!;

describe('a chain of authority', () => {
  it('is one transaction from sign-in and consent to the call, and each receipt knows what it comes from', async () => {
    const flow = new AuthorizationFlow(gatehouse, near);
    const first = await flow.tokens(person, { resource, scope: 'mcp' });
    const again = (await flow.refresh(first.refresh_token)).body;
    const ask = { subject_token_type: 'urn:ietf:params:oauth:token-type:access_token', resource };
    const once = await exchange(gatehouse, middle, { ...ask, subject_token: again.access_token });
    expect(once.status).toBe(200);
    const twice = await exchange(gatehouse, far, { ...ask, subject_token: once.body.access_token });
    expect(twice.status).toBe(200);
    const text = '{"path":"/etc/hosts","count":12345678901234567890}';
    const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read","arguments":${text}}}`;
    const answer = await call(twice.body.access_token, body);
    expect(answer.status).toBe(200);

    const made = await lastCall();
    const last = await answered(made.id);
    const chain = await ofTransaction(made['txn']);
    expect(chain.map(({ kind }) => kind)).toEqual([
      'sign_in.succeeded',
      'consent.given',
      'authorization.granted',
      'token.issued',
      'token.issued',
      'token.issued',
      'token.issued',
      'gate.call',
      'gate.answered',
    ]);
    const [signIn, , , session, , one, two] = chain;
    const web = signIn!['sid'];
    const [nearSid, middleSid, farSid] = [session, one, two].map((receipt) => receipt!['sid']);
    expect(chain.slice(3).map(({ sid, ancestors }) => [sid, ancestors])).toEqual([
      [nearSid, [web]],
      [nearSid, [web]],
      [middleSid, [nearSid, web]],
      [farSid, [middleSid, nearSid, web]],
      [farSid, [middleSid, nearSid, web]],
      [farSid, [middleSid, nearSid, web]],
    ]);
    const whole = { sub: far.id, act: { sub: middle.id, act: { sub: near.id } } };
    expect(made).toMatchObject({
      decision: 'allow',
      sub: person.id,
      act: whole,
      client_id: far.id,
      resource,
      upstream: 'tools',
      tool: 'read',
      policy_version: '0',
      detail: { method: 'tools/call', arguments_sha256: sha256(text), credential: 'minted' },
    });
    expect(last).toMatchObject({
      decision: 'done',
      sub: person.id,
      act: whole,
      client_id: far.id,
      resource,
      upstream: 'tools',
      tool: 'read',
      detail: {
        calls: [made.id],
        outcome: 'complete',
        status: 200,
        result_bytes: Buffer.byteLength(answer.text),
        result_sha256: sha256(answer.text),
        duration_ms: expect.any(Number),
      },
    });
    // What the upstream got is found by what is on record.
    const minted = claimsOf(upstream.last().headers.authorization ?? '');
    expect(minted).toMatchObject({ jti: made.id, txn: made['txn'] });
    const origins = new Set(chain.map(({ origin }) => origin));
    expect([...origins]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    const [row] = await gatehouse.sql('SELECT origin FROM sessions WHERE id = $1', [farSid]);
    expect(origins).toContain(row!['origin']);
  });

  it('names what the person agreed to, when it is one thing', async () => {
    const flow = new AuthorizationFlow(gatehouse, near);
    const { access_token: token } = await flow.tokens(await createPerson(gatehouse), { resource, scope: 'mcp' });
    const [began] = await receipts(`kind = 'token.issued' AND sid = $1`, claimsOf(token).sid);
    const chain = await ofTransaction(began!['txn']);
    expect(chain.map(({ kind, resource: about }) => [kind, about])).toEqual([
      ['sign_in.succeeded', null],
      ['consent.given', resource],
      ['authorization.granted', resource],
      ['token.issued', resource],
    ]);
  });

  it('has a hop that is refused, and in whose name it was asked for', async () => {
    const flow = new AuthorizationFlow(gatehouse, near);
    const { access_token: first, refresh_token: refreshToken } = await flow.tokens(person, { resource, scope: 'mcp' });
    const ask = { subject_token_type: 'urn:ietf:params:oauth:token-type:access_token', resource };
    const once = (await exchange(gatehouse, middle, { ...ask, subject_token: first })).body.access_token as string;
    const refused = [
      await exchange(gatehouse, far, { ...ask, subject_token: once, scope: 'user' }),
      // Somebody else's token, which this client may not pass on.
      await exchange(gatehouse, far, { ...ask, subject_token: first }),
      await flow.refresh(refreshToken, { scope: 'admin' }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400]);
    const [began] = await receipts(`kind = 'token.issued' AND sid = $1`, claimsOf(first).sid);
    const { txn, sid, ancestors } = began!;
    const found = (await ofTransaction(txn)).filter(({ kind }) => kind === 'token.refused');
    const acted = { sub: middle.id, act: { sub: near.id } };
    const hop = { sid: claimsOf(once).sid, ancestors: [sid, ...(ancestors as string[])], act: acted };
    expect(found).toMatchObject([
      { reason: 'invalid_scope', sub: person.id, client_id: far.id, ...hop },
      { reason: 'invalid_request', sub: person.id, client_id: far.id, sid, ancestors, act: { sub: near.id } },
      { reason: 'invalid_scope', sub: person.id, client_id: near.id, sid, ancestors, act: { sub: near.id } },
    ]);
  });

  it('has its end: a token that is given up, one that is used twice, and the person who signs out', async () => {
    const flow = new AuthorizationFlow(gatehouse, publicClient);
    const first = await flow.tokens(person, { resource, scope: 'mcp' });
    const { sid } = claimsOf(first.access_token) as { sid: string };
    const [began] = await receipts(`kind = 'token.issued' AND sid = $1`, sid);
    const { txn, ancestors } = began!;
    const next = (await flow.refresh(first.refresh_token)).body.refresh_token as string;
    expect((await flow.refresh(next)).status).toBe(200);
    gatehouse.clock.advance(60_000);
    expect((await flow.refresh(first.refresh_token)).status).toBe(400);
    const other = await flow.tokens(person, { resource, scope: 'mcp', prompt: 'consent' });
    const given = claimsOf(other.access_token) as { sid: string };
    for (const token of [
      other.access_token as string,
      (await flow.tokens(person, { resource })).refresh_token as string,
    ])
      expect((await flow.post('/oauth/revoke', { token })).status).toBe(200);
    await flow.browser.post('/sign-out', hiddenFields(await flow.browser.get('/account')));

    const end = (await ofTransaction(txn)).filter(({ decision }) => decision !== 'allow');
    const [web] = ancestors as string[];
    expect(end).toMatchObject([
      { kind: 'refresh_token.reused', sub: person.id, sid, ancestors },
      { kind: 'signed_out', sub: person.id, sid: web },
    ]);
    const revoked = await receipts(`kind = 'token.revoked' AND client_id = $1`, publicClient.id);
    expect(revoked).toHaveLength(2);
    for (const one of revoked) {
      const [opened] = await receipts(`kind = 'token.issued' AND sid = $1`, one['sid']);
      expect(one).toMatchObject({
        txn: opened!['txn'],
        ancestors: [web],
        sub: person.id,
        act: { sub: publicClient.id },
      });
    }
    expect(revoked[0]!['sid']).toBe(given.sid);
  });

  it('is another one for every authorization, also of one sign-in, and for every token that begins one', async () => {
    const flow = new AuthorizationFlow(gatehouse, near);
    const tokens = [await flow.tokens(person, { resource, scope: 'mcp' })];
    tokens.push(await flow.tokens(person, { resource, scope: 'mcp', prompt: 'consent' }));
    const own = [1, 2].map(() => gatehouse.accessToken(far.id, far.secret, { resource }));
    const sids = [...tokens.map((one) => one.access_token as string), ...(await Promise.all(own))].map(
      (token) => claimsOf(token).sid as string,
    );
    const found = await receipts(`kind = 'token.issued' AND sid = ANY($1)`, sids);
    expect(new Set(found.map(({ txn }) => txn)).size).toBe(4);
  });

  it('no header of a caller says of which transaction a request is', async () => {
    const token = await gatehouse.accessToken(far.id, far.secret, { resource });
    const forged = '0123456789abcdef0123456789abcdef';
    await call(token, rpc('ping'), { traceparent: `00-${forged}-0123456789abcdef-01`, txn: forged });
    const [began] = await receipts(`kind = 'token.issued' AND sid = $1`, claimsOf(token).sid);
    expect((await lastCall())['txn']).toBe(began!['txn']);
  });

  it('tokens do not carry it, but those that the standards have for it do', async () => {
    const token = await gatehouse.accessToken(far.id, far.secret, { resource });
    expect(claimsOf(token)).not.toHaveProperty('txn');
  });
});

describe('the second receipt of a call', () => {
  let token: string;
  beforeAll(async () => {
    token = await gatehouse.accessToken(far.id, far.secret, { resource });
  });

  it('has the digest of a stream as it passed', async () => {
    const events = Array.from({ length: 5 }, (_, n) => `event: message\ndata: {"jsonrpc":"2.0","id":1,"n":${n}}\n\n`);
    upstream.answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const event of events) response.write(event);
      response.end();
    };
    const answer = await call(token, rpc('tools/call', { name: 'slow' }), { accept: 'text/event-stream' });
    upstream.answer = ok;
    expect(answer.text.length).toBeGreaterThan(0);
    expect((await answered((await lastCall()).id)).detail).toMatchObject({
      outcome: 'complete',
      status: 200,
      result_sha256: sha256(answer.text),
    });
  });

  it('says that the answer was cut off', async () => {
    upstream.answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: message\ndata: {}\n\n', () => response.destroy());
    };
    await expect(call(token, rpc('tools/call', { name: 'slow' }))).rejects.toThrow();
    upstream.answer = ok;
    expect((await answered((await lastCall()).id)).detail).toMatchObject({ outcome: 'cut' });
  });

  it('says that there never was an answer, of a caller that went away', async () => {
    let arrived = false;
    upstream.answer = () => void (arrived = true);
    const leaving = new AbortController();
    const left = fetch(resource, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: rpc('tools/call', { name: 'never' }),
      signal: leaving.signal,
    });
    await eventually(() => arrived, 'the call has come to the server');
    leaving.abort();
    await expect(left).rejects.toThrow();
    upstream.answer = ok;
    const { detail } = await answered((await lastCall()).id);
    expect(detail).toEqual({ calls: [expect.any(String)], outcome: 'none', duration_ms: expect.any(Number) });
  });

  it('has the digest of the refusal that a server in trouble leaves us with', async () => {
    upstream.answer = (_, response) => void response.destroy();
    const answer = await call(token, rpc('tools/call', { name: 'a' }));
    upstream.answer = ok;
    expect(answer.status).toBe(502);
    expect((await answered((await lastCall()).id)).detail).toMatchObject({
      outcome: 'complete',
      status: 502,
      result_sha256: sha256(answer.text),
    });
  });

  it('is one for a batch, and names the receipts of all its messages', async () => {
    const answer = await call(token, `[${rpc('ping', undefined, 1)},${rpc('tools/call', { name: 'b' }, 2)}]`);
    expect(answer.status).toBe(200);
    const { request_id: id } = await lastCall();
    const both = await receipts(`kind = 'gate.call' AND request_id = $1`, id);
    expect(both).toHaveLength(2);
    expect((await answered(both[0]!.id)).detail['calls']).toEqual(both.map((one) => one.id));
  });

  it('does not exist of a call that was denied', async () => {
    const view = await gatehouse.create('/upstreams', {
      name: 'shut',
      kind: 'mcp',
      url: upstream.url,
      default: 'deny',
    });
    const other = await gatehouse.accessToken(far.id, far.secret, { resource: view.resource });
    await gatehouse.request('POST', new URL(view.resource).pathname, {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${other}` },
      body: rpc('tools/call', { name: 'a' }),
    });
    // What is written later is written in order: once this one is there, the other would be.
    await call(token, rpc('ping'));
    await answered((await lastCall()).id);
    expect((await receipts(`upstream = 'shut'`)).map(({ kind, decision }) => [kind, decision])).toEqual([
      ['gate.call', 'deny'],
    ]);
  });
});

describe('while nothing can be recorded', () => {
  it('no token is issued, no call is sent on, nobody signs in and nothing is administered: 503', async () => {
    const flow = new AuthorizationFlow(gatehouse, near);
    const { refresh_token: refreshToken } = await flow.tokens(person, { resource, scope: 'mcp' });
    const token = await gatehouse.accessToken(far.id, far.secret, { resource });
    const count = async () => (await gatehouse.sql('SELECT 1 FROM sessions')).length;
    await gatehouse.admin();
    const [sent, sessions] = [upstream.received.length, await count()];
    await gatehouse.sql('REVOKE INSERT ON audit_events FROM gatehouse');
    try {
      const subject = { subject_token: token, subject_token_type: 'urn:ietf:params:oauth:token-type:access_token' };
      for (const answer of [
        await gatehouse.token({ grant_type: 'client_credentials', resource }, far),
        await flow.refresh(refreshToken),
        await exchange(gatehouse, far, { ...subject, resource }),
        await gatehouse.token({ grant_type: 'client_credentials', scope: 'unheard-of' }, far),
        await call(token, rpc('ping')),
        await gatehouse.adminCall('POST', '/scopes', { name: 'unrecorded', tier: 'service', description: 'x' }),
      ]) {
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
        expect(answer.text).not.toContain('access_token');
      }
      const other = new AuthorizationFlow(gatehouse, near);
      const { path, answer: page } = await other.open();
      expect((await other.signIn(path, page, person)).status).toBe(503);
    } finally {
      await gatehouse.sql('GRANT INSERT ON audit_events TO gatehouse');
    }
    expect([upstream.received.length, await count()]).toEqual([sent, sessions]);
  });
});
