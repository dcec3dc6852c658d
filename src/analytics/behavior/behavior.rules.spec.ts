import { describe, expect, it } from 'vitest';
import { type Behavior, levelOf, reputationOf, reputationSignals, scoreOf, sumOf } from './behavior.rules.js';

const quiet: Behavior = {
  hours: 1,
  requests: 5,
  refused: 0,
  probes: 0,
  gaps: 4,
  gapSeconds: 40,
  gapSquares: 900,
  peakMinute: 3,
  others: 1,
  asked: 1,
  issued: 1,
  engaged: 1,
};

describe('scoreOf', () => {
  it('finds nothing in ordinary traffic', () => {
    expect(scoreOf(quiet)).toEqual({});
  });

  it.each<[string, Partial<Behavior>, Partial<Behavior>]>([
    ['probes', { probes: 3 }, { probes: 2 }],
    ['high_rate', { peakMinute: 301 }, { peakMinute: 300 }],
    ['round_the_clock', { hours: 20 }, { hours: 19 }],
    [
      'regular_timing',
      { gaps: 20, gapSeconds: 200, gapSquares: 2000 },
      { gaps: 19, gapSeconds: 190, gapSquares: 1900 },
    ],
    [
      'regular_timing',
      { gaps: 20, gapSeconds: 200, gapSquares: 2019 },
      { gaps: 20, gapSeconds: 200, gapSquares: 2021 },
    ],
    ['mostly_refused', { requests: 20, refused: 11 }, { requests: 20, refused: 10 }],
    ['many_fingerprints', { others: 21 }, { others: 20 }],
    ['no_engagement', { issued: 10, engaged: 0 }, { issued: 10, engaged: 1 }],
  ])('tells %s at its bound, and not before', (name, at, before) => {
    expect(Object.keys(scoreOf({ ...quiet, ...at }))).toEqual([name]);
    expect(scoreOf({ ...quiet, ...before })).toEqual({});
  });

  it('takes requests of one moment for no regular timing', () => {
    expect(scoreOf({ ...quiet, gaps: 50, gapSeconds: 0, gapSquares: 0 })).toEqual({});
  });

  it('adds points up', () => {
    expect(sumOf(scoreOf({ ...quiet, probes: 3, hours: 24 }))).toBe(65);
  });
});

describe('reputationOf', () => {
  it('begins at 50, and stays between 0 and 100', () => {
    expect(reputationOf({})).toBe(50);
    expect(reputationOf({ a: 80 })).toBe(100);
    expect(reputationOf({ a: -80 })).toBe(0);
    expect(reputationOf(scoreOf(quiet, reputationSignals))).toBe(70);
  });
});

describe('levelOf', () => {
  it.each([
    [0.9, null],
    [1, 'warning'],
    [2, 'critical'],
  ])('%d is %s', (value, level) => {
    expect(levelOf(value, { warning: 1, critical: 2 })).toBe(level);
  });
});
