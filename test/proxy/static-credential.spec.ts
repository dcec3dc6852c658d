import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evidenceOf, expectWrong } from '../admin/problems.js';
import { callsOf, type Gated } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

const VALUE = 'Bearer s3cr3t-of-the-server';
const OTHER = 'another-s3cr3t';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let count = 0;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = await RecordingUpstream.start();
  agent = await gatehouse.agent();
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

const call: TestGatehouse['adminCall'] = (...args) => gatehouse.adminCall(...args);
const fields = (credential: object, more: object = {}) => ({
  name: `vault-${++count}`,
  kind: 'mcp',
  url: upstream.url,
  credential,
  ...more,
});
const create = (credential: object, more: object = {}) => gatehouse.create('/upstreams', fields(credential, more));
const withValue = (header = 'x-api-key', value = OTHER) => create({ mode: 'static', header, value });
/** What the upstream got in a header, by name of the header; every header of the call that has a secret in it. */
const sent = async (server: Gated) => {
  expect((await server.send()).status).toBe(200);
  return upstream.last().headers;
};
const calls = (made: { id: string; resource: string }) => callsOf(gatehouse, agent, made);

describe('a static credential', () => {
  it('goes with each call in its header, and no other credential does', async () => {
    const made = await create({ mode: 'static', header: 'Authorization', value: VALUE });
    expect((await sent(await calls(made))).authorization).toBe(VALUE);
    const headers = await sent(await calls(await withValue()));
    expect([headers['x-api-key'], headers.authorization]).toEqual([OTHER, undefined]);
  });

  it('is what the gate wrote down, also when the caller sends a header of that name', async () => {
    const server = await calls(await withValue());
    await server.send(undefined, { 'x-api-key': 'of the caller' });
    expect(upstream.last().headers['x-api-key']).toBe(OTHER);
  });

  it('is never shown again: not in a view, in evidence, in the log or in the tables', async () => {
    const made = await create({ mode: 'static', header: 'authorization', value: VALUE });
    expect(made.credential).toEqual({ mode: 'static', header: 'authorization', set_at: expect.any(String) });
    await call('PATCH', `/upstreams/${made.id}`, {
      credential: { mode: 'static', header: 'authorization', value: OTHER },
    });
    await sent(await calls(made));
    const told = [
      await call('GET', `/upstreams/${made.id}`),
      await call('GET', '/upstreams'),
      await call('PATCH', `/upstreams/${made.id}`, { credential: { mode: 'static', header: 'x y', value: VALUE } }),
      await evidenceOf(gatehouse, made.id),
      await gatehouse.sql('SELECT upstreams::text FROM upstreams'),
      gatehouse.logLines,
    ];
    for (const secret of [VALUE, OTHER]) {
      for (const form of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')]) {
        expect(JSON.stringify(told)).not.toContain(form);
      }
    }
  });

  it('is written anew by a change, which is on record, and is kept by a change of something else', async () => {
    const made = await withValue();
    gatehouse.clock.advance(5);
    const kept = await call('PATCH', `/upstreams/${made.id}`, {
      timeouts: { idle: 9000 },
      credential: made.credential,
    });
    expect([kept.status, kept.body.credential]).toEqual([200, made.credential]);
    expect((await sent(await calls(made)))['x-api-key']).toBe(OTHER);
    const change = { credential: { mode: 'static', header: 'x-api-key', value: 'third-s3cr3t' } };
    const changed = await call('PATCH', `/upstreams/${made.id}`, change);
    expect(changed.body.credential.set_at).not.toBe(made.credential.set_at);
    expect((await sent(await calls(made)))['x-api-key']).toBe('third-s3cr3t');
    expect((await evidenceOf(gatehouse, made.id)).map(({ detail }) => detail.changed)).toEqual([
      undefined,
      ['timeouts'],
      ['credential'],
    ]);
  });

  it('does not follow a change of the origin or of the header: whoever makes that change knows the value', async () => {
    const made = await withValue();
    const elsewhere = await RecordingUpstream.start();
    for (const change of [
      { url: elsewhere.url },
      { url: 'http://[::1]:9/mcp' },
      { credential: { mode: 'static', header: 'x-other' } },
    ]) {
      expectWrong(await call('PATCH', `/upstreams/${made.id}`, change), '/credential');
    }
    const path = await call('PATCH', `/upstreams/${made.id}`, { url: `${upstream.url}/v2` });
    expect(path.status).toBe(200);
    const whole = { url: elsewhere.url, credential: { mode: 'static', header: 'x-api-key', value: VALUE } };
    expect((await call('PATCH', `/upstreams/${made.id}`, whole)).status).toBe(200);
    await (await calls(made)).send();
    expect(elsewhere.last().headers['x-api-key']).toBe(VALUE);
    await elsewhere.stop();
  });

  it('is gone when the mode is another', async () => {
    const made = await withValue();
    const minted = await call('PATCH', `/upstreams/${made.id}`, { credential: { mode: 'minted' } });
    expect(minted.body.credential).toEqual({ mode: 'minted' });
    expect((await sent(await calls(made)))['x-api-key']).toBeUndefined();
    expect(await gatehouse.sql('SELECT sealed_credential FROM upstreams WHERE id = $1', [made.id])).toEqual([
      { sealed_credential: null },
    ]);
    expectWrong(
      await call('PATCH', `/upstreams/${made.id}`, { credential: { mode: 'static', header: 'x-api-key' } }),
      '/credential',
    );
  });

  it.each([
    ['without header', { mode: 'static', value: 'x' }, ['/credential']],
    ['without value', { mode: 'static', header: 'x-api-key' }, ['/credential']],
    ['with an audience', { mode: 'static', header: 'x-api-key', value: 'x', audience: 'y' }, ['/credential']],
    ['with a value and another mode', { mode: 'none', value: 'x' }, ['/credential']],
    ['with a header and another mode', { mode: 'minted', header: 'x-api-key' }, ['/credential']],
    [
      'in a header of the connection',
      { mode: 'static', header: 'Transfer-Encoding', value: 'x' },
      ['/credential/header'],
    ],
    ['in a header of identity', { mode: 'static', header: 'X-User-Id', value: 'x' }, ['/credential/header']],
    ['as a cookie', { mode: 'static', header: 'cookie', value: 'a=b' }, ['/credential/header']],
    ['with a line break', { mode: 'static', header: 'x-api-key', value: 'a\r\nx-b: c' }, ['/credential/value']],
    ['with an empty value', { mode: 'static', header: 'x-api-key', value: '' }, ['/credential/value']],
  ])('is refused %s', async (_, credential, pointers) => {
    expectWrong(await call('POST', '/upstreams', fields(credential)), ...pointers);
  });
});

