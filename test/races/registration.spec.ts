import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { REDIRECT } from '../support/people.js';
import { testSecrets } from '../support/test-secrets.js';

const AT_ONCE = 20;
const LIMITS = { LIMIT_REGISTRATION: '60000/60', LIMIT_PUBLIC: '60000/60' };

let gatehouse: TestGatehouse;
let second: Replica;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start(LIMITS);
  const shared = { ...testSecrets, ...LIMITS, PUBLIC_URL: gatehouse.url };
  second = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
});

type Fields = Record<string, unknown>;

/** The same token, many times at the same moment, at both instances in turn. */
function race(method: string, path: string, token: string, body: (turn: number) => Fields | undefined) {
  return Promise.all(
    Array.from({ length: AT_ONCE }, async (_, turn) => {
      const response = await fetch((turn % 2 === 0 ? gatehouse.url : second.url) + path, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body(turn)),
      });
      const text = await response.text();
      return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, string> };
    }),
  );
}

async function initialToken(uses: number): Promise<string> {
  const expires_at = new Date(gatehouse.clock.now() + 3_600_000).toISOString();
  const made = await gatehouse.create('/registration-tokens', { name: 'for the test', uses, expires_at });
  return made.initial_access_token as string;
}
const described = (fields: Fields = {}): Fields => ({ redirect_uris: [REDIRECT], client_name: 'Newcomer', ...fields });
const numberOf = (answers: readonly { status: number }[], status: number) =>
  answers.filter((answer) => answer.status === status).length;

/** A client, and the token by which it looks after itself. */
async function registered() {
  const [made] = (await race('POST', '/oauth/register', await initialToken(1), () => described())).filter(
    ({ status }) => status === 201,
  );
  return { id: made!.body['client_id']!, token: made!.body['registration_access_token']! };
}
const nameOf = async (id: string) =>
  (await gatehouse.sql<{ client_name: string }>('SELECT client_name FROM clients WHERE client_id = $1', [id]))[0]
    ?.client_name;

describe('twenty at once at two instances on one database', () => {
  it.each([1, 3])('7591-09 a token for %i registers as many clients, and no more', async (uses) => {
    const before = (await gatehouse.sql(`SELECT 1 FROM clients WHERE registration = 'dynamic'`)).length;
    const answers = await race('POST', '/oauth/register', await initialToken(uses), () => described());
    expect([numberOf(answers, 201), numberOf(answers, 401)]).toEqual([uses, AT_ONCE - uses]);
    const after = (await gatehouse.sql(`SELECT 1 FROM clients WHERE registration = 'dynamic'`)).length;
    expect(after - before).toBe(uses);
  });

  it('7592-04 one registration access token changes its client once, and the winner has the next', async () => {
    const { id, token } = await registered();
    const path = `/oauth/register/${id}`;
    const put = (turn: number) => described({ client_id: id, client_name: `Name ${turn}` });
    const answers = await race('PUT', path, token, put);
    expect([numberOf(answers, 200), numberOf(answers, 401)]).toEqual([1, AT_ONCE - 1]);
    const won = answers.find(({ status }) => status === 200)!.body;
    expect(await nameOf(id)).toBe(won['client_name']);
    const again = await race('PUT', path, won['registration_access_token']!, put);
    expect(numberOf(again, 200)).toBe(1);
  });

  it('7592-03 it deletes its client once, and leaves nothing of it', async () => {
    const { id, token } = await registered();
    const answers = await race('DELETE', `/oauth/register/${id}`, token, () => undefined);
    expect([numberOf(answers, 204), numberOf(answers, 401)]).toEqual([1, AT_ONCE - 1]);
    expect(await nameOf(id)).toBeUndefined();
    expect(await gatehouse.sql('SELECT 1 FROM client_registrations WHERE client_id = $1', [id])).toEqual([]);
  });
});
