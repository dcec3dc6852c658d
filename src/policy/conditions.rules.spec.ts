import { describe, expect, it } from 'vitest';
import { PASSKEY_ACR, PASSWORD_ACR } from '../kernel/authentication-class.js';
import { type Circumstances, readyConditions } from './conditions.rules.js';
import type { RuleConditions } from './policy-rule.entity.js';

const OWN = 'https://gatehouse.example';
const ours = (sub: string) => ({ sub, iss: OWN });
const at = (text: string): number => Date.parse(text);
const here: Circumstances = {
  address: '10.1.2.3',
  at: at('2026-11-18T12:00:00Z'),
  actors: [ours('agent')],
  acr: 'password',
  authTime: at('2026-11-18T11:59:00Z') / 1000,
};
const unmet = (conditions: RuleConditions, changes: Partial<Circumstances> = {}) =>
  readyConditions(conditions, OWN)({ ...here, ...changes });

describe('conditions', () => {
  it('are met where there are none', () => expect(unmet({})).toBe(null));

  it.each<[string, RuleConditions, Partial<Circumstances>, ReturnType<typeof unmet>]>([
    ['an address in a range', { addresses: ['192.0.2.0/24', '10.0.0.0/8'] }, {}, null],
    ['an address in none', { addresses: ['192.0.2.0/24'] }, {}, 'addresses'],
    ['an IPv4 address written as IPv6', { addresses: ['10.0.0.0/8'] }, { address: '::ffff:10.1.2.3' }, null],
    ['what is no address', { addresses: ['0.0.0.0/0', '::/0'] }, { address: 'somewhere' }, 'addresses'],
    ['a time before the first', { not_before: '2026-11-18T12:00:01Z' }, {}, 'times'],
    ['the first moment', { not_before: '2026-11-18T13:00:00+01:00' }, {}, null],
    ['the last moment, which no longer counts', { not_after: '2026-11-18T12:00:00Z' }, {}, 'times'],
    ['actors enough', { chain: { most: 1 } }, {}, null],
    ['an actor too many', { chain: { most: 1 } }, { actors: [ours('second'), ours('agent')] }, 'chain'],
    ['no actor where there may be none', { chain: { most: 0 } }, { actors: [] }, null],
    ['one of the actors', { chain: { any_of: ['agent'] } }, { actors: [ours('second'), ours('agent')] }, null],
    ['none of the actors', { chain: { any_of: ['other'] } }, {}, 'chain'],
    [
      'an actor that must not be',
      { chain: { none_of: ['second'] } },
      { actors: [ours('agent'), ours('second')] },
      'chain',
    ],
    ['one of the classes', { authentication: { acr: ['passkey', 'password'] } }, {}, null],
    ['another class', { authentication: { acr: ['passkey'] } }, {}, 'authentication'],
    ['a stronger class', { authentication: { acr: [PASSWORD_ACR] } }, { acr: PASSKEY_ACR }, null],
    ['a weaker class', { authentication: { acr: [PASSKEY_ACR] } }, { acr: PASSWORD_ACR }, 'authentication'],
    ['no sign-in at all', { authentication: { acr: ['password'] } }, { acr: undefined }, 'authentication'],
    ['a sign-in just late enough', { authentication: { max_age: 60 } }, {}, null],
    ['a sign-in too long ago', { authentication: { max_age: 59 } }, {}, 'authentication'],
    ['an age of nothing', { authentication: { max_age: 60 } }, { authTime: undefined }, 'authentication'],
  ])('%s', (_, conditions, changes, expected) => expect(unmet(conditions, changes)).toBe(expected));

  it('that a sign-in could cure are told last', () => {
    const both = { addresses: ['192.0.2.1'], authentication: { acr: ['passkey'] } };
    expect(unmet(both)).toBe('addresses');
  });
});

describe('times of the week', () => {
  const zurich = (days: string[], from: string, to: string) => ({
    times: { days, from, to, time_zone: 'Europe/Zurich' },
  });
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'];

  it.each<[string, RuleConditions, string, boolean]>([
    ['the first minute', zurich(weekdays, '08:00', '18:00'), '2026-11-18T07:00:00Z', true],
    ['the minute before', zurich(weekdays, '08:00', '18:00'), '2026-11-18T06:59:59Z', false],
    ['the minute after the last', zurich(weekdays, '08:00', '18:00'), '2026-11-18T17:00:00Z', false],
    ['the same wall clock in summer', zurich(weekdays, '08:00', '18:00'), '2026-07-15T06:00:00Z', true],
    ['a Sunday', zurich(weekdays, '08:00', '18:00'), '2026-11-22T10:00:00Z', false],
    ['a Sunday there that is a Saturday in UTC', zurich(['sun'], '00:00', '01:00'), '2026-11-21T23:30:00Z', true],
    ['late on the day of a night', zurich(['fri'], '22:00', '06:00'), '2026-11-20T21:30:00Z', true],
    ['early on the day after', zurich(['fri'], '22:00', '06:00'), '2026-11-21T04:30:00Z', true],
    ['the morning of that day', zurich(['fri'], '22:00', '06:00'), '2026-11-20T04:30:00Z', false],
    ['the night from Sunday to Monday', zurich(['sun'], '22:00', '06:00'), '2026-11-23T04:30:00Z', true],
    ['midnight', zurich(weekdays, '00:00', '24:00'), '2026-11-18T23:00:00Z', true],
    ['any day, where none is named', { times: { from: '08:00', time_zone: 'UTC' } }, '2026-11-22T23:59:00Z', true],
    ['before it, where no end is named', { times: { from: '08:00', time_zone: 'UTC' } }, '2026-11-22T07:59:00Z', false],
  ])('%s', (_, conditions, moment, expected) => {
    expect(unmet(conditions, { at: at(moment) })).toBe(expected ? null : 'times');
  });
});
