import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DpopKey } from '../support/dpop.js';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';

const TOKEN = 'Zk3vQ8rTn5Wc1Xs7Yp2Lm9Jd4Hb6Gf0Ae';

let gatehouse: TestGatehouse;
let silent: TestGatehouse;
let key: DpopKey;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ METRICS_TOKEN: TOKEN });
  silent = await TestGatehouse.start();
  key = await DpopKey.make();
});
afterAll(async () => {
  await silent.stop();
  await gatehouse.stop();
});

const read = (authorization?: string, at = gatehouse) =>
  at.request('GET', '/metrics', authorization === undefined ? {} : { headers: { authorization } });

/** The value of one line, or undefined when there is none. */
async function value(line: string): Promise<number | undefined> {
  const { text } = await read(`Bearer ${TOKEN}`);
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length));
}

describe('who may read metrics', () => {
  it('whoever has the token, in the text format of Prometheus', async () => {
    const answer = await read(`Bearer ${TOKEN}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.text).toContain('# TYPE gatehouse_gate_calls_total counter');
    expect(answer.text).toContain('process_cpu_seconds_total');
  });

  it.each([
    ['nobody', undefined],
    ['a token that is a character short', `Bearer ${TOKEN.slice(1)}`],
    ['a token with a character more', `Bearer ${TOKEN}x`],
    ['an empty token', 'Bearer '],
    ['the token by DPoP', `DPoP ${TOKEN}`],
    ['the token by Basic', basicHeader('metrics', TOKEN)],
  ])('not %s', async (_who, authorization) => {
    const answer = await read(authorization);
    expect([answer.status, answer.body.status]).toEqual([401, 401]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="metrics"/);
    expect(answer.text).not.toContain(TOKEN.slice(1));
  });

  it('not an administrator, whose token is for something else', async () => {
    expect((await read(`Bearer ${await gatehouse.admin()}`)).status).toBe(401);
  });

  it('without the setting there is no such page', async () => {
    for (const authorization of [undefined, 'Bearer ', `Bearer ${TOKEN}`]) {
      expect((await read(authorization, silent)).status).toBe(404);
    }
  });
});

describe('how many calls and tokens are still bearer', () => {
  it('is counted by how the token is bound, for each application by itself', async () => {
    const { resource } = await gatehouse.create('/upstreams', {
      name: 'tools',
      kind: 'mcp',
      url: 'http://127.0.0.1:9/',
    });
    const agent = await gatehouse.agent({ scope: 'mcp' });
    const issued = 'gatehouse_tokens_issued_total{binding="bearer",grant_type="client_credentials"}';
    const before = (await value(issued)) ?? 0;
    const form = { grant_type: 'client_credentials', resource };
    const bearer = (await gatehouse.token(form, agent)).body.access_token as string;
    const bound = await gatehouse.request('POST', '/oauth/token', {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: basicHeader(agent.id, agent.secret),
        dpop: await key.proof('POST', `${gatehouse.url}/oauth/token`),
      },
      body: new URLSearchParams(form).toString(),
    });
    const token = bound.body.access_token as string;
    expect(await value(issued)).toBe(before + 1);
    expect(await value('gatehouse_tokens_issued_total{binding="dpop",grant_type="client_credentials"}')).toBe(1);

    await gatehouse.request('GET', '/api/v1/mcp/tools', { headers: { authorization: `Bearer ${bearer}` } });
    await gatehouse.request('GET', '/api/v1/mcp/tools', { headers: { authorization: `Bearer ${bearer}` } });
    const dpop = await key.proof('GET', resource, { token });
    await gatehouse.request('GET', '/api/v1/mcp/tools', { headers: { authorization: `DPoP ${token}`, dpop } });
    await gatehouse.request('GET', '/api/v1/mcp/tools', { headers: { authorization: 'Bearer nothing' } });
    expect(await value('gatehouse_gate_calls_total{binding="bearer"}')).toBe(2);
    expect(await value('gatehouse_gate_calls_total{binding="dpop"}')).toBe(1);
  });
});
