import { describe, expect, it } from 'vitest';
import { piecesOf, wholePieces } from './report-range.rules.js';

const now = Date.parse('2026-06-15T12:03:00Z');
const range = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });
const shown = ({ from, to }: { from: Date; to: Date }) => [from.toISOString(), to.toISOString()];

describe('wholePieces', () => {
  it.each([
    ['2026-06-15T12:01:00Z', '2026-06-15T12:02:00Z', '2026-06-15T12:00:00.000Z', '2026-06-15T12:05:00.000Z'],
    ['2026-06-15T12:05:00Z', '2026-06-15T12:10:00Z', '2026-06-15T12:05:00.000Z', '2026-06-15T12:10:00.000Z'],
    ['2026-06-01T10:30:00Z', '2026-06-02T10:30:00Z', '2026-06-01T10:00:00.000Z', '2026-06-02T11:00:00.000Z'],
    ['2026-01-01T10:30:00Z', '2026-06-15T12:03:00Z', '2026-01-01T00:00:00.000Z', '2026-06-15T12:05:00.000Z'],
  ])('%s to %s is counted from %s to %s', (from, to, first, last) => {
    expect(shown(wholePieces(range(from, to), now))).toEqual([first, last]);
  });
});

describe('piecesOf', () => {
  it('takes days, and at the edges hours and minutes', () => {
    const pieces = piecesOf(range('2026-06-10T22:50:00Z', '2026-06-13T01:05:00Z'), 'none');
    expect(pieces.map((piece) => [piece.width, ...shown(piece)])).toEqual([
      [5, '2026-06-10T22:50:00.000Z', '2026-06-10T23:00:00.000Z'],
      [60, '2026-06-10T23:00:00.000Z', '2026-06-11T00:00:00.000Z'],
      [1440, '2026-06-11T00:00:00.000Z', '2026-06-13T00:00:00.000Z'],
      [60, '2026-06-13T00:00:00.000Z', '2026-06-13T01:00:00.000Z'],
      [5, '2026-06-13T01:00:00.000Z', '2026-06-13T01:05:00.000Z'],
    ]);
  });

  it('takes no days for a report by the hour', () => {
    const pieces = piecesOf(range('2026-06-10', '2026-06-13'), 'hour');
    expect(pieces.map((piece) => [piece.width, ...shown(piece)])).toEqual([
      [60, '2026-06-10T00:00:00.000Z', '2026-06-13T00:00:00.000Z'],
    ]);
  });

  it('covers a range without a gap or an overlap, whatever its edges are', () => {
    const step = 5 * 60_000;
    for (let round = 0; round < 300; round++) {
      const from = Math.floor(Math.random() * 600_000) * step;
      const to = from + Math.floor(Math.random() * 3000) * step;
      const pieces = piecesOf(
        { from: new Date(from), to: new Date(to) },
        (['none', 'day', 'hour'] as const)[round % 3] ?? 'none',
      );
      let end = from;
      for (const piece of pieces) {
        expect(+piece.from).toBe(end);
        expect(+piece.from % (piece.width * 60_000)).toBe(0);
        expect(+piece.to % (piece.width * 60_000)).toBe(0);
        end = +piece.to;
      }
      expect(end).toBe(to);
    }
  });
});
