import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnusedClientsJob } from '../../src/identity/registration/unused-clients.job.js';
import { Replica } from '../keys/replicas.js';
import { DEVICE_CODE } from '../support/device-flow.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { whileHeld } from '../support/held-lock.js';
import { AuthorizationFlow, createPerson, REDIRECT, type TestPerson } from '../support/people.js';
import { testSecrets } from '../support/test-secrets.js';

// Attack 36 and its family: clients that register themselves, and become more than they were let in as.

const DAY = 86_400_000;
const OPEN = {
  CLIENT_REGISTRATION: 'open',
  LIMIT_REGISTRATION: '60000/60',
  LIMIT_SIGN_IN: '6000/60',
  LIMIT_PUBLIC: '60000/60',
};

let gatehouse: TestGatehouse;
let person: TestPerson;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start(OPEN);
  person = await createPerson(gatehouse);
});
afterAll(() => gatehouse.stop());

type Fields = Record<string, unknown>;

async function register(fields: Fields = {}, at: { readonly url: string } = gatehouse): Promise<Answer> {
  const response = await fetch(`${at.url}/oauth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ redirect_uris: [REDIRECT], client_name: 'Newcomer', ...fields }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as never };
}

/** A client that looks after itself, with the token that is its own now. */
class Registered {
  private constructor(
    readonly id: string,
    readonly flow: AuthorizationFlow,
    public token: string,
  ) {}

  static async make(fields: Fields = {}): Promise<Registered> {
    const { status, text, body } = await register(fields);
    expect({ status, text }).toMatchObject({ status: 201 });
    const { client_id: id, client_secret: secret, registration_access_token: token } = body;
    return new Registered(id, new AuthorizationFlow(gatehouse, { id, secret, client: undefined }), token);
  }

  get path(): string {
    return `/clients/${this.id}`;
  }

  async call(method: string, body?: Fields, token = this.token): Promise<Answer> {
    const answer = await gatehouse.request(method, `/oauth/register/${this.id}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    this.token = (answer.body?.registration_access_token as string | undefined) ?? this.token;
    return answer;
  }

  put(fields: Fields = {}): Promise<Answer> {
    return this.call('PUT', { client_id: this.id, redirect_uris: [REDIRECT], client_name: 'Newcomer', ...fields });
  }

  async seen(): Promise<Fields> {
    return (await gatehouse.adminCall('GET', this.path)).body as Fields;
  }
}

