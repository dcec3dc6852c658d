/*
 * Identity Assertion JWT Authorization Grant (ID-JAG) and MCP Enterprise-Managed Authorization, the side that issues:
 * JAG-01 … JAG-05, JAG-11, JAG-13, JAG-14. Not here, and why:
 *   JAG-01, SAML and refresh tokens as subject tokens: only ID tokens are taken.
 *   JAG-06 … JAG-10, JAG-12, JAG-15, JAG-16, and the half of JAG-13 about grant profiles: the side that accepts.
 */
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DpopKey } from '../support/dpop.js';
import {
  ACCESS_TOKEN,
  createIdentityClient,
  EXCHANGE,
  exchange,
  foreignServer,
  ID_JAG,
  ID_TOKEN,
  JWT,
  REFRESH_TOKEN,
  type SignIn,
  signIn,
  TXN_TOKEN,
} from '../support/exchange.js';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, type RelyingParty } from '../support/people.js';
import { expectOAuthError } from './scene.js';

const RESOURCE = 'https://api.chat.example/';
const THERE = 'f53f191f9311af35';
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

let gatehouse: TestGatehouse;
let client: RelyingParty;
let stranger: RelyingParty;
let chat: { id: string; issuer: string };
let signedIn: SignIn;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', PUBLIC_URL_ALIASES: 'https://gate.example' });
  client = await createIdentityClient(gatehouse, {
    grant_types: ['authorization_code', 'refresh_token', EXCHANGE, JWT_BEARER],
  });
  stranger = await createIdentityClient(gatehouse, { owner_id: client.client.owner_id });
  chat = await register({ resources: [RESOURCE, 'urn:chat:files'], scope: 'chat.read chat.history' });
  signedIn = await signIn(gatehouse, client);
});
afterAll(() => gatehouse.stop());

const register = (fields: Record<string, unknown> = {}) =>
  gatehouse.create('/authorization-servers', foreignServer({ clients: { [client.id]: THERE }, ...fields }));
type Fields = Record<string, string | readonly string[] | undefined>;
const ask = (fields: Fields = {}, by = client) =>
  exchange(gatehouse, by, {
    requested_token_type: ID_JAG,
    subject_token: signedIn.idToken,
    subject_token_type: ID_TOKEN,
    audience: chat.issuer,
    ...fields,
  });
const refused = async (fields: Fields, error: string, by = client) => {
  const answer = await ask(fields, by);
  expectOAuthError(answer, 400, error);
  return answer.body.error_description as string;
};

/** The resource authorization server of somebody else: it knows our issuer, and finds our keys by it. */
async function accepted(assertion: string, audience = chat.issuer) {
  const metadata = (await gatehouse.request('GET', '/.well-known/oauth-authorization-server')).body;
  const jwks = await (await fetch(metadata.jwks_uri)).json();
  return jwtVerify(assertion, createLocalJWKSet(jwks as never), {
    issuer: metadata.issuer,
    audience,
    typ: 'oauth-id-jag+jwt',
    algorithms: ['ES256', 'EdDSA', 'RS256'],
    requiredClaims: ['iss', 'sub', 'aud', 'client_id', 'jti', 'exp', 'iat'],
  });
}

