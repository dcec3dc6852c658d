/*
 * OpenID Connect Back-Channel Logout 1.0 towards relying parties, row BCL of the checklist. Not here, and why:
 *   races over two instances: test/races/logout.spec.ts; addresses that nobody calls: test/attacks/logout-calls.spec.ts.
 *   logout tokens of others, which we receive: they are the company's sign-in's.
 *   a sign-in that ends by its time alone: nobody is told (decision 28).
 */
import { decodeProtectedHeader } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectWrong } from '../admin/problems.js';
import type { TestGatehouse } from '../support/gatehouse.js';
import { createListener, LogoutListener, readLogoutToken, until, Visit } from '../support/logout-listener.js';
import { claimsOf, createPerson, createRelyingParty, PASSWORD, REDIRECT, type TestPerson } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';
import { REPLICAS } from '../support/turns.js';
import { expectErrorPage, Scene } from './scene.js';

const SECONDS = 1_000;

let listener: LogoutListener;
let scene: Scene;
let gatehouse: TestGatehouse;
let person: TestPerson;
beforeAll(async () => {
  listener = await LogoutListener.start();
  scene = await Scene.open({ LIMIT_TOKEN: '60000/60', LIMIT_PUBLIC: '60000/60', ...listener.host.settings });
  gatehouse = scene.gatehouse;
  ({ person } = scene);
});
afterAll(async () => {
  await scene.close();
  await listener.stop();
});

const evidence = (clientId: string) =>
  gatehouse.sql<{ kind: string; reason: string | null; sub: string; sid: string; detail: Record<string, unknown> }>(
    `SELECT kind, reason, sub, sid, detail FROM audit_events WHERE client_id = $1 AND kind LIKE 'logout.%' ORDER BY id`,
    [clientId],
  );
const waiting = async (clientId: string) =>
  (await gatehouse.sql('SELECT 1 FROM logout_deliveries WHERE client_id = $1', [clientId])).length;
const settled = (clientId: string) =>
  until(async () => (await waiting(clientId)) === 0, `nothing is left to be told to ${clientId}`);

/** A client that is told, a person who has come to it at a browser of their own, and its tokens. */
async function arrival(
  fields: Record<string, unknown> = {},
  { uri = listener.place(), who = person, scope = 'openid user' } = {},
) {
  const client = await createListener(gatehouse, uri, fields);
  const visit = await Visit.begin(gatehouse, who);
  const { flow, tokens } = await visit.tokens(client, { scope });
  return { client, uri, visit, flow, tokens, idToken: claimsOf(tokens.id_token as string) };
}

/** Moves the clock a little for each look, until it holds. */
function whileTimePasses(seconds: number, holds: () => boolean | Promise<boolean>): Promise<void> {
  return until(async () => {
    gatehouse.clock.advance(seconds * SECONDS);
    return holds();
  }, 'what was to come in time');
}

/** A delivery after which all that was due before it has been taken up as well. */
async function somebodyElseIsTold(): Promise<void> {
  const other = await arrival();
  await other.visit.signOut();
  await listener.tokens(other.uri);
  await settled(other.client.id);
}

