import { describe, expect, it } from 'vitest';
import { isUnavailable } from './unavailable.js';

const coded = (code: string) => Object.assign(new Error('x'), { code });

describe('an error that says the database cannot be asked', () => {
  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    '08006',
    '57P01',
    '57P03',
    '57014',
    '53300',
    '25006',
    '42501',
    '58030',
  ])('has code %s', (code) => {
    expect(isUnavailable(coded(code))).toBe(true);
  });

  it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Query read timeout'])(
    'says %j',
    (text) => {
      expect(isUnavailable(new Error(text))).toBe(true);
    },
  );

  it('may be one of several attempts', () => {
    expect(isUnavailable(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]))).toBe(true);
  });

  it.each(['23505', '22P02', '42P01', '40P01', 'ENOENT'])('does not have code %s', (code) => {
    expect(isUnavailable(coded(code))).toBe(false);
  });

  it('is an error', () => {
    expect([undefined, null, 'Connection terminated', { code: '08006' }].map(isUnavailable)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
