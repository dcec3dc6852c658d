import { expect, it } from 'vitest';
import { uuidv7Floor } from '../../kernel/uuid-v7.js';
import { type IdRange, windowsBack } from './search-windows.rules.js';

const NOW = Date.UTC(2026, 0, 31, 12);
const YEAR = 365 * 86_400_000;

/** Whether they are one range without gaps or overlaps, the newest first. */
function whole(ranges: readonly IdRange[]): IdRange {
  for (const [at, range] of ranges.entries()) {
    if (at > 0) expect(range.below).toBe(ranges[at - 1]?.from);
    if (range.from !== null && range.below !== null) expect(range.from < range.below).toBe(true);
  }
  return { from: ranges.at(-1)?.from ?? null, below: ranges[0]?.below ?? null };
}

const windows = (...args: Parameters<typeof windowsBack>) => [...windowsBack(...args)];
const open = { from: null, to: null };

it('together they are everything, and no more than seven', () => {
  const ranges = windows(NOW, null, open);
  expect(whole(ranges)).toEqual({ from: null, below: null });
  expect(ranges.length).toBeLessThanOrEqual(7);
});

it('they go on below an id, also one of a clock that is ahead', () => {
  for (const time of [NOW - YEAR, NOW, NOW + YEAR]) {
    const id = uuidv7Floor(time);
    expect(whole(windows(NOW, id, open))).toEqual({ from: null, below: id });
  }
});

it('they are no more than was asked for', () => {
  for (const length of [1, 3_600_000, YEAR]) {
    const { from, below } = whole(windows(NOW, null, { from: NOW - length, to: NOW }));
    expect(from).toBe(uuidv7Floor(NOW - length));
    expect((below ?? '') >= uuidv7Floor(NOW)).toBe(true);
  }
});

it('they go on from an id within what was asked for', () => {
  const id = uuidv7Floor(NOW - 5000);
  expect(whole(windows(NOW, id, { from: NOW - YEAR, to: NOW }))).toEqual({ from: uuidv7Floor(NOW - YEAR), below: id });
  const after = uuidv7Floor(NOW + YEAR);
  expect(whole(windows(NOW, after, { from: null, to: NOW })).below).not.toBe(after);
});

it('they begin with 1970 at the earliest', () => {
  expect(whole(windows(5, null, { from: 0, to: null })).from).toBe(uuidv7Floor(0));
});
