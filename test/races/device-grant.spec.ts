import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { CodeReader, createDeviceClient, DeviceFlow, type Started } from '../support/device-flow.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { whileHeld } from '../support/held-lock.js';
import { createPerson, type TestPerson } from '../support/people.js';
import { testSecrets } from '../support/test-secrets.js';

const ROOM = { LIMIT_SIGN_IN: '6000/60', LIMIT_TOKEN: '60000/60' };
const AT_ONCE = 20;
const ROUNDS = 3;

let gatehouse: TestGatehouse;
let second: Replica;
let person: TestPerson;
let flow: DeviceFlow;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start(ROOM);
  second = await Replica.start(
    gatehouse.serviceUrl,
    { ...testSecrets, ...ROOM, PUBLIC_URL: gatehouse.url },
    gatehouse.clock,
  );
  person = await createPerson(gatehouse);
  flow = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse, { token_endpoint_auth_method: 'none' }));
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
});

const at = (turn: number): { readonly url: string } => (turn % 2 === 0 ? gatehouse : second);
const begin = (): Promise<Started> => flow.started({ scope: 'user' });
/** The person, signed in at both instances. */
const readers = () => [CodeReader.arrive(gatehouse, person), CodeReader.arrive(second, person)] as const;
const asks = (code: string): Promise<Answer[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, turn) => flow.ask(code, {}, {}, at(turn).url)));
const opened = async (): Promise<number> =>
  (await gatehouse.sql("SELECT 1 FROM sessions WHERE client_id = $1 AND source = 'oauth'", [flow.client.id])).length;
const states = (codes: readonly Answer[]) =>
  codes.map(({ status, body }) => (status === 200 ? 'tokens' : (body.error as string))).sort();
const authorized = (kind: string) =>
  gatehouse.sql('SELECT 1 FROM audit_events WHERE kind = $1 AND client_id = $2', [kind, flow.client.id]);

