import { afterAll, beforeAll, expect, it } from 'vitest';
import { callsOf, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { commandsOf, LOCAL, shell, typed } from './shell-commands.js';

const ISSUER = 'https://gate.example';
let near: TestGatehouse;
let far: TestGatehouse;
let server: RecordingUpstream;
beforeAll(async () => {
  // Two issuers on one host would be one name of the other: the near one has a name of its own.
  near = await TestGatehouse.start({ PUBLIC_URL: ISSUER });
  far = await TestGatehouse.start();
  server = await RecordingUpstream.start();
});
afterAll(async () => {
  await near.stop();
  await far.stop();
  await server.stop();
});

it.skipIf(!shell)('the commands that put another Gatehouse behind the gate let a person act there', async () => {
  const [names = '', client = '', issuer = '', link = '', upstream = '', ...more] = commandsOf(
    'docs/upstreams.md',
    'Another Gatehouse',
  );
  expect(more).toEqual([]);
  const bank = await far.create('/upstreams', { name: 'bank', kind: 'mcp', url: server.url });
  const owner = await far.create('/users', { email: 'keeper@far.example', name: 'Keeper', roles: ['user'] });
  const theirs = await far.create('/users', { email: 'ada@far.example', name: 'Ada there', roles: ['user'] });
  const ada = await near.agent();
  const values: Record<string, string> = {
    ...{ TOKEN: await near.admin(), FAR_TOKEN: await far.admin() },
    ...{ THEIR_OWNER: owner.id, THEIR_ADA: theirs.id, ADA: ada.owner.id },
  };
  const run = typed(names.replace(LOCAL, near.url).replace('http://localhost:8090', far.url), values);
  const { client_id: FAR_ID, client_secret: FAR_SECRET } = await run(client);
  Object.assign(values, { FAR_ID, FAR_SECRET });
  // Its keys are where it listens; what it calls itself is told by name.
  const trusted = await run(issuer.replace('"issuer":"\'$GATE\'"', `"issuer":"${ISSUER}"`));
  expect(trusted).toMatchObject({ issuer: ISSUER, clients: [FAR_ID] });
  expect(await run(link.replace('"issuer":"\'$GATE\'"', `"issuer":"${ISSUER}"`))).toMatchObject({ issuer: ISSUER });
  const made = await run(upstream);
  const call = await callsOf(near, ada, made);
  const answer = await call.send(rpc('tools/call', { name: 'pay' }));
  expect([answer.status, answer.body]).toMatchObject([200, { result: {} }]);
  const brought = claimsOf(String(server.last().headers.authorization).replace('Bearer ', ''));
  expect(brought).toMatchObject({ iss: far.url, sub: theirs.id, aud: bank.resource });
});
