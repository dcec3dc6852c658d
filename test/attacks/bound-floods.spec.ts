import { afterAll, beforeAll, expect, it } from 'vitest';
import { DpopKey } from '../support/dpop.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { createRelyingParty } from '../support/people.js';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
});
afterAll(() => gatehouse.stop());

it('a stranger who says the name of a public client, and has nothing of it, leaves no rows with proofs', async () => {
  const app = await createRelyingParty(gatehouse, { token_endpoint_auth_method: 'none' });
  const key = await DpopKey.make();
  const rows = async () => (await gatehouse.sql('SELECT 1 FROM spent_ids')).length;
  const before = await rows();
  for (let count = 0; count < 5; count++) {
    const answer = await gatehouse.request('POST', '/oauth/token', {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        dpop: await key.proof('POST', `${gatehouse.url}/oauth/token`),
      },
      body: new URLSearchParams({ grant_type: 'refresh_token', client_id: app.id, refresh_token: 'x' }).toString(),
    });
    expect(answer.body.error).toBe('invalid_grant');
  }
  expect(await rows()).toBe(before);
});
