import { describe, expect, it } from 'vitest';
import { uuidv7, uuidv7Floor } from './uuid-v7.js';

const NOW = Date.UTC(2020, 1, 29);
const timeOf = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

// Times fall from test to test by more than the step a clock may take back, so that each starts afresh.
describe('a UUIDv7', () => {
  it('has the version and variant of RFC 9562 and carries its time', () => {
    for (let i = 0; i < 2000; i++) {
      const id = uuidv7(NOW + i);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(timeOf(id)).toBe(NOW + i);
    }
  });

  it('is greater than the one before, 20,000 times in one millisecond', () => {
    const now = NOW - 100_000;
    const ids = Array.from({ length: 20_000 }, () => uuidv7(now));
    expect(ids.every((id, i) => i === 0 || id > (ids[i - 1] as string))).toBe(true);
    expect(timeOf(ids[0] as string)).toBe(now);
    // Each millisecond takes at least 2,048 ids before its counter is full.
    expect(timeOf(ids.at(-1) as string) - now).toBeLessThan(10);
  });

  it('stays in order while the time of the last one is ahead, and when the clock steps back a little', () => {
    const now = NOW - 200_000;
    const times = [...Array.from({ length: 9000 }, () => now), now + 1, now, now + 2, now - 900, now + 3, now + 60];
    const ids = times.map(uuidv7);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
    expect(timeOf(ids.at(-1) as string)).toBe(now + 60);
  });

  it('follows a clock that was set back', () => {
    const now = NOW - 300_000;
    uuidv7(now);
    expect(timeOf(uuidv7(now - 1001))).toBe(now - 1001);
  });

  it('leaves nothing but its time to be guessed', () => {
    const ids = Array.from({ length: 4000 }, (_, i) => uuidv7(NOW - 400_000 + i));
    for (const [from, to, all] of [
      [15, 18, 2048],
      [19, 23, 16_384],
      [24, 36, 2 ** 48],
    ] as const) {
      const different = new Set(ids.map((id) => id.slice(from, to))).size;
      // 4,000 draws of `all` values leave about all * (1 - e^(-4000/all)) different ones; far fewer means a stuck source.
      expect(different).toBeGreaterThan(0.9 * all * -Math.expm1(-4000 / all));
    }
    expect(new Set(ids.map((id) => id[19]))).toEqual(new Set('89ab'));
    expect(new Set(ids.map((id) => id[35])).size).toBe(16);
  });

  it('drops fractions of a millisecond and refuses a time that has no room', () => {
    expect(timeOf(uuidv7(NOW - 500_000 + 0.9))).toBe(NOW - 500_000);
    for (const time of [-1, NaN, Infinity, 2 ** 48]) expect(() => uuidv7(time)).toThrow(RangeError);
    expect(timeOf(uuidv7(NOW - 600_000))).toBe(NOW - 600_000);
  });
});

describe('the floor of a time', () => {
  it('is the lowest id of that time', () => {
    expect(uuidv7Floor(0)).toBe('00000000-0000-7000-8000-000000000000');
    expect(uuidv7Floor(0x017f22e279b0)).toBe('017f22e2-79b0-7000-8000-000000000000'); // the time of RFC 9562, A.6
    expect(uuidv7Floor(2 ** 48 - 1)).toBe('ffffffff-ffff-7000-8000-000000000000');
    expect(() => uuidv7Floor(2 ** 48)).toThrow(RangeError);
  });

  it('stands between the ids of two milliseconds', () => {
    const now = NOW - 700_000;
    const [before, after] = [uuidv7(now - 1), uuidv7(now)];
    expect(before < uuidv7Floor(now) && uuidv7Floor(now) <= after).toBe(true);
  });
});