describe('at two instances on one database', () => {
  it('8628-04 of twenty that ask at once after the person allowed it, one has tokens, and the others were too soon', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [{ device_code, user_code }, before] = [await begin(), await opened()];
      await (await CodeReader.arrive(gatehouse, person)).decide(user_code, 'allow');
      expect(states(await asks(device_code))).toEqual([...Array<string>(AT_ONCE - 1).fill('slow_down'), 'tokens']);
      expect(await opened()).toBe(before + 1);
    }
  });

  it('8628-04 of two that ask in time, and are both about to redeem it, one does; the other ends what it opened', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [{ device_code, user_code }, before] = [await begin(), await opened()];
      await (await CodeReader.arrive(gatehouse, person)).decide(user_code, 'allow');
      const what = [
        'SELECT 1 FROM authorization_codes WHERE client_id = $1 AND redeemed_at IS NULL FOR UPDATE',
        [flow.client.id],
      ] as const;
      const answers = await whileHeld(gatehouse, what, async (lock) => {
        const first = flow.ask(device_code);
        await lock.waitedFor(1);
        gatehouse.clock.advance(5_000);
        const other = flow.ask(device_code, {}, {}, second.url);
        await lock.waitedFor(2);
        await lock.release();
        return Promise.all([first, other]);
      });
      expect(states(answers)).toEqual(['invalid_grant', 'tokens']);
      expect(await opened()).toBe(before + 1);
      const [token] = answers.flatMap(({ body }) => (body.access_token as string | undefined) ?? []);
      const headers = { authorization: `Bearer ${token}` };
      expect((await gatehouse.request('GET', '/oauth/userinfo', { headers })).status).toBe(401);
    }
  });

  it.each([
    ['allowed in the commit that somebody else waits for to deny it', 'consents', 'tokens', [200, 409]],
    ['denied before the commit that allows it', 'clients', 'access_denied', [409, 200]],
  ])('of allow and deny at once one counts: it is %s', async (_what, table, told, statuses) => {
    for (let round = 0; round < ROUNDS; round++) {
      const { device_code, user_code } = await begin();
      const [allowing, denying] = await Promise.all(readers());
      const pages = [await allowing.enter(user_code), await denying.enter(user_code)];
      const what = [`SELECT 1 FROM ${table} WHERE client_id = $1 FOR UPDATE`, [flow.client.id]] as const;
      const answers = await whileHeld(gatehouse, what, async (lock) => {
        const allowed = allowing.answer(pages[0]!, 'allow');
        await lock.waitedFor(1);
        const denied = denying.answer(pages[1]!, 'deny');
        await lock.waitedFor(2, denied);
        await lock.release();
        return Promise.all([allowed, denied]);
      });
      expect(answers.map(({ status }) => status)).toEqual(statuses);
      expect(states([await flow.poll(device_code)])).toEqual([told]);
    }
  });

  it('of twenty that allow it at once one does, with one code and one line of evidence', async () => {
    const [{ user_code }, both] = [await begin(), await Promise.all(readers())];
    const pages = await Promise.all(both.map((reader) => reader.enter(user_code)));
    const before = (await authorized('authorization.granted')).length;
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, turn) => both[turn % 2]!.answer(pages[turn % 2]!, 'allow')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(AT_ONCE - 1).fill(409)]);
    expect(await authorized('authorization.granted')).toHaveLength(before + 1);
  });

  it('what expires while it is being allowed is not allowed, and leaves no consent', async () => {
    const client = new DeviceFlow(gatehouse, await createDeviceClient(gatehouse));
    const { device_code, user_code } = await client.started({ scope: 'user' });
    gatehouse.clock.advance(595_000);
    const reader = await CodeReader.arrive(second, person);
    const page = await reader.enter(user_code);
    const what = ['SELECT 1 FROM clients WHERE client_id = $1 FOR UPDATE', [client.client.id]] as const;
    const answer = await whileHeld(gatehouse, what, async (lock) => {
      const sent = reader.answer(page, 'allow');
      await lock.waitedFor(1);
      gatehouse.clock.advance(6_000);
      await lock.release();
      return sent;
    });
    expect([answer.status, answer.text.includes('This is done already')]).toEqual([409, true]);
    expect(states([await client.ask(device_code)])).toEqual(['expired_token']);
    expect(await gatehouse.sql('SELECT 1 FROM consents WHERE client_id = $1', [client.client.id])).toEqual([]);
  });

  it('what is redeemed while its person signs out leaves nothing open', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { device_code, user_code } = await begin();
      const reader = await CodeReader.arrive(gatehouse, person);
      await reader.decide(user_code, 'allow');
      const form = await reader.get('/account');
      const [answers] = await Promise.all([
        asks(device_code),
        reader.post('/sign-out', { form_token: /name="form_token" value="([^"]+)"/.exec(form.text)?.[1] ?? '' }),
      ]);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      const left = await gatehouse.sql(
        'SELECT c.id FROM sessions c JOIN sessions p ON p.id = c.parent_id WHERE c.closed_at IS NULL AND p.closed_at IS NOT NULL',
      );
      expect(left).toEqual([]);
    }
  });

  it('a code that two people enter at once is one person’s to answer', async () => {
    const { user_code } = await begin();
    const people = await Promise.all(Array.from({ length: 4 }, () => createPerson(gatehouse)));
    const all = await Promise.all(people.map((who, turn) => CodeReader.arrive(at(turn), who)));
    const pages = await Promise.all(all.map((reader) => reader.enter(user_code)));
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
  });
});

it('8628-02 guesses at both instances at once are counted together', async () => {
  const who = await createPerson(gatehouse);
  const both = [await CodeReader.arrive(gatehouse, who), await CodeReader.arrive(second, who)];
  const answers = await Promise.all(Array.from({ length: 12 }, (_, turn) => both[turn % 2]!.enter('BBBB-BBBB')));
  expect(answers.filter(({ status }) => status === 400)).toHaveLength(5);
});