describe('JAG-01 who asks for whom, and where (ID-JAG §4.3)', () => {
  it('JAG-01 an ID token of the client’s own and an audience that is an issuer are enough', async () => {
    expect((await ask()).status).toBe(200);
  });

  it('JAG-01 the client authenticates; whoever cannot gets nothing', async () => {
    const form = {
      grant_type: EXCHANGE,
      requested_token_type: ID_JAG,
      subject_token: signedIn.idToken,
      subject_token_type: ID_TOKEN,
      audience: chat.issuer,
    };
    expectOAuthError(await gatehouse.token({ ...form, client_id: client.id }), 401, 'invalid_client');
    expectOAuthError(await gatehouse.token(form, { id: client.id, secret: 'wrong' }), 401, 'invalid_client');
    const answer = await gatehouse.adminCall('POST', '/clients', {
      client_name: 'Public',
      kind: 'application',
      owner_id: client.client.owner_id,
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', form.grant_type],
      redirect_uris: ['http://127.0.0.1/'],
      scope: 'openid',
    });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '/grant_types']);
  });

  it('JAG-01 the ID token’s audience is this client', async () => {
    await register({ clients: { [stranger.id]: 'x' } });
    await refused({}, 'invalid_request', stranger);
    const other = await signIn(gatehouse, stranger);
    await refused({ subject_token: other.idToken }, 'invalid_request');
  });

  it.each<[string, string, () => string]>([
    ['an access token', ACCESS_TOKEN, () => signedIn.accessToken],
    ['an ID token that is called an access token', ACCESS_TOKEN, () => signedIn.idToken],
    ['an access token that is called an ID token', ID_TOKEN, () => signedIn.accessToken],
    ['a refresh token', REFRESH_TOKEN, () => signedIn.refreshToken],
    ['some JWT', JWT, () => signedIn.idToken],
    ['a transaction token', TXN_TOKEN, () => signedIn.idToken],
    ['nothing', ID_TOKEN, () => ''],
  ])('JAG-01 %s is not an identity assertion', async (_name, type, token) => {
    await refused({ subject_token: token(), subject_token_type: type }, 'invalid_request');
  });

  it('JAG-01 a client that is not registered to exchange ID tokens gets none', async () => {
    const other = await createIdentityClient(gatehouse, { exchange_id_tokens: false });
    const server = await register({ clients: { [other.id]: 'x' } });
    const own = await signIn(gatehouse, other);
    await refused({ subject_token: own.idToken, audience: server.issuer }, 'invalid_request', other);
  });

  it('JAG-01 nobody who has signed out, is inactive or took their consent back is asserted', async () => {
    const ends: ((own: SignIn) => Promise<unknown>)[] = [
      ({ idToken }) => gatehouse.adminCall('DELETE', `/sessions/${claimsOf(idToken).sid}`),
      ({ person }) => gatehouse.adminCall('PATCH', `/users/${person.id}`, { status: 'inactive' }),
      async ({ person }) => {
        const { items } = (await gatehouse.adminCall('GET', `/consents?user_id=${person.id}`)).body;
        for (const { id } of items) await gatehouse.adminCall('DELETE', `/consents/${id}`);
      },
    ];
    for (const end of ends) {
      const own = await signIn(gatehouse, client);
      expect((await ask({ subject_token: own.idToken })).status).toBe(200);
      await end(own);
      await refused({ subject_token: own.idToken }, 'invalid_request');
    }
  });

  it('JAG-01 audience is exactly one issuer, and resource at most one', async () => {
    await refused({ audience: undefined }, 'invalid_request');
    const second = await register();
    await refused({ audience: [chat.issuer, second.issuer] }, 'invalid_target');
    await refused({ audience: [chat.issuer, chat.issuer] }, 'invalid_target');
    await refused({ resource: [RESOURCE, 'urn:chat:files'] }, 'invalid_target');
  });

  it('JAG-01 an actor token has no place in it', async () => {
    await refused({ actor_token: signedIn.accessToken, actor_token_type: ACCESS_TOKEN }, 'invalid_request');
  });
});

describe('JAG-02 the answer (ID-JAG §4.3.2, RFC 8693 §2.2.1)', () => {
  it('JAG-02 is N_A, has no refresh token, and is never cached', async () => {
    const answer = await ask({ scope: 'chat.read' });
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      issued_token_type: ID_JAG,
      token_type: 'N_A',
      expires_in: expect.any(Number),
      scope: 'chat.read',
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('pragma')).toBe('no-cache');
  });

  it('JAG-02 opens no session: nothing is there to be used or refreshed', async () => {
    const count = async () =>
      (await gatehouse.sql<{ count: number }>('SELECT count(*)::int AS count FROM sessions'))[0]!.count;
    await gatehouse.admin();
    const before = await count();
    await ask();
    expect(await count()).toBe(before);
  });
});

