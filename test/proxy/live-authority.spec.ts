/* What goes on for a session ends with it, on every replica, wherever it has come to. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { createAccessKey, exchange as exchangeKey } from '../support/access-keys.js';
import { CuttableLine } from '../support/cuttable-line.js';
import { beginDevice } from '../support/devices.js';
import { ends } from '../support/event-streams.js';
import { ACCESS_TOKEN, exchange, EXCHANGE } from '../support/exchange.js';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, claimsOf, createPerson, createRelyingParty, PASSWORD } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';
import { testSecrets } from '../support/test-secrets.js';

const METRICS_TOKEN = 'Zk3vQ8rTn5Wc1Xs7Yp2Lm9Jd4Hb6Gf0Ae';
const PATH = '/api/v1/mcp/tools';
const NEXT = 'an even longer passphrase';
const MESSAGE = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow"}}';

let gatehouse: TestGatehouse;
let second: Replica;
let upstream: RecordingUpstream;
let resource: string;
/** Requests that the upstream has not answered and will not. */
const waiting: { response: ServerResponse; left: Promise<void> }[] = [];

beforeAll(async () => {
  // Two, each of which is asked by itself.
  gatehouse = await TestGatehouse.start({ METRICS_TOKEN, LIMIT_SIGN_IN: '1000/1' }, undefined, 1);
  const shared = { ...testSecrets, PUBLIC_URL: gatehouse.url, METRICS_TOKEN };
  second = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
  upstream = await RecordingUpstream.start();
  upstream.answer = (request, response) => {
    if (request.method === 'GET') {
      return void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
    }
    waiting.push({ response, left: new Promise((resolve) => response.once('close', resolve)) });
  };
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url })).resource;
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
  await upstream.stop();
});

/** Something that begins to act, and what ends it. */
interface Actor {
  readonly token: string;
  readonly end: () => Promise<unknown>;
}

const deleted = async (path: string) => expect((await gatehouse.adminCall('DELETE', path)).status).toBe(204);
const patched = async (path: string, body: object) =>
  expect((await gatehouse.adminCall('PATCH', path, body)).status).toBe(200);

async function agent() {
  const one = await gatehouse.agent({ grant_types: ['client_credentials', EXCHANGE] });
  return { ...one, token: await gatehouse.accessToken(one.id, one.secret, { resource }) };
}

/** What a person agreed to. */
async function consented() {
  const person = await createPerson(gatehouse);
  const flow = new AuthorizationFlow(gatehouse, await createRelyingParty(gatehouse));
  const { access_token } = await flow.tokens(person, { resource, scope: 'mcp' });
  return { person, token: access_token as string };
}

/** What a second agent made of another's token. */
async function passedOn(subject: string): Promise<string> {
  const other = await gatehouse.agent({ grant_types: [EXCHANGE] });
  const owner = claimsOf(subject).sub as string;
  await patched(`/clients/${other.id}`, { owner_id: owner });
  const answer = await exchange(gatehouse, other, { subject_token: subject, subject_token_type: ACCESS_TOKEN });
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return answer.body.access_token as string;
}