describe('BCL the logout token (§2.4, §2.5, §2.6)', () => {
  it.each(['RS256', 'ES256', 'EdDSA'])(
    'BCL is a JWT of type logout+jwt, signed as the client’s ID tokens are, by %s, with every claim and no nonce',
    async (alg) => {
      const { client, uri, visit, idToken } = await arrival({ id_token_signed_response_alg: alg });
      await visit.signOut();
      const [token] = await listener.tokens(uri);
      const { claims, header } = await readLogoutToken(gatehouse, client.id, token!);
      expect(header).toEqual({ alg, typ: 'logout+jwt', kid: expect.any(String) });
      expect(claims).toEqual({
        iss: gatehouse.url,
        aud: client.id,
        iat: expect.any(Number),
        exp: expect.any(Number),
        jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
        sub: person.id,
        sid: idToken.sid,
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      });
      expect(claims.exp! - claims.iat!).toBeLessThanOrEqual(120);
      expect(claims.iat).toBeGreaterThanOrEqual(idToken.iat as number);
    },
  );

  it('BCL comes as a form by POST, to the URI with its query, and brings nothing else along', async () => {
    const uri = `${listener.place()}?tenant=1`;
    const { visit } = await arrival({}, { uri });
    await visit.signOut();
    await listener.tokens(uri);
    const [{ method, url, headers, form }] = listener.heard(uri) as [ReturnType<typeof listener.heard>[0]];
    expect([method, url?.endsWith('?tenant=1'), headers['content-type'], [...form.keys()]]).toEqual([
      'POST',
      true,
      'application/x-www-form-urlencoded',
      ['logout_token'],
    ]);
    expect(Object.keys(headers).sort()).toEqual(
      ['accept', 'accept-encoding', 'connection', 'content-length', 'content-type', 'host', 'user-agent'].sort(),
    );
  });

  it('BCL a client that needs sid gets it, and so does one that does not say so (§2.2)', async () => {
    for (const backchannel_logout_session_required of [true, false]) {
      const { client, uri, visit, idToken } = await arrival({ backchannel_logout_session_required });
      await visit.signOut();
      const [token] = await listener.tokens(uri);
      expect((await readLogoutToken(gatehouse, client.id, token!)).claims['sid']).toBe(idToken.sid);
    }
  });

  it('BCL is no ID token, no hint, no access token and nothing to exchange: its type says what it is', async () => {
    const { uri, visit, client } = await arrival();
    await visit.signOut();
    const [token = ''] = await listener.tokens(uri);
    expect(decodeProtectedHeader(token).typ).toBe('logout+jwt');
    expect((await scene.userinfo(token)).status).toBe(401);
    expectErrorPage(await gatehouse.request('GET', `/oauth/logout?id_token_hint=${token}`));
    const answer = await scene.ask({ id_token_hint: token, prompt: 'none' });
    expect(new URL(answer.headers.get('location')!).searchParams.get('error')).toBe('invalid_request');
    const introspected = await scene.flow(client).post('/oauth/introspect', { token });
    expect(introspected.body).toEqual({ active: false });
  });
});

