import { describe, expect, it } from 'vitest';
import { readyConditions } from './conditions.rules.js';
import { type Asked, judge, type Principals, type ReadyRule } from './ladder.rules.js';
import type { RuleConditions } from './policy-rule.entity.js';

const who: Principals = { user: 'ada', client: 'agent', groups: ['Payments'], roles: ['user'], kind: 'agent' };
const asked: Asked = { subject: { kind: 'tool', name: 'pay' }, greeting: false };
const now = {
  address: '127.0.0.1',
  at: 1_000_000,
  actors: [{ sub: 'agent', iss: 'us' }],
  acr: undefined,
  authTime: 10,
};

function rule(effect: 'allow' | 'deny', type: 'user' | 'any', conditions: RuleConditions = {}): ReadyRule {
  return {
    id: `${effect} ${type}`,
    effect,
    mode: 'enforce',
    principal: { type, id: type === 'any' ? null : 'ada' },
    subject: null,
    about: null,
    unmet: readyConditions(conditions, 'us'),
    authentication: conditions.authentication,
    justification: '',
  };
}

const fresh = { authentication: { max_age: 300 } };

describe('a sign-in that does not suffice', () => {
  it('is told where a rule below denies what the rule above would allow then', () => {
    const rules = [rule('deny', 'any'), rule('allow', 'user', fresh)];
    expect(judge(rules, who, asked, now)).toMatchObject({ effect: 'deny', stepUp: { max_age: 300 } });
    expect(judge(rules, who, asked, { ...now, authTime: 900 })).toMatchObject({ effect: 'allow' });
  });

  it.each<[string, ReadyRule[]]>([
    ['a rule on the same rung denies', [rule('allow', 'user', fresh), rule('deny', 'user')]],
    ['a rule above denies', [rule('allow', 'any', fresh), rule('deny', 'user')]],
    ['more is missing', [rule('allow', 'user', { ...fresh, addresses: ['10.0.0.0/8'] }), rule('deny', 'any')]],
    ['another rule allows', [rule('allow', 'user', fresh), rule('allow', 'any')]],
  ])('is not told where %s', (_, rules) => expect(judge(rules, who, asked, now)).not.toHaveProperty('stepUp'));
});
