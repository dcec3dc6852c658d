import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { createListener, LogoutListener, until, Visit } from '../support/logout-listener.js';
import { createPerson } from '../support/people.js';

/** More than a replica tells at once. */
const CLIENTS = 24;

let listener: LogoutListener;
let gatehouse: TestGatehouse;
beforeAll(async () => {
  listener = await LogoutListener.start();
  const limits = { LIMIT_SIGN_IN: '60000/60', LIMIT_TOKEN: '60000/60' };
  gatehouse = await TestGatehouse.start({ ...limits, ...listener.host.settings });
});
afterAll(async () => {
  await gatehouse.stop();
  await listener.stop();
});

it('a person with many clients that never answer keeps nobody else’s clients waiting', async () => {
  const [stranger, person] = [await createPerson(gatehouse), await createPerson(gatehouse)];
  const [flood, visit] = [await Visit.begin(gatehouse, stranger), await Visit.begin(gatehouse, person)];
  for (let turn = 0; turn < CLIENTS; turn++) {
    await flood.tokens(
      await createListener(
        gatehouse,
        listener.place(() => undefined),
      ),
    );
  }
  // At another host, which has lanes of its own.
  const place = listener.place();
  const client = await createListener(gatehouse, place.replace('localhost', '127.0.0.1'));
  await visit.tokens(client);
  const begun = async () =>
    (await gatehouse.sql('SELECT 1 FROM logout_deliveries WHERE user_id = $1 AND attempts > 0', [stranger.id])).length;
  await flood.signOut();
  await until(async () => (await begun()) >= 4, 'the clients that never answer are being told');
  await visit.signOut();
  await listener.tokens(place);
  expect(await begun()).toBeLessThan(16);
});
