import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccessKey, exchange } from '../support/access-keys.js';
import { ends, streaming } from '../support/event-streams.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

const METRICS = 'Zk3vQ8rTn5Wc1Xs7Yp2Lm9Jd4Hb6Gf0Ae';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let resource: string;
let owner: { id: string };
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ METRICS_TOKEN: METRICS });
  upstream = await RecordingUpstream.start();
  upstream.answer = streaming;
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url })).resource;
  owner = (await gatehouse.agent()).owner;
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const open = (credential: string) =>
  fetch(`${gatehouse.url}/api/v1/mcp/tools`, {
    headers: { authorization: `Bearer ${credential}`, accept: 'text/event-stream' },
  });

describe('an open stream of an access key', () => {
  it('is cut when the key is revoked', async () => {
    const key = await createAccessKey(gatehouse, owner.id);
    const stream = await open(key.text);
    expect(stream.status).toBe(200);
    await gatehouse.adminCall('DELETE', `/access-keys/${key.id}`);
    expect(await ends(stream)).toBe(true);
  });

  it('is cut when the key has reached its end', async () => {
    const key = await createAccessKey(gatehouse, owner.id, {}, 60);
    const stream = await open(key.text);
    expect(stream.status).toBe(200);
    gatehouse.clock.advance(61_000);
    expect((await open(key.text)).status).toBe(401);
    expect(await ends(stream)).toBe(true);
  });

  it('is cut at that end as well when it was opened with a token of the key', async () => {
    const key = await createAccessKey(gatehouse, owner.id, {}, 60);
    const stream = await open((await exchange(gatehouse, key.text, { resource })).body.access_token);
    expect(stream.status).toBe(200);
    gatehouse.clock.advance(61_000);
    expect(await ends(stream)).toBe(true);
  });

  it('goes on when the token with which it was opened ends before the key', async () => {
    const key = await createAccessKey(gatehouse, owner.id);
    const stream = await open((await exchange(gatehouse, key.text, { resource })).body.access_token);
    gatehouse.clock.advance(400_000);
    expect(await ends(stream, 4)).toBe(false);
  });
});

describe('an access key', () => {
  it('has its tokens counted among those issued, which decide whether bound ones can be required', async () => {
    const issued = async () => {
      const { text } = await gatehouse.request('GET', '/metrics', { headers: { authorization: `Bearer ${METRICS}` } });
      const lines = text.split('\n').filter((line) => line.startsWith('gatehouse_tokens_issued_total{'));
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    };
    const key = await createAccessKey(gatehouse, owner.id);
    await gatehouse.admin();
    const before = await issued();
    expect((await exchange(gatehouse, key.text, { resource })).status).toBe(200);
    expect(await issued()).toBe(before + 1);
  });
});