describe('JAG-03 the assertion, as the server of somebody else reads it (ID-JAG §3)', () => {
  it('JAG-03 verifies by our published keys and says who, for whom, where and what for', async () => {
    const answer = await ask({ resource: RESOURCE, scope: 'chat.history chat.read' });
    const { payload, protectedHeader } = await accepted(answer.body.access_token);
    const said = claimsOf(signedIn.idToken);
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: expect.any(String), typ: 'oauth-id-jag+jwt' });
    expect(payload).toEqual({
      iss: gatehouse.url,
      sub: signedIn.person.id,
      aud: chat.issuer,
      client_id: THERE,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat: expect.any(Number),
      exp: payload.iat! + answer.body.expires_in,
      resource: RESOURCE,
      scope: 'chat.history chat.read',
      auth_time: said.auth_time,
      acr: said.acr,
      amr: said.amr,
    });
    expect(answer.body.scope).toBe(payload['scope']);
  });

  it('JAG-03 every one has an identifier of its own', async () => {
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(decodeJwt(one.body.access_token).jti).not.toBe(decodeJwt(other.body.access_token).jti);
  });

  it('JAG-03 lives at most 300 s, and no longer than the ID token', async () => {
    const patient = await TestGatehouse.start({ ACCESS_TOKEN_SECONDS: '3600' });
    try {
      const theirs = await createIdentityClient(patient);
      const server = await patient.create('/authorization-servers', foreignServer({ clients: { [theirs.id]: 'x' } }));
      const own = await signIn(patient, theirs);
      const lifetime = async () => {
        const answer = await exchange(patient, theirs, {
          requested_token_type: ID_JAG,
          subject_token: own.idToken,
          subject_token_type: ID_TOKEN,
          audience: server.issuer,
        });
        expect(answer.status).toBe(200);
        const { exp, iat } = decodeJwt(answer.body.access_token);
        expect(answer.body.expires_in).toBe(exp! - iat!);
        return { exp: exp!, seconds: exp! - iat! };
      };
      expect((await lifetime()).seconds).toBe(300);
      patient.clock.advance((claimsOf(own.idToken).exp - 100) * 1000 - patient.clock.now());
      const last = await lifetime();
      expect(last.exp).toBe(claimsOf(own.idToken).exp);
      expect(last.seconds).toBeLessThanOrEqual(100);
    } finally {
      await patient.stop();
    }
  });

  it('JAG-03 is bound to the key of which the client sends a DPoP proof', async () => {
    const key = await DpopKey.make();
    const answer = await gatehouse.request('POST', '/oauth/token', {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: basicHeader(client.id, client.secret ?? ''),
        dpop: await key.proof('POST', `${gatehouse.url}/oauth/token`),
      },
      body: new URLSearchParams({
        grant_type: EXCHANGE,
        requested_token_type: ID_JAG,
        subject_token: signedIn.idToken,
        subject_token_type: ID_TOKEN,
        audience: chat.issuer,
      }).toString(),
    });
    expect([answer.status, answer.body.token_type]).toEqual([200, 'N_A']);
    expect(decodeJwt(answer.body.access_token)['cnf']).toEqual({ jkt: key.jkt });
    expect(decodeJwt((await ask()).body.access_token)).not.toHaveProperty('cnf');
  });

  it('JAG-03 tells the e-mail address only when the ID token tells it', async () => {
    const claims = JSON.stringify({ id_token: { email: null } });
    const own = await signIn(gatehouse, client, { scope: 'openid email', claims });
    const told = await ask({ subject_token: own.idToken });
    expect(decodeJwt(told.body.access_token)['email']).toBe(own.person.email);
    expect(decodeJwt((await ask()).body.access_token)).not.toHaveProperty('email');
  });

  it('JAG-03 has no scope beyond the server’s, all of it when none is named, and none when there is none', async () => {
    for (const scope of ['chat.write', 'chat.read chat.write', 'mcp', 'openid', 'CHAT.READ']) {
      await refused({ scope }, 'invalid_scope');
    }
    expect((await ask()).body.scope).toBe('chat.read chat.history');
    const bare = await register();
    const answer = await ask({ audience: bare.issuer });
    expect(answer.body).not.toHaveProperty('scope');
    expect(decodeJwt(answer.body.access_token)).not.toHaveProperty('scope');
    await refused({ audience: bare.issuer, scope: 'chat.read' }, 'invalid_scope');
  });
});

