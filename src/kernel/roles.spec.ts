import { describe, expect, it } from 'vitest';
import { covers, reachOf, ROLE_NAMES, rolesInEffect } from './roles.js';

describe('reachOf', () => {
  it('is the widest of the roles, and that of both where they reach different things', () => {
    expect(reachOf(['help_desk', 'agent_owner'], 'sessions', 'read')).toEqual(['people', 'own']);
    expect(reachOf(['help_desk', 'agent_owner', 'auditor'], 'sessions', 'read')).toEqual(['all']);
    expect(reachOf(['help_desk', 'auditor'], 'sessions', 'delete')).toEqual(['people']);
  });

  it('is null for what no role permits, and for scopes that are no roles', () => {
    expect(reachOf(['auditor'], 'users', 'write')).toBeNull();
    expect(reachOf(['user', 'mcp', 'anonymous', 'ADMIN', ''], 'users', 'read')).toBeNull();
  });
});

describe('covers', () => {
  it('is what a role has of another, and owner of owner alone', () => {
    const covered = ROLE_NAMES.map((held) => [
      held,
      ROLE_NAMES.filter((name) => covers(rolesInEffect([held], [held]), [name])),
    ]);
    expect(Object.fromEntries(covered)).toEqual({
      owner: ROLE_NAMES,
      admin: ROLE_NAMES.filter((name) => name !== 'owner'),
      security_operator: ['security_operator', 'auditor'],
      auditor: ['auditor'],
      help_desk: ['help_desk'],
      agent_owner: ['agent_owner'],
    });
  });

  it('is everything that is no role, and nothing for nobody else', () => {
    expect(covers([], ['user', 'mcp', 'custom:owner'])).toBe(true);
    for (const name of ROLE_NAMES) expect(covers([], ['user', name])).toBe(false);
  });
});

it('of what a person holds, a token brings what both say', () => {
  expect(rolesInEffect(['admin'], ['owner'])).not.toContain('owner');
  expect(rolesInEffect(['owner'], ['auditor'])).toEqual(['auditor']);
  expect(rolesInEffect(['auditor'], ['help_desk'])).toEqual([]);
});