describe('a static credential that cannot be opened', () => {
  const shut = async (made: { id: string; resource: string }) => {
    const before = upstream.received.length;
    const answer = await (await calls(made)).send();
    expect([answer.status, answer.body.error.data]).toEqual([
      502,
      { reason: 'upstream_credential', server: made.resource.split('/').at(-1) },
    ]);
    expect(upstream.received).toHaveLength(before);
    const line = gatehouse.logLines.findLast((one) => one.includes('gate.upstream_credential_shut')) ?? '';
    expect(line).toContain('Write it anew');
    expect(line + answer.text).not.toContain(OTHER);
  };

  it('since it was sealed under another key: 502, and the log says what to do', async () => {
    const made = await withValue();
    await gatehouse.sql(
      'UPDATE upstreams SET sealed_credential = set_byte(sealed_credential, 40, get_byte(sealed_credential, 40) # 1) WHERE id = $1',
      [made.id],
    );
    await shut(made);
  });

  it('since somebody with the database moved it to another server', async () => {
    const [one, two] = [await withValue(), await withValue()];
    await gatehouse.sql(
      'UPDATE upstreams SET sealed_credential = (SELECT sealed_credential FROM upstreams WHERE id = $2) WHERE id = $1',
      [one.id, two.id],
    );
    await shut(one);
    await gatehouse.sql(`UPDATE upstreams SET url = 'http://127.0.0.1:9/mcp' WHERE id = $1`, [two.id]);
    await shut(two);
  });
});