describe('JAG-04 only pairs of audience and resource that an administrator knows (EMA)', () => {
  it('JAG-04 a resource goes with the server that serves it', async () => {
    const files = await register({ resources: ['https://files.example'] });
    expect((await ask({ resource: RESOURCE })).status).toBe(200);
    expect((await ask({ audience: files.issuer, resource: 'https://files.example' })).status).toBe(200);
    await refused({ audience: files.issuer, resource: RESOURCE }, 'invalid_target');
    await refused({ resource: 'https://files.example' }, 'invalid_target');
  });

  it.each([
    ['https://api.chat.example'],
    ['https://api.chat.example/x'],
    ['HTTPS://API.CHAT.EXAMPLE/'],
    ['https://api.chat.example/#x'],
    ['not a resource'],
  ])('JAG-04 %s is not the identifier that is registered, which is not normalised', async (resource) => {
    await refused({ resource }, 'invalid_target');
  });

  it('JAG-04 an issuer is compared as a string; unknown ones and those of others are refused in the same words', async () => {
    const hidden = await register({ clients: { [stranger.id]: 'x' } });
    const off = await register({ status: 'inactive' });
    const texts = new Set<string>();
    for (const audience of [
      `${chat.issuer}/`,
      chat.issuer.toUpperCase(),
      chat.issuer.replace('https', 'http'),
      'https://unknown.example',
      'https://gate.example',
      gatehouse.url,
      hidden.issuer,
      off.issuer,
      'a\u0000b',
    ]) {
      texts.add(await refused({ audience }, 'invalid_target'));
    }
    expect(texts.size).toBe(1);
  });

  it('JAG-04 what an administrator takes away is gone at once', async () => {
    const server = await register({ resources: [RESOURCE], scope: 'one' });
    const wish = { audience: server.issuer, resource: RESOURCE, scope: 'one' };
    const change = (body: object) => gatehouse.adminCall('PATCH', `/authorization-servers/${server.id}`, body);
    expect((await ask(wish)).status).toBe(200);
    await change({ scope: 'two' });
    await refused(wish, 'invalid_scope');
    await change({ scope: 'one', resources: [] });
    await refused(wish, 'invalid_target');
    await change({ resources: [RESOURCE], clients: {} });
    await refused(wish, 'invalid_target');
    await change({ clients: { [client.id]: THERE } });
    expect((await ask(wish)).status).toBe(200);
    await gatehouse.adminCall('DELETE', `/authorization-servers/${server.id}`);
    await refused(wish, 'invalid_target');
  });
});

describe('JAG-05 the client is called as that server calls it (ID-JAG §5)', () => {
  it('JAG-05 by the id that is registered there, never by ours', async () => {
    const server = await register({ clients: { [client.id]: 'https://client.example/metadata.json' } });
    const claims = decodeJwt((await ask({ audience: server.issuer })).body.access_token);
    expect(claims['client_id']).toBe('https://client.example/metadata.json');
    expect(JSON.stringify(claims)).not.toContain(client.id);
  });
});

