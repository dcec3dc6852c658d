import { describe, expect, it } from 'vitest';
import { restricted } from './workload-limits.rules.js';

const [one, two, three, four] = ['one', 'two', 'three', 'four'].map((name) => `https://${name}.example/`) as [
  string,
  string,
  string,
  string,
];
const client = { scope: ['user', 'mcp', 'a2a'], resources: null, audiences: ['hook'], defaultAudience: null };
const rule = (scope: string[] | null, resources: string[] | null) => ({ scope, resources });

describe('several rules that match', () => {
  const rules = [rule(['mcp'], [one, two]), rule(['a2a'], [two]), rule(['user'], [three])];
  const scopeAt = (asked: string[], more: ReturnType<typeof rule>[] = []) =>
    [...restricted(client, [...rules, ...more], asked).scope].sort();

  it('give at a resource what those give that admit it, and nothing of the others', () => {
    expect(scopeAt([one])).toEqual(['mcp']);
    expect(scopeAt([two])).toEqual(['a2a', 'mcp']);
    expect(scopeAt([four])).toEqual([]);
    expect(scopeAt([four], [rule(['a2a'], null)])).toEqual(['a2a']);
    expect(scopeAt([one], [rule(null, [one])])).toEqual(['a2a', 'mcp', 'user']);
    expect(scopeAt([two], [rule(null, [one])])).toEqual(['a2a', 'mcp']);
  });

  it('give at several resources what one rule gives that admits them all', () => {
    expect(scopeAt([one, two])).toEqual(['mcp']);
    expect(scopeAt([two, three])).toEqual([]);
  });

  it('name no resource that the client may not, and no default that they do not', () => {
    const bound = { ...client, resources: [two, three], defaultAudience: three };
    expect(restricted(bound, rules, [two])).toMatchObject({ resources: [two], defaultAudience: null });
    expect(restricted(bound, rules, [three])).toMatchObject({ resources: [three], defaultAudience: three });
    expect(restricted(bound, rules, [four])).toMatchObject({ scope: [], resources: [] });
    expect(restricted(bound, [rule(null, null)], [four]).resources).toEqual([two, three]);
  });

  it('name no audience that they do not', () => {
    const audiencesAt = (resources: string[] | null, asked: string[]) =>
      restricted(client, [rule(null, resources)], asked).audiences;
    expect(audiencesAt(null, [])).toEqual(['hook']);
    expect(audiencesAt([one, 'hook'], ['hook'])).toEqual(['hook']);
    expect(audiencesAt([one], [one])).toEqual([]);
    expect(audiencesAt([one], [two])).toEqual([]);
  });
});

it.each([
  ['what both name', ['mcp', 'a2a'], ['mcp', 'service'], ['mcp']],
  ['the lesser of two that are one above the other', ['admin'], ['user'], ['user']],
  ['the lesser of two, the other way round', ['anonymous'], ['admin'], ['anonymous']],
  ['nothing of two tiers', ['admin'], ['mcp'], []],
])('a rule leaves %s', (_, held, allowed, left) => {
  expect(restricted({ ...client, scope: held }, [rule(allowed, null)], []).scope).toEqual(left);
});