const ways: readonly [string, () => Promise<Actor>][] = [
  [
    'an administrator closes its session',
    async () => {
      const { token } = await agent();
      return { token, end: () => deleted(`/sessions/${claimsOf(token).sid}`) };
    },
  ],
  [
    'its client revokes the token',
    async () => {
      const { token, id, secret } = await agent();
      const headers = {
        authorization: basicHeader(id, secret),
        'content-type': 'application/x-www-form-urlencoded',
      };
      const body = new URLSearchParams({ token }).toString();
      return { token, end: () => gatehouse.request('POST', '/oauth/revoke', { headers, body }) };
    },
  ],
  [
    'the person is deactivated',
    async () => {
      const { token, owner } = await agent();
      return { token, end: () => patched(`/users/${owner.id}`, { status: 'inactive' }) };
    },
  ],
  [
    'the person is deleted',
    async () => {
      const { token, owner } = await agent();
      return { token, end: () => deleted(`/users/${owner.id}`) };
    },
  ],
  [
    'the client is deactivated',
    async () => {
      const { token, id } = await agent();
      return { token, end: () => patched(`/clients/${id}`, { status: 'inactive' }) };
    },
  ],
  [
    'the client is deleted',
    async () => {
      const { token, id } = await agent();
      return { token, end: () => deleted(`/clients/${id}`) };
    },
  ],
  [
    'the client loses a scope',
    async () => {
      const { token, id } = await agent();
      return { token, end: () => patched(`/clients/${id}`, { scope: 'mcp' }) };
    },
  ],
  [
    'the person sets a password by a link',
    async () => {
      const { token, person } = await consented();
      const end = async () => {
        const { url } = await gatehouse.create(`/users/${person.id}/setup-link`, {});
        const browser = new TestBrowser(gatehouse.url);
        const page = await browser.get((url as string).slice(gatehouse.url.length));
        const fields = { ...hiddenFields(page), password: NEXT, password_again: NEXT };
        expect((await browser.post('/setup', fields)).status).toBe(303);
      };
      return { token, end };
    },
  ],
  [
    'the person changes the password elsewhere',
    async () => {
      const { token, person } = await consented();
      const browser = new TestBrowser(gatehouse.url);
      const form = { ...hiddenFields(await browser.get('/sign-in')), email: person.email, password: PASSWORD };
      expect((await browser.post('/sign-in', form)).status).toBe(303);
      const end = async () => {
        const account = hiddenFields(await browser.get('/account'));
        const fields = { ...account, current_password: PASSWORD, password: NEXT, password_again: NEXT };
        expect((await browser.post('/account/password', fields)).status).toBe(200);
      };
      return { token, end };
    },
  ],
  [
    'an administrator withdraws the consent',
    async () => {
      const { token, person } = await consented();
      const { body } = await gatehouse.adminCall('GET', `/consents?user_id=${person.id}`);
      return { token, end: () => deleted(`/consents/${body.items[0].id}`) };
    },
  ],
  [
    'the device is revoked',
    async () => {
      const { token, id } = await beginDevice(gatehouse, await createPerson(gatehouse));
      return { token, end: () => deleted(`/devices/${id}`) };
    },
  ],
  [
    'the access key is revoked',
    async () => {
      const { owner } = await gatehouse.agent();
      const key = await createAccessKey(gatehouse, owner.id);
      return { token: key.text, end: () => deleted(`/access-keys/${key.id}`) };
    },
  ],
  [
    'the access key is revoked that its token was made of',
    async () => {
      const { owner } = await gatehouse.agent();
      const key = await createAccessKey(gatehouse, owner.id);
      const token = (await exchangeKey(gatehouse, key.text, { resource })).body.access_token as string;
      return { token, end: () => deleted(`/access-keys/${key.id}`) };
    },
  ],
  [
    'the session is closed from which it came',
    async () => {
      const { token } = await agent();
      return { token: await passedOn(token), end: () => deleted(`/sessions/${claimsOf(token).sid}`) };
    },
  ],
  [
    'the client is deactivated from which it came',
    async () => {
      const { token, id } = await agent();
      return { token: await passedOn(token), end: () => patched(`/clients/${id}`, { status: 'inactive' }) };
    },
  ],
];

const bearer = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });

async function stream(url: string, token: string): Promise<Response> {
  const response = await fetch(url + PATH, { headers: { ...bearer(token), accept: 'text/event-stream' } });
  expect(response.status).toBe(200);
  return response;
}

/** A call that the upstream has and does not answer. */
async function unanswered(url: string, token: string) {
  const answer = fetch(url + PATH, { method: 'POST', headers: bearer(token), body: MESSAGE });
  const known = waiting.length;
  await until(() => waiting.length > known);
  return { answer, upstream: waiting.at(-1)! };
}

/** A call whose body does not come to its end. */
async function halfSent(url: string, token: string): Promise<{ answer: Promise<IncomingMessage>; drop: () => void }> {
  const headers = { ...bearer(token), 'content-length': String(MESSAGE.length + 10), connection: 'keep-alive' };
  const request = http.request(url + PATH, { method: 'POST', headers, agent: false });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject);
  });
  answer.catch(() => undefined);
  await new Promise((resolve) => request.write(MESSAGE, resolve));
  // Long enough to be admitted: only then does it wait for the rest.
  await new Promise((resolve) => setTimeout(resolve, 200));
  return { answer, drop: () => void request.destroy() };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let left = 600; left > 0; left--) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it did not come about');
}

