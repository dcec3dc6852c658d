import { describe, expect, it } from 'vitest';
import { csvLine } from './csv.js';

describe('csvLine', () => {
  it.each([
    [['a', 'b'], 'a,b'],
    [[], ''],
    [['', null, undefined], ',,'],
    [[0, -1.5, true, false], '0,-1.5,true,false'],
    [[new Date(0)], '1970-01-01T00:00:00.000Z'],
    [['say "yes"'], '"say ""yes"""'],
    [['a,b', 'c\r\nd', 'e\nf'], '"a,b","c\r\nd","e\nf"'],
    [[' padded '], '" padded "'],
    [[['x', 'y'], { n: 1 }], '"[""x"",""y""]","{""n"":1}"'],
  ])('%j is written as %j', (values, line) => {
    expect(csvLine(values)).toBe(`${line}\r\n`);
  });

  it.each([
    ...['=1+1', '+1', '-1', '@SUM(A1)', '\uff1d1', '\uff0b1', '\uff0d1', '\uff201'],
    ...['\t=1', '\r=1', '\n=1', ' =1', '\u00a0=1', '\0=1', ' \0 =1', '\tx', '\rx', '\nx'],
  ])('shows %j as it stands instead of running it', (text) => {
    expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/);
  });

  it('leaves what only holds such a sign further on', () => {
    expect(csvLine(['a=1', '2026-01-01', 'x@example.com'])).toBe('a=1,2026-01-01,x@example.com\r\n');
  });
});
