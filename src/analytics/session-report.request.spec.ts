import { describe, expect, it } from 'vitest';
import type { Problem } from '../kernel/problem.js';
import { readSessionReport } from './session-report.request.js';

const now = Date.parse('2026-03-10T12:00:00.000Z');

function wrong(query: Record<string, unknown>): string[] {
  try {
    readSessionReport(query, now);
  } catch (error) {
    return (error as Problem).errors.map(({ pointer }) => pointer);
  }
  return [];
}

describe('readSessionReport', () => {
  it('covers the last 30 days by everything, when nothing is said', () => {
    const report = readSessionReport({}, now);
    expect(report.to.toISOString()).toBe('2026-03-10T12:00:00.001Z');
    expect(+report.to - +report.from).toBe(30 * 86_400_000);
    expect(report).toMatchObject({ groups: ['day', 'source', 'client', 'outcome'], includeBots: true });
  });

  it('reads dates as midnight UTC, and times with their offset', () => {
    const report = readSessionReport({ from: '2026-03-01', to: '2026-03-02T01:30:00+01:30' }, now);
    expect([report.from.toISOString(), report.to.toISOString()]).toEqual([
      '2026-03-01T00:00:00.000Z',
      '2026-03-02T00:00:00.000Z',
    ]);
  });

  it('takes 30 days before `to` when only that is given', () => {
    expect(readSessionReport({ to: '2026-01-31' }, now).from.toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });

  it('reads groups in any order, and the filter', () => {
    expect(readSessionReport({ group_by: 'outcome,day', include_bots: 'false' }, now)).toMatchObject({
      groups: ['day', 'outcome'],
      includeBots: false,
    });
  });

  it.each([
    ['yesterday'],
    [''],
    ['2026-02-30'],
    ['2026-02-30T10:00:00Z'],
    ['2026-13-01'],
    ['2026-03-01T25:00:00Z'],
    ['2026-03-01T10:00:00'],
    ['2026-03-01 10:00:00Z'],
    ['1969-12-31'],
    ['1772000000'],
    ['+272026-01-01'],
    [['2026-03-01', '2026-03-02']],
  ])('refuses %j as a time', (from) => {
    expect(wrong({ from })).toEqual(['from']);
  });

  it.each(['', 'source,', 'source,source', 'address', 'source;drop table', ['source', 'day']])(
    'refuses %j as groups',
    (group_by) => {
      expect(wrong({ group_by })).toEqual(['group_by']);
    },
  );

  it('refuses a range that is empty, backward or longer than 400 days', () => {
    expect(wrong({ from: '2026-03-01', to: '2026-03-01' })).toEqual(['from']);
    expect(wrong({ from: '2026-03-02', to: '2026-03-01' })).toEqual(['from']);
    expect(wrong({ from: '2025-01-24', to: '2026-03-01' })).toEqual(['from']);
    expect(wrong({ from: '2025-01-25', to: '2026-03-01' })).toEqual([]);
  });

  it('names every wrong parameter at once, and those it does not know', () => {
    const query = { from: 'x', to: 'y', group_by: 'z', include_bots: 'maybe', groupby: 'day' };
    expect(wrong(query).sort()).toEqual(['from', 'group_by', 'groupby', 'include_bots', 'to']);
  });
});