/** How many endings a replica has measured. */
async function measured(url: string): Promise<number> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  const [, count] = /^gatehouse_revocation_to_enforcement_seconds_count (\d+)$/m.exec(await answer.text()) ?? [];
  return Number(count ?? NaN);
}

describe('what another replica does for somebody ends when', () => {
  it.each(ways)('%s', async (_way, begin) => {
    const { token, end } = await begin();
    const open = await stream(second.url, token);
    const half = await halfSent(second.url, token);
    const call = await unanswered(second.url, token);
    await end();
    expect(await ends(open)).toBe(true);
    const [whole, part] = await Promise.all([call.answer, half.answer]);
    expect([whole.status, part.statusCode]).toEqual([401, 401]);
    for (const challenge of [whole.headers.get('www-authenticate'), part.headers['www-authenticate']]) {
      expect(challenge).toMatch(/^Bearer .*resource_metadata="[^"]+".*error="invalid_token"/);
    }
    // The upstream is not left to work for nobody.
    await call.upstream.left;
    half.drop();
  });
});

describe('what the replica does that ended it', () => {
  it('ends too, and what others do goes on', async () => {
    const [one, other] = [await agent(), await agent()];
    const [own, foreign] = [await stream(gatehouse.url, one.token), await stream(gatehouse.url, other.token)];
    const call = await unanswered(gatehouse.url, other.token);
    await deleted(`/sessions/${claimsOf(one.token).sid}`);
    expect(await ends(own)).toBe(true);
    expect(await ends(foreign, 3)).toBe(false);
    call.upstream.response.writeHead(200, { 'content-type': 'application/json' }).end('{"jsonrpc":"2.0","id":1}');
    expect((await call.answer).status).toBe(200);
  });
});

describe('what goes on with a server', () => {
  let made: { id: string; resource: string };
  let count = 0;
  const rule = (upstream: string) =>
    gatehouse.create('/policies', {
      ...{ effect: 'deny', principal: { type: 'any' }, upstream },
      ...{ tool: 'other', justification: 'not now' },
    });
  const name = () => made.resource.split('/').at(-1) ?? '';
  const to = (url: string, token: string, init: RequestInit = {}) =>
    fetch(`${url}/api/v1/mcp/${name()}`, { headers: { ...bearer(token), accept: 'text/event-stream' }, ...init });
  async function asked(token: string) {
    const known = waiting.length;
    const answer = to(second.url, token, { method: 'POST', headers: bearer(token), body: MESSAGE });
    await until(() => waiting.length > known);
    return { answer, upstream: waiting.at(-1)! };
  }
  beforeEach(async () => {
    made = await gatehouse.create('/upstreams', { name: `served-${++count}`, kind: 'mcp', url: upstream.url });
  });
  const tokenFor = async () => {
    const { id, secret } = await gatehouse.agent();
    return gatehouse.accessToken(id, secret, { resource: made.resource });
  };

  it.each<[string, () => Promise<unknown>]>([
    ['it is switched off', () => patched(`/upstreams/${made.id}`, { status: 'inactive' })],
    ['it is removed', () => deleted(`/upstreams/${made.id}`)],
  ])('ends on every replica when %s, streams and calls alike', async (_what, change) => {
    const token = await tokenFor();
    const open = await to(second.url, token);
    expect(open.status).toBe(200);
    const call = await asked(token);
    await change();
    expect(await ends(open)).toBe(true);
    const answer = await call.answer;
    expect([answer.status, ((await answer.json()) as { error_description: string }).error_description]).toEqual([
      503,
      'This server is switched off.',
    ]);
    await call.upstream.left;
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a rule about it is made', () => rule(name())],
    ['it is changed', () => patched(`/upstreams/${made.id}`, { default: 'deny' })],
  ])('is a stream that ends when %s, and calls go on', async (_what, change) => {
    const token = await tokenFor();
    const [open, elsewhere] = [await to(second.url, token), await stream(second.url, (await agent()).token)];
    const call = await asked(token);
    await change();
    expect(await ends(open)).toBe(true);
    call.upstream.response.writeHead(200, { 'content-type': 'application/json' }).end('{"jsonrpc":"2.0","id":1}');
    expect((await call.answer).status).toBe(200);
    // Nor does it concern other servers.
    expect(await ends(elsewhere, 1)).toBe(false);
  });

  it('is decided anew when its client comes again', async () => {
    const token = await tokenFor();
    const open = await to(second.url, token);
    await patched(`/upstreams/${made.id}`, { default: 'deny' });
    expect(await ends(open)).toBe(true);
    expect((await to(second.url, token)).status).toBe(403);
    await patched(`/upstreams/${made.id}`, { default: 'allow' });
    const again = await to(second.url, token);
    expect([again.status, await ends(again, 1)]).toEqual([200, false]);
  });

  it('is a subscription that ends like a stream', async () => {
    const token = await tokenFor();
    const known = waiting.length;
    const _meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' };
    const method = 'subscriptions/listen';
    const headers = { ...bearer(token), accept: 'application/json, text/event-stream' };
    const modern = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { _meta } });
    const open = to(second.url, token, { method: 'POST', headers: { ...headers, ...modern }, body });
    await until(() => waiting.length > known);
    waiting.at(-1)!.response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
    await rule(name());
    expect(await ends(await open)).toBe(true);
  });

  it('is not opened in between', async () => {
    const token = await tokenFor();
    const opening = Array.from({ length: 20 }, (_, turn) => to(turn % 2 === 0 ? second.url : gatehouse.url, token));
    await patched(`/upstreams/${made.id}`, { status: 'inactive' });
    for (const response of await Promise.all(opening)) {
      expect([200, 503]).toContain(response.status);
      expect(await ends(response)).toBe(true);
    }
  });
});

