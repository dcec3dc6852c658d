import { expect, it } from 'vitest';
import { NamesOfHour } from './names-of-hour.rules.js';

const HOUR = '2026-01-01T00:00:00.000Z';

it('fingerprints of a network beyond the most are counted together', () => {
  const names = new NamesOfHour(100, 2);
  expect(names.of(HOUR, 'one', '')).toEqual(['one', '']);
  expect(names.of(HOUR, 'one', 'a')).toEqual(['one', 'a']);
  expect(names.of(HOUR, 'one', 'b')).toEqual(['one', 'b']);
  expect(names.of(HOUR, 'one', 'c')).toEqual(['one', '']);
  expect(names.of(HOUR, 'one', 'a')).toEqual(['one', 'a']);
  expect(names.of(HOUR, 'two', 'c')).toEqual(['two', 'c']);
});

it('networks beyond the most are counted together, until the next hour', () => {
  const names = new NamesOfHour(2, 2);
  expect(names.of(HOUR, 'one', 'a')).toEqual(['one', 'a']);
  expect(names.of(HOUR, 'two', '')).toEqual(['two', '']);
  expect(names.of(HOUR, 'three', 'a')).toEqual(['', '']);
  expect(names.of(HOUR, 'two', 'b')).toEqual(['two', '']);
  expect(names.of(HOUR, 'one', 'a')).toEqual(['one', 'a']);
  expect(names.of(HOUR, '', '')).toEqual(['', '']);
  expect(names.of('2026-01-01T01:00:00.000Z', 'three', 'a')).toEqual(['three', 'a']);
});
