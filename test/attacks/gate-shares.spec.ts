import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { beginDevice } from '../support/devices.js';
import { callsOf, eventually, rpc } from '../support/gated.js';
import { freePort, TestGatehouse } from '../support/gatehouse.js';
import { createPerson } from '../support/people.js';
import { message, RawUpstream } from '../support/raw-upstream.js';

let gatehouse: TestGatehouse;
let upstream: RawUpstream;
let held: Socket[];
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = await RawUpstream.start();
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});
afterEach(() => expect(gatehouse.errors()).toBe(''));

/** A server for four calls at a time, which answers none of them until it is let. */
async function narrow(name: string) {
  held = [];
  upstream.answer = (socket) => void held.push(socket);
  const limits = { concurrent: 4 };
  return gatehouse.create('/upstreams', { name, kind: 'mcp', url: upstream.url, limits });
}

function release(): void {
  for (const socket of held.splice(0)) socket.write(message('{}'));
}

describe('whoever holds all that one may hold of a server', () => {
  it('by one device leaves the rest to the devices of others', async () => {
    const { resource } = await narrow('shared');
    const [mine, theirs] = [
      await beginDevice(gatehouse, await createPerson(gatehouse)),
      await beginDevice(gatehouse, await createPerson(gatehouse)),
    ];
    const call = ({ token }: { readonly token: string }) =>
      gatehouse.request('POST', new URL(resource as string).pathname, {
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: rpc('tools/call', { name: 'a' }),
      });
    const pending = [call(mine), call(mine), call(mine)];
    await eventually(() => held.length === 3, 'three arrived');
    expect((await call(mine)).status).toBe(503);
    pending.push(call(theirs));
    await eventually(() => held.length === 4, 'four arrived');
    release();
    expect((await Promise.all(pending)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('has no more of it by another client', async () => {
    const made = await narrow('hoarded');
    const agent = await gatehouse.agent();
    const client_name = 'second';
    const second = await gatehouse.create('/clients', {
      client_name,
      kind: 'agent',
      owner_id: agent.owner.id,
      grant_types: ['client_credentials'],
      scope: 'mcp',
      token_endpoint_auth_method: 'client_secret_basic',
      subject: 'client',
    });
    const [mine, also, theirs] = [
      await callsOf(gatehouse, agent, made),
      await callsOf(gatehouse, { id: second.client_id, secret: second.client_secret }, made),
      await callsOf(gatehouse, await gatehouse.agent(), made),
    ];
    const pending = [mine.send(), mine.send(), also.send()];
    await eventually(() => held.length === 3, 'three arrived');
    expect((await also.send()).status).toBe(503);
    pending.push(theirs.send());
    await eventually(() => held.length === 4, 'four arrived');
    release();
    expect((await Promise.all(pending)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

describe('a server that was away, and is back', () => {
  it('is not kept shut by one person whose call hangs each time', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/mcp`;
    const made = await gatehouse.create('/upstreams', { name: 'back', kind: 'mcp', url, timeouts: { first_byte: 50 } });
    const [mine, theirs] = [
      await callsOf(gatehouse, await gatehouse.agent(), made),
      await callsOf(gatehouse, await gatehouse.agent(), made),
    ];
    for (let count = 0; count < 5; count++) expect((await mine.send()).status).toBe(502);
    const live = await RawUpstream.start(port);
    live.answer = () => undefined;
    gatehouse.clock.advance(1_001);
    expect((await mine.send()).status).toBe(504);
    gatehouse.clock.advance(2_001);
    expect((await mine.send()).status).toBe(503);
    live.answer = (socket) => socket.write(message('{}'));
    expect((await theirs.send()).status).toBe(200);
    expect((await mine.send()).status).toBe(200);
    await live.stop();
  });
});
