import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnusedClientsJob } from '../../src/identity/registration/unused-clients.job.js';
import { Replica } from '../keys/replicas.js';
import { CodeReader, DEVICE_CODE, DeviceFlow } from '../support/device-flow.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import {
  AuthorizationFlow,
  createPerson,
  createRelyingParty,
  REDIRECT,
  type RelyingParty,
  type TestPerson,
} from '../support/people.js';
import { testSecrets } from '../support/test-secrets.js';

// Attacks 37 to 40 by whoever may write documents at a host that an administrator listed, or names one that is not.

const DAY = 86_400_000;

let host: HttpsHost;
let gatehouse: TestGatehouse;
let person: TestPerson;
const settings = () => ({
  ...host.settings,
  CLIENT_METADATA_HOSTS: 'localhost, *.localhost',
  LIMIT_SIGN_IN: '6000/60',
  LIMIT_PUBLIC: '60000/60',
});
beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start(settings());
  person = await createPerson(gatehouse);
});
afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
});

let made = 0;
/** A client whose document says this, and what it says, to be changed. */
function documented(fields: Record<string, unknown> = {}): { client: RelyingParty; says: Record<string, unknown> } {
  const path = `/attacker-${++made}.json`;
  const id = host.url + path;
  const says = {
    ...{ client_id: id, client_name: 'App', redirect_uris: [REDIRECT], scope: 'openid user offline_access' },
    ...{ grant_types: ['authorization_code', 'refresh_token'], ...fields },
  };
  host.route(path, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(says));
  });
  return { client: { id, secret: undefined, client: undefined }, says };
}

const path = ({ id }: RelyingParty): string => `/clients/${encodeURIComponent(id)}`;
const begin = (id: string, at: { readonly url: string } = gatehouse): Promise<number> => {
  const query = new URLSearchParams({
    ...{ response_type: 'code', client_id: id, redirect_uri: REDIRECT, code_challenge_method: 'S256' },
    code_challenge: 'a'.repeat(43),
  });
  return fetch(`${at.url}/oauth/authorize?${query.toString()}`, { redirect: 'manual' }).then(({ status }) => status);
};

describe('what an administrator decided about a client by document is forgotten', () => {
  async function afterManyDays(client: RelyingParty): Promise<Answer> {
    gatehouse.clock.advance(31 * DAY);
    await gatehouse.app.get(UnusedClientsJob).run();
    return (await new AuthorizationFlow(gatehouse, client).open()).answer;
  }

  it('never that it is shut out, though nobody uses it any more', async () => {
    const { client } = documented();
    await new AuthorizationFlow(gatehouse, client).open();
    expect((await gatehouse.adminCall('PATCH', path(client), { status: 'inactive' })).status).toBe(200);
    const { status, text } = await afterManyDays(client);
    expect([status, text.includes('is not active')]).toEqual([400, true]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['what it may reach', { resources: [] }],
    ['when it ends', { expires_at: '2999-01-01T00:00:00Z' }],
    ['what it is for', { purpose: 'only this' }],
  ])('nor %s', async (_, decided) => {
    const { client } = documented();
    await new AuthorizationFlow(gatehouse, client).open();
    expect((await gatehouse.adminCall('PATCH', path(client), decided)).status).toBe(200);
    await afterManyDays(client);
    const [name] = Object.keys(decided) as [string];
    expect((await gatehouse.adminCall('GET', path(client))).body[name]).not.toBeNull();
  });

  it('one about which nobody decided anything goes', async () => {
    const { client } = documented();
    await new AuthorizationFlow(gatehouse, client).open();
    gatehouse.clock.advance(31 * DAY);
    await gatehouse.app.get(UnusedClientsJob).run();
    expect((await gatehouse.adminCall('GET', path(client))).status).toBe(404);
  });
});

describe('a client of the company’s own, which nobody is asked about, becomes another', () => {
  it.each<[string, Record<string, unknown>]>([
    ['that sends people elsewhere', { redirect_uris: [REDIRECT, 'https://evil.example.test/'] }],
    ['with other keys', { jwks_uri: 'https://evil.example.test/keys' }],
  ])('%s: people are asked', async (_, change) => {
    const { client, says } = documented();
    const flow = new AuthorizationFlow(gatehouse, client);
    await flow.open();
    expect((await gatehouse.adminCall('PATCH', path(client), { first_party: true })).status).toBe(200);
    const { path: page, answer } = await flow.open();
    await flow.signIn(page, answer, person);
    expect((await flow.open()).answer.status).toBe(303);
    Object.assign(says, change);
    gatehouse.clock.advance(3_601_000);
    const asked = (await flow.open()).answer;
    expect([asked.status, asked.text.includes('to act for you?')]).toEqual([200, true]);
    expect((await gatehouse.adminCall('GET', path(client))).body.first_party).toBe(false);
  });
});

describe('a document changes between what a person allowed and its tokens', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['its name', { client_name: 'Another' }, 'tokens'],
    ['fewer scopes', { scope: 'openid mcp' }, 'access_denied'],
    ['the places to which it sends people', { redirect_uris: ['https://evil.example.test/'] }, 'access_denied'],
    ['no such grant', { grant_types: ['authorization_code'] }, 'unauthorized_client'],
    ['no client that there can be', { client_id: 'https://localhost/other' }, 'invalid_client'],
  ])('to %s', async (_, change, told) => {
    const { client, says } = documented({ grant_types: ['authorization_code', DEVICE_CODE] });
    const flow = new DeviceFlow(gatehouse, client);
    const { device_code, user_code } = await flow.started({ scope: 'user' });
    await (await CodeReader.arrive(gatehouse, person)).decide(user_code, 'allow');
    Object.assign(says, change);
    // Sooner than the document is looked at again, and than the code ends.
    await gatehouse.sql('UPDATE client_documents SET fresh_until = fetched_at WHERE client_id = $1', [client.id]);
    const { status, body } = await flow.poll(device_code);
    expect(status === 200 ? 'tokens' : body.error).toBe(told);
  });
});

