/* Streams that outlive what let them in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccessKey, exchange as exchangeKey } from '../support/access-keys.js';
import { beginDevice } from '../support/devices.js';
import { ends, streaming } from '../support/event-streams.js';
import { ACCESS_TOKEN, exchange, EXCHANGE } from '../support/exchange.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let resource: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = await RecordingUpstream.start();
  upstream.answer = streaming;
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url })).resource;
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const open = (token: string) =>
  fetch(`${gatehouse.url}/api/v1/mcp/tools`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
  });
const inSeconds = (seconds: number) => new Date(gatehouse.clock.now() + seconds * 1000).toISOString();

/** A client that may act until a time, and a token of its own. */
async function temporary(fields: Record<string, unknown>) {
  const client = await gatehouse.agent(fields);
  return { ...client, token: await gatehouse.accessToken(client.id, client.secret, { resource }) };
}

describe('an open stream of a client that may act until a time', () => {
  it('is cut when the client has expired, as its calls are refused', async () => {
    const { token } = await temporary({ expires_at: inSeconds(60) });
    const stream = await open(token);
    expect(stream.status).toBe(200);
    gatehouse.clock.advance(61_000);
    expect((await open(token)).status).toBe(401);
    expect(await ends(stream)).toBe(true);
  });

  it('is cut when an administrator lets the client end now', async () => {
    const { id, token } = await temporary({});
    const stream = await open(token);
    expect(stream.status).toBe(200);
    const { status } = await gatehouse.adminCall('PATCH', `/clients/${id}`, { expires_at: inSeconds(60) });
    expect(status).toBe(200);
    gatehouse.clock.advance(61_000);
    expect((await open(token)).status).toBe(401);
    expect(await ends(stream)).toBe(true);
  });
});

describe('an open stream of somebody who acts for others', () => {
  it('is cut at the end of the access key that it all began with', async () => {
    const agent = await gatehouse.agent({ grant_types: [EXCHANGE] });
    const key = await createAccessKey(gatehouse, agent.owner.id, {}, 60);
    const first = (await exchangeKey(gatehouse, key.text, { resource })).body.access_token as string;
    const passedOn = await exchange(gatehouse, agent, { subject_token: first, subject_token_type: ACCESS_TOKEN });
    expect(passedOn.status).toBe(200);
    const stream = await open(passedOn.body.access_token as string);
    expect(stream.status).toBe(200);
    gatehouse.clock.advance(61_000);
    expect((await open(key.text)).status).toBe(401);
    expect(await ends(stream)).toBe(true);
  });
});

describe('an open stream of a device', () => {
  it('is cut when the device has reached its end', async () => {
    const { token } = await beginDevice(gatehouse, await createPerson(gatehouse));
    const stream = await open(token);
    expect(stream.status).toBe(200);
    gatehouse.clock.advance(gatehouse.settings.BRIDGE_TOKEN_SECONDS * 1000 + 1_000);
    expect((await open(token)).status).toBe(401);
    expect(await ends(stream)).toBe(true);
  });

  it('goes on when the token with which it was opened ends before the device', async () => {
    const person = await createPerson(gatehouse);
    const { token, sid } = await beginDevice(gatehouse, person);
    const stream = await open(token);
    const half = gatehouse.settings.BRIDGE_TOKEN_SECONDS * 500;
    gatehouse.clock.advance(half);
    const again = await beginDevice(gatehouse, person, { headers: { 'x-session-id': sid } });
    expect(again.sid).toBe(sid);
    gatehouse.clock.advance(half + 300_000);
    expect((await open(token)).status).toBe(401);
    expect(await ends(stream, 5)).toBe(false);
  });
});
