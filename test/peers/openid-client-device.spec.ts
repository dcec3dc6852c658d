import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CodeReader, createDeviceClient } from '../support/device-flow.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson, type TestPerson } from '../support/people.js';
import { expectPage, hiddenFields } from '../support/test-browser.js';
import { registerResourceServer } from './relying-parties.js';

let gatehouse: TestGatehouse;
let person: TestPerson;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' });
  person = await createPerson(gatehouse);
});
afterAll(() => gatehouse.stop());

const METHODS = ['client_secret_basic', 'client_secret_post', 'none'] as const;

/** A client that knows the issuer and its own id; every signature is checked. */
async function discovered(method: (typeof METHODS)[number]): Promise<openid.Configuration> {
  const { id, secret } = await createDeviceClient(gatehouse, {
    token_endpoint_auth_method: method,
    id_token_signed_response_alg: 'ES256',
  });
  const auth = { client_secret_basic: openid.ClientSecretBasic, client_secret_post: openid.ClientSecretPost };
  const own = method === 'none' ? openid.None() : auth[method](secret);
  return openid.discovery(new URL(gatehouse.url), id, { id_token_signed_response_alg: 'ES256' }, own, {
    execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks],
  });
}

/** As a person does that has followed the link of a QR code, or typed what a screen shows. */
async function decide(started: openid.DeviceAuthorizationResponse, decision: string): Promise<void> {
  const { verification_uri: page, verification_uri_complete: link, user_code } = started;
  expect([page, link]).toEqual([`${gatehouse.url}/device`, `${gatehouse.url}/device?user_code=${user_code}`]);
  const reader = await CodeReader.arrive(gatehouse, person);
  const filled = await reader.get(link!.slice(gatehouse.url.length));
  const asked = await reader.post('/device', { ...hiddenFields(filled), user_code });
  expectPage(
    await reader.answer(asked, decision),
    200,
    decision === 'allow' ? 'Access is allowed' : 'Access was denied',
  );
}

describe.each(METHODS)('openid-client without a browser, by %s', (method) => {
  it('finds the endpoint, polls while it waits, and gets tokens for the person who lets it in', async () => {
    const config = await discovered(method);
    const started = await openid.initiateDeviceAuthorization(config, { scope: 'openid user offline_access' });
    expect(started).toMatchObject({ expires_in: 600, interval: 5 });
    const polling = openid.pollDeviceAuthorizationGrant(config, started);
    await decide(started, 'allow');
    const tokens = await polling;
    expect(tokens.claims()).toMatchObject({ iss: gatehouse.url, sub: person.id, amr: ['pwd'] });
    expect(tokens.scope?.split(' ').sort()).toEqual(['offline_access', 'openid', 'user']);
    expect(await openid.fetchUserInfo(config, tokens.access_token, person.id)).toMatchObject({ sub: person.id });
    const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(refreshed.claims()?.sub).toBe(person.id);
  });
});

it('openid-client hears that the person refused', async () => {
  const config = await discovered('none');
  const started = await openid.initiateDeviceAuthorization(config, { scope: 'openid' });
  await decide(started, 'deny');
  await expect(openid.pollDeviceAuthorizationGrant(config, started)).rejects.toMatchObject({
    name: 'ResponseBodyError',
    error: 'access_denied',
  });
});

it('openid-client asks for a server, binds what it gets to its key, and is refused what it may not have', async () => {
  const config = await discovered('none');
  const { resource } = await registerResourceServer(gatehouse);
  const DPoP = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair('ES256'));
  const started = await openid.initiateDeviceAuthorization(config, { scope: 'mcp', resource });
  const polling = openid.pollDeviceAuthorizationGrant(config, started, { resource }, { DPoP });
  await decide(started, 'allow');
  expect(await polling).toMatchObject({ token_type: 'dpop', scope: 'mcp' });
  const beyond = openid.initiateDeviceAuthorization(config, { scope: 'admin' });
  await expect(beyond).rejects.toMatchObject({ name: 'ResponseBodyError', error: 'invalid_scope' });
});