describe('BCL whatever ends a sign-in, its clients are told (§2.3, §2.7)', () => {
  type Arrived = Awaited<ReturnType<typeof arrival>>;
  const endings: [string, (arrived: Arrived) => Promise<unknown>][] = [
    ['the person signs out', ({ visit }) => visit.signOut()],
    [
      'a client signs the person out (RP-Initiated Logout)',
      ({ visit, tokens }) => visit.browser.get(`/oauth/logout?id_token_hint=${tokens.id_token}`),
    ],
    [
      'the person ends it at another browser',
      async ({ visit, idToken }) => {
        const { browser } = await Visit.begin(gatehouse, visit.person);
        const form = hiddenFields(await browser.get('/account'));
        expect((await browser.post(`/account/sessions/${idToken.sid}/close`, form)).status).toBe(303);
      },
    ],
    [
      'the person changes their password at another browser',
      async ({ visit }) => {
        const { browser } = await Visit.begin(gatehouse, visit.person);
        const next = 'an even longer passphrase';
        const form = { current_password: PASSWORD, password: next, password_again: next };
        const page = hiddenFields(await browser.get('/account'));
        expect((await browser.post('/account/password', { ...page, ...form })).status).toBe(200);
      },
    ],
    ['an administrator closes it', ({ idToken }) => gatehouse.adminCall('DELETE', `/sessions/${idToken.sid}`)],
    [
      'the person sets a new password by a link that an administrator made',
      async ({ visit }) => {
        const { url } = await gatehouse.create(`/users/${visit.person.id}/setup-link`, {});
        const browser = new TestBrowser(gatehouse.url);
        const form = hiddenFields(await browser.get((url as string).slice(gatehouse.url.length)));
        const next = 'an even longer passphrase';
        await browser.post('/setup', { ...form, password: next, password_again: next });
      },
    ],
    [
      'the person is deactivated',
      ({ visit }) => gatehouse.adminCall('PATCH', `/users/${visit.person.id}`, { status: 'inactive' }),
    ],
    [
      'the person loses a role',
      ({ visit }) => gatehouse.adminCall('PATCH', `/users/${visit.person.id}`, { roles: ['user'] }),
    ],
    ['the person is deleted', ({ visit }) => gatehouse.adminCall('DELETE', `/users/${visit.person.id}`)],
    [
      'somebody else signs in at the browser',
      async ({ visit: { browser } }) => {
        const other = await createPerson(gatehouse);
        const form = hiddenFields(await browser.get('/sign-in?switch=1'));
        const page = Object.keys(form).length > 0 ? form : hiddenFields(await browser.get('/account'));
        await browser.post('/sign-in', { ...page, email: other.email, password: PASSWORD });
      },
    ],
  ];
  it.each(endings)('BCL %s', async (_what, end) => {
    const who = await createPerson(gatehouse, { roles: ['user', 'admin'] });
    const arrived = await arrival({}, { who });
    await end(arrived);
    const [token] = await listener.tokens(arrived.uri);
    const { claims } = await readLogoutToken(gatehouse, arrived.client.id, token!);
    expect([claims.sub, claims['sid']]).toEqual([who.id, arrived.idToken.sid]);
    await settled(arrived.client.id);
    expect(await evidence(arrived.client.id)).toEqual([
      {
        kind: 'logout.told',
        reason: null,
        sub: who.id,
        sid: arrived.idToken.sid,
        detail: { attempts: 1, outcome: 'told' },
      },
    ]);
  });

  it('BCL every client of the sign-in is told, once, by a token of its own; no other is', async () => {
    const [first, second, elsewhere] = [await arrival(), listener.place(), await arrival()];
    const other = await createListener(gatehouse, second);
    await first.visit.tokens(other);
    await first.visit.tokens(other);
    const unlisted = listener.place();
    const unasked = await createListener(gatehouse, unlisted);
    const anonymous = await createListener(gatehouse, listener.place());
    // Without openid a client does not learn who somebody is, and has nobody signed in by it.
    await first.visit.tokens(anonymous, { scope: 'user' });
    await gatehouse.adminCall('PATCH', `/clients/${unasked.id}`, { backchannel_logout_uri: null });
    await first.visit.tokens(unasked);
    await first.visit.signOut();
    await Promise.all([listener.tokens(first.uri), listener.tokens(second)]);
    await somebodyElseIsTold();
    expect(
      [first.uri, second, elsewhere.uri, unlisted, anonymous.uri].map((uri) => listener.heard(uri).length),
    ).toEqual([1, 1, 0, 0, 0]);
    const jtis = [first.uri, second].map((uri) => claimsOf(listener.heard(uri)[0]!.form.get('logout_token')!));
    expect(jtis.map(({ aud }) => aud as string)).toEqual([first.client.id, other.id]);
    expect(jtis[0].jti).not.toBe(jtis[1].jti);
    await elsewhere.visit.signOut();
    await listener.tokens(elsewhere.uri);
  });

  it('BCL a client whose own session has ended already is told all the same: it may have kept the person signed in', async () => {
    const { uri, visit, flow, tokens, client } = await arrival();
    await flow.post('/oauth/revoke', { token: tokens.refresh_token as string });
    await visit.signOut();
    await listener.tokens(uri);
    await settled(client.id);
    expect(listener.heard(uri)).toHaveLength(1);
  });

  it('BCL refresh tokens end with the sign-in, but not those for offline access, whose client is told as well (§2.7)', async () => {
    const online = await arrival();
    const uri = listener.place();
    const offline = await createListener(gatehouse, uri);
    const { flow, tokens } = await online.visit.tokens(offline, { scope: 'openid offline_access' });
    await online.visit.signOut();
    const [[heard], [other]] = await Promise.all([listener.tokens(uri), listener.tokens(online.uri)]);
    expect(claimsOf(heard!).sid).toBe(claimsOf(other!).sid);
    expect((await online.flow.refresh(online.tokens.refresh_token as string)).body.error).toBe('invalid_grant');
    expect((await flow.refresh(tokens.refresh_token as string)).status).toBe(200);
  });
});

