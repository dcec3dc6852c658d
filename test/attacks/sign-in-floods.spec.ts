import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty } from '../support/people.js';

let g: TestGatehouse;
beforeAll(async () => {
  g = await TestGatehouse.start({ LIMIT_AUTHORIZE: '600/60' });
});
afterAll(() => g.stop());

describe('one address fills the database with requests that nobody comes for (61)', () => {
  it.each(['/oauth/authorize', '/oauth/par'])('%s: it is told to wait', async (path) => {
    const app = await createRelyingParty(g, { token_endpoint_auth_method: 'none' });
    g.clock.freeze();
    const flow = new AuthorizationFlow(g, app);
    const statuses = new Set<number>();
    for (let batch = 0; batch < 14; batch++) {
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => {
          const state = randomBytes(6000).toString('base64url');
          return flow.post(path, Object.fromEntries(flow.parameters({ state, client_id: undefined })));
        }),
      );
      for (const { status } of answers) statuses.add(status);
    }
    expect(statuses).toContain(429);
  });
});

describe('one address guesses passwords of many (12)', () => {
  it('its sign-ins are limited together, whoever they are for', async () => {
    const flow = new AuthorizationFlow(g, await createRelyingParty(g));
    const person = await createPerson(g);
    const { path, answer } = await flow.open();
    const answers = await Promise.all(Array.from({ length: 90 }, () => flow.signIn(path, answer, person)));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(30);
  });
});
