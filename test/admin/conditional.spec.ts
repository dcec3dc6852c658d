/* Every single thing that is administered says which state of it an answer shows, and is changed in no other. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrativeRoutes, callWith, type Thing, thingMakers } from '../support/administered-things.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { problemOf } from './problems.js';

let host: HttpsHost;
let gatehouse: TestGatehouse;
beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start(host.settings);
});
afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
});

const BASE = '/api/v1/admin';
/** Routes that show what no path of theirs names alone, and what is not changed one by one. */
const OTHERS = [
  'GET /audit/:id',
  'GET /groups/:name',
  'GET /jobs/:name',
  'GET /keys/:kid',
  'GET /limits/:name',
  'GET /sessions/:id/story',
  'GET /settings/:name',
  'GET /upstreams/:server/tools',
  'DELETE /users/:id/devices',
  'DELETE /users/:id/password',
  'PUT /users/:id/password',
];

const names = Object.keys(thingMakers({} as TestGatehouse, {} as HttpsHost));
const make = (name: string): Promise<Thing> => thingMakers(gatehouse, host)[name]!();
const withTag = (method: string, path: string, tag: string, body?: object) =>
  callWith(gatehouse, method, path, { 'if-match': tag }, body);
const read = async (path: string) => {
  const answer = await gatehouse.adminCall('GET', path);
  expect({ path, status: answer.status }).toEqual({ path, status: 200 });
  return answer;
};
const tagAt = async (path: string): Promise<string> => {
  const tag = (await read(path)).headers.get('etag');
  expect({ path, tag }).toEqual({ path, tag: expect.stringMatching(/^"[\w-]{22}\.[\w-]{22}"$/) });
  return tag!;
};

describe('the routes that are looked at here', () => {
  it('are all that show, change or delete one thing', () => {
    const single = administrativeRoutes(gatehouse)
      .map((route) => route.replace(BASE, ''))
      .filter((route) => /^(PATCH|PUT|DELETE) |^GET .*\/:[a-z_]+$|second-factor$|story$|tools$/.test(route))
      .filter((route) => !OTHERS.includes(route));
    const paths = new Set(single.map((route) => route.replace(/^\w+ /, '')));
    expect([...paths].sort()).toEqual([...names].sort());
    for (const path of paths) expect(single).toContain(`GET ${path}`);
  });
});

describe.each(names)('%s', (name) => {
  const isFixed = () => expect(administrativeRoutes(gatehouse)).not.toContain(`PATCH ${BASE}${name}`);

  it('is answered with a tag that stays until it is changed, and to whom has it without a body', async () => {
    const { path } = await make(name);
    const tag = await tagAt(path);
    const again = await callWith(gatehouse, 'GET', path, { 'if-none-match': `"other", ${tag}` });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', tag]);
    expect((await callWith(gatehouse, 'GET', path, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('is changed with its tag, not with an older one, and then nothing has changed', async () => {
    const { path, changes } = await make(name);
    if (changes === undefined) return isFixed();
    const first = await tagAt(path);
    const changed = await withTag('PATCH', path, first, changes[0]);
    expect({ status: changed.status, text: changed.text }).toMatchObject({ status: 200 });
    const second = changed.headers.get('etag')!;
    expect(second).not.toBe(first);
    expect(await tagAt(path)).toBe(second);
    const before = (await read(path)).text;
    for (const stale of [first, '"nothing"', `W/${second}`, '']) {
      problemOf(await withTag('PATCH', path, stale, changes[1]), 412);
      problemOf(await withTag('PATCH', path, stale, {}), 412);
      problemOf(await withTag('DELETE', path, stale), 412);
    }
    expect((await read(path)).text).toBe(before);
    expect((await withTag('PATCH', path, second, {})).status).toBe(200);
    expect((await withTag('PATCH', path, `"other", ${second}`, changes[1])).status).toBe(200);
    expect((await withTag('PATCH', path, '*', changes[0])).status).toBe(200);
  });

  it('is changed by one of two who have the same tag', async () => {
    const { path, changes } = await make(name);
    if (changes === undefined) return isFixed();
    for (let round = 0; round < 3; round++) {
      const tag = await tagAt(path);
      const body = changes[round % 2];
      const answers = await Promise.all(Array.from({ length: 4 }, () => withTag('PATCH', path, tag, body)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    }
  });

  it('is deleted with its tag, and not with another', async () => {
    const { path, changes } = await make(name);
    const tag = await tagAt(path);
    const before = (await read(path)).text;
    problemOf(await withTag('DELETE', path, '"nothing"'), 412);
    expect((await read(path)).text).toBe(before);
    if (changes !== undefined) {
      const outcome = await Promise.all([withTag('PATCH', path, tag, changes[0]), withTag('DELETE', path, tag)]);
      const statuses = outcome.map(({ status }) => status);
      expect(['200,412', '412,204', '404,204', '409,204']).toContain(statuses.join());
      if (statuses[1] === 204) return;
    }
    expect((await withTag('DELETE', path, await tagAt(path))).status).toBe(204);
  });
});

describe('If-Match', () => {
  it('is not met by what has no tag, and nothing is changed', async () => {
    const { path } = await make('/users/:id');
    problemOf(await withTag('DELETE', `${path}/password`, '*'), 412);
    expect((await gatehouse.adminCall('DELETE', `${path}/password`)).status).toBe(204);
  });

  it('tells nobody of what there is: what is refused otherwise comes first', async () => {
    const { path } = await make('/users/:id');
    problemOf(await withTag('PATCH', path, '"nothing"', { name: '' }), 400);
    problemOf(await withTag('PATCH', '/users/01a1fd24-8d08-76cc-91f4-526bf06dbcd1', '"nothing"', { name: 'x' }), 404);
    problemOf(await withTag('DELETE', '/users/01a1fd24-8d08-76cc-91f4-526bf06dbcd1', '"nothing"'), 404);
  });
});

describe('what was just made', () => {
  it('is answered with its tag', async () => {
    const fields = { email: 'tagged@example.test', name: 'Ada', roles: ['user'] };
    const answer = await gatehouse.adminCall('POST', '/users', fields);
    expect(answer.headers.get('etag')).toBe(await tagAt(`/users/${answer.body.id}`));
    expect(
      (await withTag('PATCH', `/users/${answer.body.id}`, answer.headers.get('etag')!, { name: 'B' })).status,
    ).toBe(200);
  });
});