describe('BCL what ends without the sign-in', () => {
  it('BCL whose session an administrator closes is told, and no other client of the sign-in', async () => {
    const { uri, visit, tokens, client } = await arrival();
    const other = await createListener(gatehouse, listener.place());
    await visit.tokens(other);
    const { sid } = claimsOf(tokens.access_token as string);
    await gatehouse.adminCall('DELETE', `/sessions/${sid}`);
    const [token] = await listener.tokens(uri);
    await readLogoutToken(gatehouse, client.id, token!);
    await somebodyElseIsTold();
    expect(listener.heard(other.uri)).toEqual([]);
  });

  it('BCL whose consent the person withdraws is told', async () => {
    const { uri, visit, client } = await arrival({ first_party: false });
    const page = await visit.browser.get('/account');
    const path = /action="(\/account\/consents\/[^"]+)"/.exec(page.text)?.[1] ?? '';
    // Of the person's consents that to this client is the last one given.
    const [consent] = await gatehouse.sql<{ id: string }>('SELECT id FROM consents WHERE client_id = $1', [client.id]);
    const withdraw = path.replace(/consents\/[^/]+/, `consents/${consent!.id}`);
    expect((await visit.browser.post(withdraw, hiddenFields(page))).status).toBe(303);
    await listener.tokens(uri);
  });

  it('BCL what a client does by itself it is not told: a revocation, a code that comes twice', async () => {
    const { uri, visit, flow, tokens, client } = await arrival();
    const code = await flow.code(person);
    const { body } = await flow.redeem(code);
    expect((await flow.redeem(code)).body.error).toBe('invalid_grant');
    expect(await scene.works(body.access_token as string)).toBe(false);
    await flow.post('/oauth/revoke', { token: tokens.refresh_token as string });
    await gatehouse.adminCall('PATCH', `/clients/${client.id}`, { scope: 'openid user profile' });
    await somebodyElseIsTold();
    expect(listener.heard(uri)).toEqual([]);
    await visit.signOut();
    expect(await listener.tokens(uri)).toHaveLength(1);
  });
});