describe('who asks for documents learns of our network', () => {
  it('nothing: a host that is away, one that is not admitted and one that does not answer as it should are told alike', async () => {
    const other = await HttpsHost.start({ names: ['closed.localhost'] });
    const closed = `https://localhost:${other.port}/a`;
    await other.stop();
    host.route('/secret', (_, response) => response.writeHead(401).end());
    host.route('/page', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'));
    const wide = await TestGatehouse.start({ ...settings(), CLIENT_METADATA_HOSTS: '*' });
    try {
      const told = new Set<string>();
      const ids = ['https://10.0.0.1/a', 'https://169.254.169.254/a', 'https://no-such-host.localhost.invalid/a'];
      for (const id of [...ids, closed, `${host.url}/secret`, `${host.url}/page`, `${host.url}/nothing`]) {
        const client = { id, secret: undefined, client: undefined };
        const { answer } = await new AuthorizationFlow(wide, client).open();
        expect(answer.status).toBe(400);
        const { status, body } = await wide.token({ grant_type: 'authorization_code', client_id: id });
        expect([status, body.error]).toEqual([401, 'invalid_client']);
        told.add(body.error_description as string);
        for (const text of [answer.text, body.error_description as string]) {
          expect(text).not.toMatch(/10\.0\.0\.1|169\.254|ECONN|ENOTFOUND|internet|link-local|\b40[14]\b|OUTBOUND/);
        }
      }
      expect([...told]).toHaveLength(1);
      expect(wide.logLines.join('')).toMatch(/ECONNREFUSED.*client_document.refused/);
    } finally {
      await wide.stop();
    }
  });
});

describe('a crowd of documents (39)', () => {
  it('met for the first time at once leaves connections to the database for everybody else', async () => {
    const small = await TestGatehouse.start({ ...settings(), DATABASE_POOL: '2' });
    try {
      for (let round = 0; round < 3; round++) {
        const ids = Array.from({ length: 8 }, () => documented().client.id);
        expect(await Promise.all(ids.map((id) => begin(id, small)))).toEqual(ids.map(() => 303));
      }
      expect(small.errors()).toBe('');
    } finally {
      await small.stop();
    }
  });

  it('is no more than may wait, however many come at once, at two instances', async () => {
    const shared = { ...settings(), UNUSED_CLIENTS: '3' };
    const first = await TestGatehouse.start(shared);
    const second = await Replica.start(
      first.serviceUrl,
      { ...testSecrets, ...shared, PUBLIC_URL: first.url },
      first.clock,
    );
    try {
      const ids = Array.from({ length: 16 }, () => documented().client.id);
      const statuses = await Promise.all(ids.map((id, turn) => begin(id, turn % 2 === 0 ? first : second)));
      expect(statuses.filter((status) => status === 303)).toHaveLength(3);
      expect(await first.sql("SELECT 1 FROM clients WHERE registration = 'metadata_document'")).toHaveLength(3);
    } finally {
      await second.app.close();
      await first.stop();
    }
  });

  it.each([
    ['one that is registered with an administrator', false],
    ['one whose document says where they are', true],
  ])('at a host that does not answer keeps nobody’s keys from being fetched: those of %s', async (_, byDocument) => {
    const slow = await HttpsHost.start();
    slow.route('/slow', () => undefined);
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwks_uri = host
      .route('/keys', { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] })
      .replace('localhost', '127.0.0.1');
    const fields = { token_endpoint_auth_method: 'private_key_jwt', jwks_uri };
    const { id } = byDocument ? documented(fields).client : await createRelyingParty(gatehouse, fields);
    const assertion = await new SignJWT({ iss: id, sub: id, aud: gatehouse.url, jti: 'a' })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuedAt(gatehouse.clock.seconds())
      .setExpirationTime(gatehouse.clock.seconds() + 60)
      .sign(privateKey);
    try {
      if (byDocument) expect(await begin(id)).toBe(303);
      // As many as there is room for; the first to be told is one that there is none for.
      const crowd = Array.from({ length: 201 }, (_one, turn) => begin(`${slow.url}/slow?${turn}`));
      expect(await Promise.race(crowd)).toBe(400);
      expect(slow.hits()).toBeLessThanOrEqual(2);
      const { body } = await gatehouse.token({
        ...{ grant_type: 'authorization_code', code: 'none', client_assertion: assertion },
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      });
      // Whoever is told so has authenticated.
      expect(body.error).not.toBe('invalid_client');
      await slow.stop();
      expect(new Set(await Promise.all(crowd))).toEqual(new Set([400]));
    } finally {
      await slow.stop().catch(() => undefined);
    }
  });
});
