/* A code that was typed for little gives no administration by the ID token that came of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_LIMITS } from '../roles/role-callers.js';
import { CodeReader, createDeviceClient, DEVICE_CODE, DeviceFlow } from '../support/device-flow.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty } from '../support/people.js';
import { expectPage } from '../support/test-browser.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const SUBJECT = { grant_type: EXCHANGE, subject_token_type: 'urn:ietf:params:oauth:token-type:id_token' };
const SCOPE = 'openid admin auditor user';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ ...NO_LIMITS, LIMIT_SIGN_IN: '6000/60' });
});
afterAll(() => gatehouse.stop());

describe.each([false, true])('with device_authorization_administration %s', (permission) => {
  async function typed(): Promise<{ flow: DeviceFlow; exchange: (scope?: string) => Promise<Answer> }> {
    const client = await createDeviceClient(gatehouse, {
      scope: SCOPE,
      grant_types: [DEVICE_CODE, 'refresh_token', EXCHANGE],
      exchange_id_tokens: true,
      device_authorization_administration: permission,
    });
    const flow = new DeviceFlow(gatehouse, client);
    const { device_code, user_code } = await flow.started({ scope: 'openid user' });
    const reader = await CodeReader.arrive(gatehouse, await createPerson(gatehouse, { roles: ['admin', 'user'] }));
    expectPage(await reader.decide(user_code, 'allow'), 200, 'Access is allowed');
    const { id_token } = (await flow.poll(device_code)).body as { id_token: string };
    return { flow, exchange: (scope) => flow.post('/oauth/token', { ...SUBJECT, subject_token: id_token, scope }) };
  }

  it('no role is had by the ID token of a code: nobody was shown one, or signed in for it', async () => {
    const { exchange } = await typed();
    for (const scope of ['admin', 'auditor', 'user admin']) {
      const refused = await exchange(scope);
      expect([scope, refused.status, refused.body.error]).toEqual([scope, 400, 'invalid_scope']);
    }
    const all = await exchange();
    expect([all.status, all.body.scope]).toEqual([200, 'user']);
    const headers = { authorization: `Bearer ${all.body.access_token}` };
    expect((await gatehouse.request('GET', '/api/v1/admin/users', { headers })).status).toBe(403);
  });

  it('nor once the client has the device grant no more', async () => {
    const { flow, exchange } = await typed();
    const changes = {
      grant_types: ['authorization_code', EXCHANGE],
      redirect_uris: ['https://client.example.test/callback'],
      device_authorization_administration: false,
    };
    expect((await gatehouse.adminCall('PATCH', `/clients/${flow.client.id}`, changes)).status).toBe(200);
    expect((await exchange('admin')).body.error).toBe('invalid_request');
  });
});

it('a client to which people come by a browser alone has what it is registered for', async () => {
  const fields = { scope: SCOPE, grant_types: ['authorization_code', EXCHANGE], exchange_id_tokens: true };
  const client = await createRelyingParty(gatehouse, fields);
  const flow = new AuthorizationFlow(gatehouse, client);
  const person = await createPerson(gatehouse, { roles: ['admin', 'user'] });
  const { id_token } = (await flow.tokens(person, { scope: 'openid user' })) as unknown as { id_token: string };
  const { id, secret } = client;
  const answer = await gatehouse.token(
    { ...SUBJECT, subject_token: id_token, scope: 'admin' },
    { id, secret: secret! },
  );
  expect([answer.status, answer.body.scope]).toEqual([200, 'admin']);
});