describe('JAG-11 an ID-JAG is worth nothing here (ID-JAG, Cross-Domain Use)', () => {
  it('JAG-11 no access token for one that we issued, and no further exchange of it', async () => {
    const { access_token: assertion } = (await ask()).body;
    const bearer = { grant_type: JWT_BEARER, assertion };
    const answer = await gatehouse.token(bearer, { id: client.id, secret: client.secret ?? '' });
    expect(answer.status).toBe(400);
    expect(answer.body).not.toHaveProperty('access_token');
    for (const requested_token_type of [ACCESS_TOKEN, ID_JAG, TXN_TOKEN]) {
      for (const subject_token_type of [ID_JAG, ID_TOKEN, ACCESS_TOKEN, JWT, TXN_TOKEN]) {
        const fields = { requested_token_type, subject_token: assertion, subject_token_type };
        const audience = requested_token_type === ID_JAG ? chat.issuer : undefined;
        await refused({ ...fields, audience, scope: 'mcp' }, 'invalid_request');
      }
    }
  });

  it('JAG-11 it opens no door of ours', async () => {
    const { access_token: assertion } = (await ask()).body;
    const headers = { authorization: `Bearer ${assertion}` };
    for (const path of ['/oauth/userinfo', '/api/v1/admin/users', '/api/v1/mcp/any']) {
      expect([path, (await gatehouse.request('GET', path, { headers })).status]).toEqual([path, 401]);
    }
    const seen = await gatehouse.request('POST', '/oauth/introspect', {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: basicHeader(client.id, client.secret ?? ''),
      },
      body: new URLSearchParams({ token: assertion }).toString(),
    });
    expect(seen.body).toEqual({ active: false });
  });
});

describe('JAG-13 it is advertised (ID-JAG §6)', () => {
  it.each(['oauth-authorization-server', 'openid-configuration'])('JAG-13 in %s', async (name) => {
    const { body } = await gatehouse.request('GET', `/.well-known/${name}`);
    expect(body.identity_chaining_requested_token_types_supported).toEqual([ID_JAG]);
    expect(JSON.stringify(body)).not.toContain('chat.example');
    expect(JSON.stringify(body)).not.toContain(chat.issuer);
  });
});

describe('JAG-14 it is recorded, and written down nowhere', () => {
  it('JAG-14 evidence has who, where and what for', async () => {
    const own = await signIn(gatehouse, client);
    const answer = await ask({ subject_token: own.idToken, resource: RESOURCE, scope: 'chat.read' });
    const claims = decodeJwt(answer.body.access_token);
    const evidence = await gatehouse.sql(
      `SELECT decision, sub, client_id, sid, detail FROM audit_events WHERE kind = 'id_jag.issued' AND sub = $1`,
      [own.person.id],
    );
    expect(evidence).toEqual([
      {
        decision: 'allow',
        sub: own.person.id,
        client_id: client.id,
        sid: claimsOf(own.idToken).sid,
        detail: {
          jti: claims.jti,
          aud: chat.issuer,
          exp: claims.exp,
          scope: 'chat.read',
          resource: RESOURCE,
          client_id: THERE,
          grant_type: EXCHANGE,
        },
      },
    ]);
  });

  it('JAG-14 neither the assertion nor the ID token is in a log line or in evidence', async () => {
    const { access_token: assertion } = (await ask()).body;
    const written = gatehouse.logLines.join('') + JSON.stringify(await gatehouse.sql('SELECT * FROM audit_events'));
    for (const token of [assertion as string, signedIn.idToken]) {
      expect(decodeProtectedHeader(token)).toHaveProperty('kid');
      for (const part of token.split('.').slice(1)) expect(written).not.toContain(part);
    }
  });

  it('JAG-14 none leaves when its evidence cannot be written', async () => {
    await gatehouse.sql('ALTER TABLE audit_events ADD CONSTRAINT nothing_more CHECK (false) NOT VALID');
    try {
      const answer = await ask();
      expect(answer.status).toBeGreaterThanOrEqual(500);
      expect(answer.text).not.toContain('access_token');
    } finally {
      await gatehouse.sql('ALTER TABLE audit_events DROP CONSTRAINT nothing_more');
    }
    expect((await ask()).status).toBe(200);
  });
});