describe('a client becomes more by describing itself anew', () => {
  it('what it changes about where people are sent is asked of everybody again, and ends what it had', async () => {
    const client = await Registered.make({ grant_types: ['authorization_code', 'refresh_token'] });
    const tokens = await client.flow.tokens(person, { scope: 'openid user' });
    expect((await client.flow.open()).answer.status).toBe(303);
    await client.put({
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [REDIRECT, 'https://evil.example.test/'],
    });
    expect((await client.flow.refresh(tokens.refresh_token)).body.error).toBe('invalid_grant');
    const { answer } = await client.flow.open();
    expect([answer.status, answer.text.includes('to act for you?')]).toEqual([200, true]);
  });

  it.each<[string, Fields]>([
    ['by sending people elsewhere', { redirect_uris: [REDIRECT, 'https://evil.example.test/'] }],
    ['by other keys', { jwks_uri: 'https://evil.example.test/keys' }],
  ])('one that nobody is asked about, because it is the company’s own, is so no longer %s', async (_, change) => {
    const client = await Registered.make();
    await client.flow.open();
    expect((await gatehouse.adminCall('PATCH', client.path, { first_party: true })).status).toBe(200);
    const { path, answer } = await client.flow.open();
    await client.flow.signIn(path, answer, person);
    expect((await client.flow.open()).answer.status).toBe(303);
    await client.put({ client_name: 'Still the same' });
    expect((await client.flow.open()).answer.status).toBe(303);
    await client.put(change);
    const asked = (await client.flow.open()).answer;
    expect([asked.status, asked.text.includes('to act for you?')]).toEqual([200, true]);
    expect((await client.seen())['first_party']).toBe(false);
  });

  it.each<[string, Fields]>([
    ['fewer places', { redirect_uris: ['https://client.example.test/other'] }],
    ['bound tokens alone', { dpop_bound_access_tokens: true }],
    ['another name', { client_name: 'Looked at' }],
  ])('an administrator has left it %s: it cannot take that back', async (_, decided) => {
    const client = await Registered.make();
    expect((await gatehouse.adminCall('PATCH', client.path, decided)).status).toBe(200);
    const answers = [await client.put(), await client.call('GET'), await client.call('DELETE')];
    expect(answers.map(({ status, body }) => [status, body.error])).toEqual(Array(3).fill([401, 'invalid_token']));
    expect(await client.seen()).toMatchObject(decided);
  });

  it('an administrator who changes nothing of what it says leaves it its token', async () => {
    const client = await Registered.make();
    expect((await gatehouse.adminCall('PATCH', client.path, { client_name: 'Newcomer' })).status).toBe(200);
    expect((await client.put()).status).toBe(200);
  });

  it.each<Fields>([
    { grant_types: ['authorization_code', 'client_credentials'], scope: 'openid admin service hook:govern' },
    {
      grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:token-exchange'],
      exchange_from: ['root-cli'],
    },
    { grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:jwt-bearer'], introspects: ['x'] },
    { audiences: ['hook'], default_audience: 'hook', plugin_ids: ['p'], resources: null, expires_at: null },
    {
      first_party: true,
      status: 'active',
      owner_id: null,
      subject: 'client',
      kind: 'agent',
      registration: 'administrator',
    },
  ])('%j gives it nothing, at first or later', async (fields) => {
    const [first, later] = [await register({ ...fields, scope: 'openid user' }), await Registered.make()];
    await later.put(fields);
    for (const id of [first.body.client_id as string, later.id]) {
      const seen = (await gatehouse.adminCall('GET', `/clients/${id}`)).body as Fields;
      expect(seen).toMatchObject({
        ...{
          grant_types: ['authorization_code'],
          audiences: [],
          default_audience: null,
          plugin_ids: [],
          introspects: [],
        },
        ...{ exchange_from: [], first_party: false, subject: 'owner', kind: 'application', registration: 'dynamic' },
      });
      expect(seen['scope']).not.toMatch(/admin|service|hook/);
    }
  });
});

describe('a client pretends to be where another is', () => {
  it.each<[string, Fields]>([
    ['redirect URIs', {}],
    ['a list of redirect URIs', { sector_identifier_uri: 'https://client.example.test/list' }],
  ])(
    'by its %s, and takes codes to which nobody is sent: it has no names of that host’s for people',
    async (_, fields) => {
      const { status, body } = await register({
        ...{ subject_type: 'pairwise', grant_types: ['authorization_code', DEVICE_CODE], ...fields },
      });
      expect([status, body.error, body.error_description]).toEqual([
        400,
        'invalid_client_metadata',
        expect.stringContaining('device_code'),
      ]);
      const later = await Registered.make({ subject_type: 'pairwise' });
      const put = await later.put({ subject_type: 'pairwise', grant_types: ['authorization_code', DEVICE_CODE] });
      expect([put.status, put.body.error]).toEqual([400, 'invalid_client_metadata']);
    },
  );

  it.each([
    ['turns its text around', '\u202Eesuohetag'],
    ['isolates a part of it', 'Bank\u2066 of\u2069'],
    ['embeds', '\u202BBank'],
    ['is nothing that is seen', '\u200B\u2060'],
    ['is blank in another way', '\u3164\u2800'],
  ])('by a name that %s', async (_, client_name) => {
    const { status, body } = await register({ client_name });
    expect([status, body.error]).toEqual([400, 'invalid_client_metadata']);
  });

  it('by a name of markup: it is text', async () => {
    const client = await Registered.make({ client_name: '</em><script>alert(1)</script>"\'&amp;' });
    const { path, answer } = await client.flow.open();
    const sent = await client.flow.signIn(path, answer, person);
    const { text } = await client.flow.browser.get(sent.headers.get('location') ?? '');
    expect(text).toContain('&lt;script>alert(1)');
    expect(text).not.toContain('<script>alert');
  });

  it.each(['http://127.0.0.1:6379/', 'http://localhost/', 'http://[::1]:1/a'])(
    'by %s as what is told of sign-outs: strangers send us to no plain http of our own machine',
    async (backchannel_logout_uri) => {
      const { status, body } = await register({ backchannel_logout_uri });
      expect([status, body.error]).toEqual([400, 'invalid_client_metadata']);
    },
  );
});

describe('two at once', () => {
  it('clients that wait are no more than may, at two instances', async () => {
    const shared = { ...OPEN, UNUSED_CLIENTS: '3' };
    const first = await TestGatehouse.start(shared);
    const second = await Replica.start(
      first.serviceUrl,
      { ...testSecrets, ...shared, PUBLIC_URL: first.url },
      first.clock,
    );
    try {
      const answers = await Promise.all(
        Array.from({ length: 24 }, (_, turn) => register({}, turn % 2 === 0 ? first : second)),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([...Array<number>(3).fill(201), ...Array<number>(21).fill(503)]);
      expect(await first.sql("SELECT 1 FROM clients WHERE registration = 'dynamic'")).toHaveLength(3);
    } finally {
      await second.app.close();
      await first.stop();
    }
  });

  it('of twenty that describe it anew with one token one does, and its token is the one that is good', async () => {
    const client = await Registered.make();
    const shown = client.token;
    const bodies = Array.from({ length: 20 }, (_, turn) => ({
      ...{ client_id: client.id, redirect_uris: [REDIRECT], client_name: `Name ${turn}` },
    }));
    const answers = await Promise.all(bodies.map((body) => client.call('PUT', body, shown)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(401)]);
    const [good] = answers.filter(({ status }) => status === 200);
    const read = await client.call('GET', undefined, good!.body.registration_access_token as string);
    expect(read.body.client_name).toBe(good!.body.client_name);
  });

  it('a token that ends while it deletes the client deletes nothing', async () => {
    const client = await Registered.make();
    const [shown, what] = [
      client.token,
      ['SELECT 1 FROM clients WHERE client_id = $1 FOR UPDATE', [client.id]],
    ] as const;
    const answers = await whileHeld(gatehouse, what as never, async (lock) => {
      const put = client.put({ client_name: 'Mine again' });
      await lock.waitedFor(1);
      const removed = client.call('DELETE', undefined, shown);
      await lock.waitedFor(2, removed);
      await lock.release();
      return [await put, await removed];
    });
    expect(answers.map(({ status }) => status)).toEqual([200, 401]);
    expect((await client.seen())['client_name']).toBe('Mine again');
  });

  it('somebody lets a client in while it is deleted because nobody does: it stays', async () => {
    const client = await Registered.make();
    gatehouse.clock.advance(31 * DAY);
    const what = [
      `INSERT INTO consents (id, user_id, client_id, resource, scope, client_fingerprint, created_at, updated_at)
       VALUES (gen_random_uuid(), $1, $2, 'https://a.example', '{user}', 'x', now(), now())`,
      [person.id, client.id],
    ] as const;
    await whileHeld(gatehouse, what, async (lock) => {
      const job = gatehouse.app.get(UnusedClientsJob).run();
      await lock.waitedFor(1);
      await lock.release();
      await job;
    });
    expect((await gatehouse.adminCall('GET', client.path)).status).toBe(200);
  });
});