describe('BCL what the client answers, and what comes of it (§2.5, §2.8)', () => {
  it('BCL 204 is as good as 200', async () => {
    const { visit, client } = await arrival({}, { uri: listener.place((response) => response.writeHead(204).end()) });
    await visit.signOut();
    await until(async () => (await evidence(client.id)).length === 1, 'evidence');
    expect((await evidence(client.id))[0]).toMatchObject({ kind: 'logout.told', reason: null });
  });

  it('BCL 400 is the client’s word: it is written down, and not asked again', async () => {
    const uri = listener.place((response) => response.writeHead(400).end('{"error":"invalid_request"}'));
    const { visit, client } = await arrival({}, { uri });
    await visit.signOut();
    await until(async () => (await evidence(client.id)).length === 1, 'evidence');
    expect((await evidence(client.id))[0]).toMatchObject({
      kind: 'logout.not_told',
      reason: 'the answer was 400',
      detail: { attempts: 1, outcome: 'refused' },
    });
    gatehouse.clock.advance(3_600 * SECONDS);
    await somebodyElseIsTold();
    expect([listener.heard(uri).length, await waiting(client.id)]).toEqual([1, 0]);
  });

  it('BCL what fails is told again after a while, by a token that is new: id, times and signature', async () => {
    const uri = listener.place((response, turn) => response.writeHead(turn < 3 ? 503 : 200).end());
    const { visit, client, idToken } = await arrival({}, { uri });
    await visit.signOut();
    const reads = [];
    for (let turn = 1; turn <= 3; turn++) {
      await whileTimePasses(1, () => listener.heard(uri).length >= turn);
      const token = (await listener.tokens(uri, turn))[turn - 1]!;
      reads.push((await readLogoutToken(gatehouse, client.id, token)).claims);
    }
    await settled(client.id);
    expect(new Set(reads.map(({ jti }) => jti)).size).toBe(3);
    expect(reads.map(({ sid }) => sid as string)).toEqual([idToken.sid, idToken.sid, idToken.sid]);
    expect(reads[2]!.iat! - reads[0]!.iat!).toBeGreaterThanOrEqual(35);
    expect(await evidence(client.id)).toMatchObject([{ kind: 'logout.told', detail: { attempts: 3 } }]);
  });

  it('BCL after six failures it is given up, which is written down and logged', async () => {
    const uri = listener.place((response) => response.writeHead(500).end());
    const { visit, client } = await arrival({}, { uri });
    await visit.signOut();
    await whileTimePasses(60, async () => (await waiting(client.id)) === 0);
    const logged = gatehouse.logLines.filter((line) => line.includes('"logout.not_told"') && line.includes(client.id));
    expect(logged.map((line) => (JSON.parse(line) as { again: boolean }).again)).toEqual([
      ...Array.from({ length: 5 }, () => true),
      false,
    ]);
    expect(listener.heard(uri)).toHaveLength(6);
    expect(await evidence(client.id)).toMatchObject([
      { kind: 'logout.not_told', reason: 'the answer was 500', detail: { attempts: 6, outcome: 'given up' } },
    ]);
  });

  it('BCL a redirection is not followed, whatever its status', async () => {
    const target = listener.place();
    for (const status of [301, 302, 303, 307, 308]) {
      const uri = listener.place((response) => response.writeHead(status, { location: target }).end());
      const { visit, client } = await arrival({}, { uri });
      await visit.signOut();
      await listener.tokens(uri);
      const logged = () => gatehouse.logLines.find((line) => line.includes('not_told') && line.includes(client.id));
      await until(() => logged() !== undefined, 'the log');
      expect(logged()).toContain(`the answer was ${status}, and redirections are not followed`);
    }
    expect(listener.heard(target)).toEqual([]);
  });

  it('BCL what a client says beside the status is not read, be it 10 MB or endless', async () => {
    for (const size of [10 * 1024 * 1024, Infinity]) {
      const uri = listener.place((response) => {
        response.writeHead(200);
        let sent = 0;
        const more = (): void => {
          if (response.destroyed || sent >= size) return void response.end();
          sent += 65_536;
          if (response.write(Buffer.alloc(65_536))) setImmediate(more);
          else response.once('drain', more);
        };
        more();
      });
      const { visit, client } = await arrival({}, { uri });
      await visit.signOut();
      await settled(client.id);
      expect(await evidence(client.id)).toMatchObject([{ kind: 'logout.told' }]);
    }
  });

  it('BCL one that does not answer, and one that is away, keep neither the person nor the other clients waiting', async () => {
    const silent = await arrival({}, { uri: listener.place(() => undefined) });
    const away = await createListener(gatehouse, 'https://127.0.0.1:9/signed-out');
    const good = await createListener(gatehouse, listener.place());
    await silent.visit.tokens(away);
    await silent.visit.tokens(good);
    await silent.visit.signOut();
    await Promise.all([listener.tokens(good.uri), listener.tokens(silent.uri)]);
    await settled(good.id);
    // The person was answered, and the others told, while this one has still not answered.
    expect(await waiting(silent.client.id)).toBe(1);
    const failures = [silent.client, away].map(
      (party) => () => gatehouse.logLines.find((line) => line.includes('"logout.not_told"') && line.includes(party.id)),
    );
    for (const failure of failures) await until(() => failure() !== undefined, 'the failure is logged');
    expect(failures.map((failure) => JSON.parse(failure() ?? '{}') as object)).toMatchObject([
      { cause: 'it took longer than 5 s', again: true },
      { cause: expect.stringContaining('ECONNREFUSED'), again: true },
    ]);
  });

  // Each process has two of its own.
  it.skipIf(REPLICAS > 1)('BCL many of a client wait for each other, two at a time, for nobody else’s', async () => {
    const held: (() => void)[] = [];
    let most = 0;
    const uri = listener.place((response) => {
      held.push(() => void response.writeHead(200).end());
      most = Math.max(most, held.length);
    });
    const client = await createListener(gatehouse, uri);
    // By another name of the host: one host is called twice at a time, whosever its URIs are.
    const place = listener.place();
    const who = await createPerson(gatehouse);
    const other = await arrival({}, { uri: place.replace('localhost', '127.0.0.1') });
    for (let turn = 0; turn < 5; turn++) await (await Visit.begin(gatehouse, who)).tokens(client);
    await gatehouse.adminCall('PATCH', `/users/${who.id}`, { status: 'inactive' });
    await listener.tokens(uri, 2);
    await other.visit.signOut();
    await listener.tokens(place);
    expect(listener.heard(uri)).toHaveLength(2);
    for (const count of [2, 4, 5]) {
      await listener.tokens(uri, count);
      for (const answer of held.splice(0)) answer();
    }
    await settled(client.id);
    expect([most, listener.heard(uri).length]).toEqual([2, 5]);
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['is deleted', (id) => gatehouse.adminCall('DELETE', `/clients/${id}`)],
    ['is deactivated', (id) => gatehouse.adminCall('PATCH', `/clients/${id}`, { status: 'inactive' })],
    [
      'wants to be told no longer',
      (id) => gatehouse.adminCall('PATCH', `/clients/${id}`, { backchannel_logout_uri: null }),
    ],
  ])('BCL a client that %s while it is to be told is not called again', async (_what, change) => {
    const uri = listener.place((response) => response.writeHead(503).end());
    const { visit, client } = await arrival({}, { uri });
    await visit.signOut();
    await listener.tokens(uri);
    await change(client.id);
    await whileTimePasses(60, async () => (await waiting(client.id)) === 0);
    expect(listener.heard(uri)).toHaveLength(1);
    expect(await evidence(client.id)).toMatchObject([{ kind: 'logout.not_told', detail: { outcome: 'given up' } }]);
  });

  it('BCL neither log nor evidence ever holds a logout token', async () => {
    const { uri, visit, client } = await arrival();
    await visit.signOut();
    const [token = ''] = await listener.tokens(uri);
    await settled(client.id);
    const [, payload = '', signature = ''] = token.split('.');
    const kept = JSON.stringify([gatehouse.logLines, await evidence(client.id)]);
    expect([payload, signature].filter((part) => kept.includes(part))).toEqual([]);
  });
});

