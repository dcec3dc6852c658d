/* What is taken away in the moment in which it is passed on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS_TOKEN, exchange, EXCHANGE } from '../support/exchange.js';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { whileHeld } from '../support/held-lock.js';
import { claimsOf, createPerson } from '../support/people.js';

const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

let gatehouse: TestGatehouse;
let upstream: { resource: string };
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  const [url, required_scopes] = ['http://127.0.0.1:9/', ['user']];
  upstream = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url, required_scopes });
});
afterAll(() => gatehouse.stop());

/** Whether the gate lets somebody through, to a server that is not there. */
async function isAdmitted(token: string): Promise<boolean> {
  const { status } = await gatehouse.request('POST', '/api/v1/mcp/tools', {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
  });
  return status === 502;
}

/** Holds what a statement locks, while `first` begins and waits for it, and `then` is done as far as it comes. */
function inBetween<T>(
  statement: readonly [string, unknown[]],
  first: () => Promise<Answer>,
  then: () => Promise<T>,
): Promise<[Answer, T]> {
  return whileHeld(gatehouse, statement, async (lock) => {
    const pending = first();
    await lock.waitedFor(1);
    const done = then();
    // It may itself have to wait for what began before, and it may not.
    await lock.waitedFor(2, done);
    await lock.release();
    return Promise.all([pending, done]);
  });
}

describe('what another issuer says of a person', () => {
  const lock = (id: string): [string, unknown[]] => ['SELECT 1 FROM clients WHERE client_id = $1 FOR UPDATE', [id]];

  it.each(['id_jag', 'subject_token'])(
    'gives no role that the person lost while the client waited for the token (%s)',
    async (use) => {
      const client = await gatehouse.agent({ grant_types: [EXCHANGE, ASSERTION], scope: 'user mcp' });
      const fields = { uses: [use], clients: [client.id], ...(use === 'id_jag' ? {} : { scope: 'user mcp' }) };
      const issuer = await ForeignIssuer.register(gatehouse, fields);
      const person = await createPerson(gatehouse);
      await gatehouse.create(`/users/${person.id}/identities`, { issuer: issuer.name, subject: 'grace' });
      const token = await issuer.token(
        { sub: 'grace', ...(use === 'id_jag' ? { client_id: client.id, scope: 'user mcp' } : {}) },
        use === 'id_jag' ? { typ: 'oauth-id-jag+jwt' } : {},
      );
      const { resource } = upstream;
      const ask = () =>
        use === 'id_jag'
          ? gatehouse.token({ grant_type: ASSERTION, assertion: token, resource }, client)
          : exchange(gatehouse, client, { subject_token: token, subject_token_type: ACCESS_TOKEN, resource });
      const [answer, changed] = await inBetween(lock(client.id), ask, () =>
        gatehouse.adminCall('PATCH', `/users/${person.id}`, { roles: ['anonymous'] }),
      );
      expect(changed.status).toBe(200);
      const given = answer.status === 200 ? (answer.body.access_token as string) : undefined;
      const scope = given === undefined ? [] : (claimsOf(given).scope as string).split(' ');
      const admitted = given !== undefined && (await isAdmitted(given));
      expect({ scope, admitted }).not.toEqual({ scope: ['user', 'mcp'], admitted: true });
    },
  );
});

describe('a client whose owner was deactivated', () => {
  it('gets no token in the name of others that lives on, though its exchange had begun before', async () => {
    const second = await gatehouse.agent({ grant_types: [EXCHANGE] });
    const first = await gatehouse.agent({ exchange_from: [second.id] });
    const subject = await gatehouse.accessToken(first.id, first.secret, { resource: upstream.resource });
    const { sid } = claimsOf(subject);
    const ask = () => exchange(gatehouse, second, { subject_token: subject, subject_token_type: ACCESS_TOKEN });
    const [answer, changed] = await inBetween(['SELECT 1 FROM sessions WHERE id = $1 FOR UPDATE', [sid]], ask, () =>
      gatehouse.adminCall('PATCH', `/users/${second.owner.id}`, { status: 'inactive' }),
    );
    expect(changed.status).toBe(200);
    expect((await ask()).body.error).toBe('invalid_client');
    expect(answer.status === 200 && (await isAdmitted(answer.body.access_token as string))).toBe(false);
  });
});
