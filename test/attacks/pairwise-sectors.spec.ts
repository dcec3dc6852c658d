import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { CodeReader, DEVICE_CODE, DeviceFlow } from '../support/device-flow.js';
import { AuthorizationFlow, claimsOf, createPerson, createRelyingParty, REDIRECT } from '../support/people.js';
import type { TestPerson } from '../support/people.js';

let host: HttpsHost;
let g: TestGatehouse;
let person: TestPerson;
beforeAll(async () => {
  host = await HttpsHost.start();
  const open = { CLIENT_REGISTRATION: 'open', LIMIT_REGISTRATION: '6000/60' };
  g = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', ...open, ...host.settings });
  person = await createPerson(g);
});
afterAll(async () => {
  await g.stop();
  await host.stop();
});

function register(fields: Record<string, unknown>, method = 'POST', at = '', token = ''): Promise<Answer> {
  return g.request(method, `/oauth/register${at}`, {
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ client_name: 'Liar', subject_type: 'pairwise', scope: 'openid', ...fields }),
  });
}

/** How a client whose sector it is calls the person. */
async function nameIn(sector: Record<string, unknown>): Promise<string> {
  const theirs = await createRelyingParty(g, { subject_type: 'pairwise', first_party: true, ...sector });
  return claimsOf((await new AuthorizationFlow(g, theirs).tokens(person)).id_token).sub;
}

/** What a client that was registered by itself gets to know, without being at any redirect URI. */
async function learntBy({ client_id: id, client_secret: secret }: Answer['body']): Promise<string> {
  const flow = new DeviceFlow(g, { client: {}, id, secret });
  const { device_code, user_code } = await flow.started({ scope: 'openid' });
  await (await CodeReader.arrive(g, person)).decide(user_code, 'allow');
  return claimsOf((await flow.poll(device_code)).body.id_token).sub;
}

describe('a sector that is not a client’s own', () => {
  const both = ['authorization_code', DEVICE_CODE];

  it.each<[string, boolean, Record<string, unknown>]>([
    ['by redirect URIs of theirs', false, { redirect_uris: [REDIRECT], grant_types: both }],
    ['by a list of theirs, and nothing in it', true, { grant_types: [DEVICE_CODE], response_types: [] }],
    ['by a list of theirs, and what is in it', true, { redirect_uris: [REDIRECT], grant_types: both }],
  ])('is named by no registration that gets its tokens elsewhere: %s', async (_how, listed, fields) => {
    const sector = listed ? { sector_identifier_uri: host.route('/list', [REDIRECT]) } : {};
    const answer = await register({ ...sector, ...fields });
    const learnt = answer.status === 201 ? await learntBy(answer.body) : 'nothing';
    expect(learnt).not.toBe(await nameIn(sector));
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_client_metadata']);
  });

  it('nor by a change of one', async () => {
    const { client_id, registration_access_token: token } = (await register({ redirect_uris: [REDIRECT] })).body;
    const changed = { client_id, redirect_uris: [REDIRECT], grant_types: ['authorization_code', DEVICE_CODE] };
    const answer = await register(changed, 'PUT', `/${client_id}`, token);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_client_metadata']);
  });
});