describe('BCL registration (§2.2)', () => {
  let plain: Server;
  let loopback: string;
  let came = 0;
  beforeAll(async () => {
    plain = createServer((_request, response) => {
      came += 1;
      response.writeHead(200).end();
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    loopback = `http://127.0.0.1:${(plain.address() as AddressInfo).port}/signed-out`;
  });
  afterAll(() => new Promise((resolve) => plain.close(resolve)));

  it('BCL http is for this machine itself, where the administrator has listed its addresses', async () => {
    const { visit, client } = await arrival({}, { uri: loopback });
    await visit.signOut();
    await settled(client.id);
    expect([came, (await evidence(client.id))[0]?.kind]).toEqual([1, 'logout.told']);
  });

  it.each([
    'http://client.example.test/out',
    'https://client.example.test/out#part',
    'https://user@client.example.test/out',
    'https://client.example.test/*',
    'com.example.app:/out',
    'javascript:alert(1)',
    'file:///etc/passwd',
    '/out',
    'x',
    '',
    `https://client.example.test/${'a'.repeat(2_100)}`,
    7,
  ])('BCL %s is refused', async (backchannel_logout_uri) => {
    const body = {
      client_name: 'Reporter',
      kind: 'application',
      owner_id: person.id,
      grant_types: ['authorization_code'],
      redirect_uris: [REDIRECT],
      scope: 'openid',
      backchannel_logout_uri,
    };
    expectWrong(await gatehouse.adminCall('POST', '/clients', body), '/backchannel_logout_uri');
    expectWrong(
      await gatehouse.adminCall('PATCH', `/clients/${scene.client.id}`, { backchannel_logout_uri }),
      '/backchannel_logout_uri',
    );
  });

  it('BCL it can be set later, and ends no session of the client', async () => {
    const client = await createRelyingParty(gatehouse, { first_party: true });
    const visit = await Visit.begin(gatehouse, person);
    const { flow, tokens } = await visit.tokens(client);
    const uri = listener.place();
    await gatehouse.adminCall('PATCH', `/clients/${client.id}`, { backchannel_logout_uri: uri });
    expect((await flow.refresh(tokens.refresh_token as string)).status).toBe(200);
    await visit.signOut();
    expect(await listener.tokens(uri)).toHaveLength(1);
  });
});
