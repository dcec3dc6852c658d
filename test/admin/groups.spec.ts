import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { allPages, expectWrong, problemOf } from './problems.js';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  const people: [string, string[]][] = [
    ['ada_l', ['Payments', 'union:1']],
    ['adaxl', ['Payments']],
    ['grace', ['a-group']],
  ];
  for (const [name, groups] of people) {
    await gatehouse.create('/users', { email: `${name}@example.test`, name, roles: ['user'], groups });
  }
});
afterAll(() => gatehouse.stop());

const namesOf = async (query: string) => {
  const answer = await gatehouse.adminCall('GET', `/users?${query}`);
  expect({ query, status: answer.status }).toEqual({ query, status: 200 });
  return answer.body.items.map(({ name }: { name: string }) => name);
};

describe('groups', () => {
  it('are listed with how many are in them, page by page', async () => {
    const all = [
      { name: 'Payments', members: 2 },
      { name: 'a-group', members: 1 },
      { name: 'union:1', members: 1 },
    ];
    expect((await allPages(gatehouse, '/groups', 50)).flat()).toEqual(all);
    expect(await allPages(gatehouse, '/groups', 1)).toEqual(all.map((one) => [one]));
    for (const group of all) {
      const answer = await gatehouse.adminCall('GET', `/groups/${encodeURIComponent(group.name)}`);
      expect(answer.body).toEqual(group);
    }
    problemOf(await gatehouse.adminCall('GET', '/groups/nobody'), 404);
    expectWrong(await gatehouse.adminCall('GET', '/groups?limit=0&x=1'), 'limit', 'x');
  });

  it('and roles and texts find people', async () => {
    expect(await namesOf('group=Payments')).toEqual(['ada_l', 'adaxl']);
    expect(await namesOf('group=Payments&text=ADAX')).toEqual(['adaxl']);
    expect(await namesOf('text=a_')).toEqual(['ada_l']);
    expect(await namesOf('text=grace@')).toEqual(['grace']);
    expect(await namesOf('text=%25')).toEqual([]);
    expect(await namesOf('role=user&text=example')).toEqual(['ada_l', 'adaxl', 'grace']);
    expect(await namesOf('role=emperor')).toEqual([]);
  });
});
