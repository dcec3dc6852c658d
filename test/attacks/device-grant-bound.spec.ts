import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CertifiedSettings, selfSigned, type TestCertificate, tlsRequest } from '../support/certificates.js';
import { CodeReader, createDeviceClient, DEVICE_CODE, DeviceFlow, type Started } from '../support/device-flow.js';
import { type Answer, basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, type RelyingParty, type TestPerson } from '../support/people.js';

// Attack 28 and its family at clients without a browser whose tokens are bound: whoever has only the codes has nothing.

let certified: CertifiedSettings;
let gatehouse: TestGatehouse;
let person: TestPerson;
let own: TestCertificate;
let foreign: TestCertificate;
beforeAll(async () => {
  certified = await CertifiedSettings.make();
  gatehouse = await TestGatehouse.start({
    ...certified.environment,
    LIMIT_SIGN_IN: '6000/60',
    LIMIT_PUBLIC: '6000/60',
  });
  person = await createPerson(gatehouse);
  [own, foreign] = [await selfSigned(), await selfSigned()];
});
afterAll(async () => {
  await gatehouse.stop();
  certified.remove();
});

const thumbprint = ({ der }: TestCertificate) => createHash('sha256').update(der).digest('base64url');
const allow = async (code: string) => (await CodeReader.arrive(gatehouse, person)).decide(code, 'allow');
const outcome = ({ status, body }: Answer) => (status === 200 ? 'tokens' : (body.error as string));

/** A POST of a client at the listener for certificates, with one or without. */
function over(
  client: RelyingParty,
  path: string,
  form: Record<string, string>,
  certificate?: TestCertificate,
): Promise<Answer> {
  const { id, secret } = client;
  return tlsRequest((gatehouse.settings.MTLS_PUBLIC_URL ?? '') + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(secret === undefined ? {} : { authorization: basicHeader(id, secret) }),
    },
    body: new URLSearchParams(secret === undefined ? { ...form, client_id: id } : form).toString(),
    ca: certified.serverAuthority,
    ...(certificate && { certificate }),
  });
}

/** At the token endpoint, as late as it should. */
function poll(client: RelyingParty, device_code: string, certificate?: TestCertificate): Promise<Answer> {
  gatehouse.clock.advance(5_000);
  return over(client, '/oauth/token', { grant_type: DEVICE_CODE, device_code }, certificate);
}

const BEGIN = '/oauth/device_authorization';
const bound = { tls_client_certificate_bound_access_tokens: true };

describe.each<[string, Record<string, unknown>]>([
  ['a public client', { token_endpoint_auth_method: 'none', ...bound }],
  ['a client with a secret', bound],
])('%s whose tokens are bound to its certificate', (_, fields) => {
  it('gets one that is, for its own certificate alone, and nothing without one, while its code stays good', async () => {
    const client = await createDeviceClient(gatehouse, { scope: 'openid user offline_access', ...fields });
    const started = (await over(client, BEGIN, { scope: 'user offline_access' }, own)).body as Started;
    await allow(started.user_code);
    expect(outcome(await poll(client, started.device_code))).toBe('invalid_request');
    gatehouse.clock.advance(5_000);
    expect(outcome(await new DeviceFlow(gatehouse, client).ask(started.device_code))).toBe('invalid_request');
    const { status, body } = await poll(client, started.device_code, own);
    expect([status, body.token_type]).toEqual([200, 'Bearer']);
    expect(claimsOf(body.access_token).cnf).toEqual({ 'x5t#S256': thumbprint(own) });
  });

  it('refreshes it with that certificate, and with no other when nothing else proves who it is', async () => {
    const client = await createDeviceClient(gatehouse, { scope: 'openid user offline_access', ...fields });
    const started = (await over(client, BEGIN, { scope: 'user offline_access' }, own)).body as Started;
    await allow(started.user_code);
    const { refresh_token } = (await poll(client, started.device_code, own)).body as { refresh_token: string };
    const refresh = (certificate?: TestCertificate) =>
      over(client, '/oauth/token', { grant_type: 'refresh_token', refresh_token }, certificate);
    expect(outcome(await refresh())).not.toBe('tokens');
    const stolen = await refresh(foreign);
    if (client.secret === undefined) expect(outcome(stolen)).toBe('invalid_grant');
    const good = client.secret === undefined ? await refresh(own) : stolen;
    const presented = client.secret === undefined ? own : foreign;
    expect(claimsOf(good.body.access_token as string).cnf).toEqual({ 'x5t#S256': thumbprint(presented) });
  });
});

describe('a client that proves itself by its certificate', () => {
  it('begins, and is given its tokens, by that certificate alone', async () => {
    const jwks = { keys: [await own.jwk()] };
    const fields = { token_endpoint_auth_method: 'self_signed_tls_client_auth', jwks };
    const { client, id } = await createDeviceClient(gatehouse, fields);
    const party: RelyingParty = { client, id, secret: undefined };
    for (const certificate of [undefined, foreign]) {
      const refused = await over(party, BEGIN, { scope: 'user' }, certificate);
      expect([refused.status, refused.body.error]).toEqual([401, 'invalid_client']);
    }
    const begun = await over(party, BEGIN, { scope: 'user' }, own);
    expect(begun.status).toBe(200);
    const { device_code, user_code } = begun.body as Started;
    const page = await (await CodeReader.arrive(gatehouse, person)).enter(user_code);
    expect(page.text).not.toContain('any program can use its name');
    await allow(user_code);
    for (const certificate of [undefined, foreign]) {
      expect(outcome(await poll(party, device_code, certificate))).toBe('invalid_client');
    }
    expect(outcome(await poll(party, device_code, own))).toBe('tokens');
  });
});