describe('streams that are opened while their session is being closed', () => {
  it('are refused, or cut', async () => {
    const { token } = await agent();
    const path = `/sessions/${claimsOf(token).sid}`;
    const opening = Array.from({ length: 20 }, (_, turn) =>
      fetch((turn % 2 === 0 ? second.url : gatehouse.url) + PATH, {
        headers: { ...bearer(token), accept: 'text/event-stream' },
      }),
    );
    await deleted(path);
    for (const response of await Promise.all(opening)) {
      expect([200, 401]).toContain(response.status);
      expect(await ends(response)).toBe(true);
    }
  });
});

describe('the time that it takes', () => {
  it('is measured by the replica that had something to end', async () => {
    // Of those that end the look that needs no telling may meet some first.
    await until(async () => {
      const [before, elsewhere] = [await measured(second.url), await measured(gatehouse.url)];
      const { token } = await agent();
      const open = await stream(second.url, token);
      await deleted(`/sessions/${claimsOf(token).sid}`);
      expect(await ends(open)).toBe(true);
      expect(await measured(gatehouse.url)).toBe(elsewhere);
      return (await measured(second.url)) > before;
    });
  });
});

describe('a replica that hears of nothing', () => {
  it('ends what it does all the same, when its connection for changes is killed', async () => {
    const { token } = await agent();
    const open = await stream(second.url, token);
    const service = new pg.Client({ connectionString: gatehouse.serviceUrl });
    await service.connect();
    const killed = await service.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'gatehouse-changes' AND datname = current_database()`,
    );
    await service.end();
    expect(killed.rowCount).toBe(2);
    await deleted(`/sessions/${claimsOf(token).sid}`);
    expect(await ends(open)).toBe(true);
    await until(async () => {
      const rows = await gatehouse.sql(
        `SELECT 1 FROM pg_stat_activity WHERE application_name = 'gatehouse-changes' AND datname = current_database()`,
      );
      return rows.length === 2;
    });
  });
});

describe('a replica whose database is away', () => {
  it('goes on for a while, then ends what it cannot ask about', async () => {
    const line = await CuttableLine.to(inject('serviceUrl'));
    const alone = await TestGatehouse.start({}, (url) => line.via(url));
    try {
      const fields = { name: 'tools', kind: 'mcp', url: upstream.url };
      const there = await alone.create('/upstreams', fields);
      const { id, secret } = await alone.agent();
      const token = await alone.accessToken(id, secret, { resource: there.resource });
      const open = await stream(alone.url, token);
      const call = await unanswered(alone.url, token);
      line.cut();
      expect(await Promise.race([call.answer.then(() => true), ends(open, 3)])).toBe(false);
      alone.clock.advance(31_000);
      const answer = await call.answer;
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
      await call.upstream.left;
    } finally {
      line.mend();
      await alone.stop();
      await line.close();
    }
  });
});
