import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { whileHeld } from '../support/held-lock.js';
import { createListener, LogoutListener, until, Visit } from '../support/logout-listener.js';
import { AuthorizationFlow, claimsOf, createPerson, type TestPerson } from '../support/people.js';
import { hiddenFields } from '../support/test-browser.js';
import { testSecrets } from '../support/test-secrets.js';

const CLIENTS = 20;

let listener: LogoutListener;
let gatehouse: TestGatehouse;
let second: Replica;
let person: TestPerson;
beforeAll(async () => {
  listener = await LogoutListener.start();
  const shared = { LIMIT_SIGN_IN: '6000/60', LIMIT_TOKEN: '60000/60', ...listener.host.settings };
  gatehouse = await TestGatehouse.start(shared);
  second = await Replica.start(
    gatehouse.serviceUrl,
    { ...testSecrets, ...shared, PUBLIC_URL: gatehouse.url },
    gatehouse.clock,
  );
  person = await createPerson(gatehouse);
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
  await listener.stop();
});

const evidence = () =>
  gatehouse.sql<{ kind: string; clientId: string; attempts: number }>(
    `SELECT kind, client_id AS "clientId", (detail ->> 'attempts')::int AS attempts FROM audit_events
      WHERE kind LIKE 'logout.%' ORDER BY id`,
  );
const waiting = async () => (await gatehouse.sql('SELECT 1 FROM logout_deliveries')).length;

describe('two instances on one database', () => {
  it('BCL tell each client once, whichever of them does it', async () => {
    const visit = await Visit.begin(gatehouse, person);
    // Slow enough for both instances to have something in their hands at the same time.
    const slow = () =>
      listener.place((response) => void setTimeout(() => response.writeHead(200).end(), 20 + Math.random() * 60));
    const clients = [];
    for (let turn = 0; turn < CLIENTS; turn++) {
      const client = await createListener(gatehouse, slow());
      await visit.tokens(client);
      clients.push(client);
    }
    await visit.signOut();
    await until(async () => (await waiting()) === 0, 'nothing is left to be told');
    expect(clients.map(({ uri }) => listener.heard(uri).length)).toEqual(clients.map(() => 1));
    const told = await evidence();
    expect(told.map(({ clientId }) => clientId).sort()).toEqual(clients.map(({ id }) => id).sort());
    expect(new Set(told.map(({ kind, attempts }) => `${kind} ${attempts}`))).toEqual(new Set(['logout.told 1']));
    const by = (lines: readonly string[]) => lines.filter((line) => line.includes('"logout.told"')).length;
    expect(by(gatehouse.logLines) + by(second.logLines)).toBe(CLIENTS);
  });

  it('BCL what an instance took up and never finished is another’s after a while, not before', async () => {
    const client = await createListener(gatehouse, listener.place());
    const visit = await Visit.begin(gatehouse, person);
    await visit.tokens(client);
    const marker = await createListener(gatehouse, listener.place());
    const other = await Visit.begin(gatehouse, person);
    await other.tokens(marker);
    // As if a third instance had taken it up in the very moment in which the person signed out, and died.
    await gatehouse.sql(`CREATE FUNCTION taken() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN NEW.attempts := 1; NEW.next_at := NEW.next_at + interval '30 s'; RETURN NEW; END $$`);
    await gatehouse.sql(
      'CREATE TRIGGER taken BEFORE INSERT ON logout_deliveries FOR EACH ROW EXECUTE FUNCTION taken()',
    );
    await visit.signOut();
    await gatehouse.sql('DROP TRIGGER taken ON logout_deliveries');
    await other.signOut();
    await listener.tokens(marker.uri);
    expect(listener.heard(client.uri)).toEqual([]);
    gatehouse.clock.advance(30_000);
    await listener.tokens(client.uri);
    await until(async () => (await waiting()) === 0, 'nothing is left to be told');
    expect(listener.heard(client.uri)).toHaveLength(1);
    expect((await evidence()).find(({ clientId }) => clientId === client.id)).toMatchObject({ attempts: 2 });
  });

  it.each(['the sign-out', 'the redemption'])(
    'BCL a code that is redeemed while its person signs out, with %s first: no ID token, or a client that is told',
    async (first) => {
      const client = await createListener(gatehouse, listener.place());
      const visit = await Visit.begin(gatehouse, person);
      const { tokens } = await visit.tokens(client);
      const { sid } = claimsOf(tokens.id_token as string);
      const flow = new AuthorizationFlow(gatehouse, client, visit.browser);
      const code = await flow.code(person);
      const form = hiddenFields(await visit.browser.get('/account'));
      const before = listener.heard(client.uri).length;
      const acts = {
        'the sign-out': () => visit.browser.post('/sign-out', form),
        'the redemption': () => flow.redeem(code),
      };
      const order = [first, ...Object.keys(acts).filter((name) => name !== first)] as (keyof typeof acts)[];
      const answers = await whileHeld(
        gatehouse,
        ['SELECT 1 FROM sessions WHERE id = $1 FOR UPDATE', [sid]],
        async (lock) => {
          const one = acts[order[0]!]();
          await lock.waitedFor(1);
          const two = acts[order[1]!]();
          await lock.waitedFor(2);
          await lock.release();
          return { [order[0]!]: await one, [order[1]!]: await two };
        },
      );
      expect(answers['the sign-out']!.status).toBe(303);
      const redeemed = answers['the redemption']!;
      if (redeemed.status !== 200) expect(redeemed.body.error).toBe('invalid_grant');
      // Told in either case, for its first ID token; and never before the second one could exist and be missed.
      await listener.tokens(client.uri, before + 1);
      const left = await gatehouse.sql('SELECT 1 FROM sessions WHERE client_id = $1 AND closed_at IS NULL', [
        client.id,
      ]);
      expect(left).toEqual([]);
    },
  );

  it('BCL a client whose first code is redeemed while the person signs out is told if it got an ID token', async () => {
    for (let round = 0; round < 6; round++) {
      const client = await createListener(gatehouse, listener.place());
      const visit = await Visit.begin(gatehouse, person);
      const flow = new AuthorizationFlow(gatehouse, client, visit.browser);
      const code = await flow.code(person);
      const form = hiddenFields(await visit.browser.get('/account'));
      const [redeemed] = await Promise.all([flow.redeem(code), visit.browser.post('/sign-out', form)]);
      if (redeemed.status === 200) {
        await listener.tokens(client.uri);
      } else {
        expect(redeemed.body.error).toBe('invalid_grant');
      }
      await until(async () => (await waiting()) === 0, 'nothing is left to be told');
      expect(listener.heard(client.uri)).toHaveLength(redeemed.status === 200 ? 1 : 0);
    }
  });

  it('BCL two who end the same sign-in at the same moment end it once, and each client is told once', async () => {
    const client = await createListener(gatehouse, listener.place());
    const visit = await Visit.begin(gatehouse, person);
    const { sid } = claimsOf((await visit.tokens(client)).tokens.id_token as string);
    const authorization = `Bearer ${await gatehouse.admin()}`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, turn) =>
        fetch(`${turn % 2 === 0 ? gatehouse.url : second.url}/api/v1/admin/sessions/${sid}`, {
          method: 'DELETE',
          headers: { authorization },
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 204));
    await listener.tokens(client.uri);
    await until(async () => (await waiting()) === 0, 'nothing is left to be told');
    expect(listener.heard(client.uri)).toHaveLength(1);
  });
});
