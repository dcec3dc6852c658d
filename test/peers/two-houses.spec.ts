/* The gate of one house before the gate of another, which is its authorization server: RFC 8693 from both ends. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXCHANGE } from '../support/exchange.js';
import { callsOf, rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

const ISSUER = 'https://gate.example';
let near: TestGatehouse;
let far: TestGatehouse;
let upstream: RecordingUpstream;

beforeAll(async () => {
  near = await TestGatehouse.start({ PUBLIC_URL: ISSUER });
  far = await TestGatehouse.start();
  upstream = await RecordingUpstream.start();
});
afterAll(async () => {
  await near.stop();
  await far.stop();
  await upstream.stop();
});

it('a call goes through both, each in the name of the person, with the tokens of its own house alone', async () => {
  const bank = await far.create('/upstreams', { name: 'bank', kind: 'mcp', url: upstream.url });
  const client = await far.agent({ grant_types: [EXCHANGE] });
  const endpoint = `${far.url}/oauth/token`;
  await far.create('/issuers', {
    issuer: ISSUER,
    name: 'The near house',
    uses: ['subject_token'],
    jwks: (await near.request('GET', '/oauth/jwks')).body,
    audiences: [endpoint],
    clients: [client.id],
    scope: 'mcp',
  });
  const made = await near.create('/upstreams', {
    name: 'bank',
    kind: 'mcp',
    url: far.url + new URL(bank.resource).pathname,
    credential: {
      mode: 'token_exchange',
      token_endpoint: endpoint,
      client_id: client.id,
      client_secret: client.secret,
      resource: bank.resource,
      scope: 'mcp',
    },
  });
  const ada = await near.agent();
  const call = await callsOf(near, ada, made);
  // Nobody there is linked to her yet.
  expect((await call.send(rpc('tools/list'))).body.error.data).toMatchObject({ reason: 'upstream_credential' });
  const there = await far.create('/users', { email: 'ada@far.example', name: 'Ada there', roles: ['user'] });
  await far.create(`/users/${there.id}/identities`, { issuer: ISSUER, subject: claimsOf(call.token).sub });
  near.clock.advance(3_000);
  const answer = await call.send(rpc('tools/call', { name: 'pay' }));
  expect({ status: answer.status, text: answer.text, log: far.logLines.at(-3) }).toMatchObject({ status: 200 });
  const minted = claimsOf(String(upstream.last().headers.authorization).replace('Bearer ', ''));
  expect(minted).toMatchObject({ iss: far.url, sub: there.id, aud: bank.resource });
  // Who acted in the near house is told by that house, and by no other.
  expect(JSON.stringify(minted['act'])).toContain(ISSUER);
  expect(JSON.stringify(minted['act'])).toContain(client.id);
});
