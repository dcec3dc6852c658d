import { expect, it } from 'vitest';
import { csvLine } from './receipt-csv.rules.js';

it.each([
  ['plain', 'plain'],
  [null, ''],
  [7, '7'],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['two\r\nlines', '"two\r\nlines"'],
  [' padded ', '" padded "'],
  [{ sub: 'a', n: 1 }, '"{""sub"":""a"",""n"":1}"'],
  [['a'], '"[""a""]"'],
])('%j is written as %j (RFC 4180 §2)', (value, text) => expect(csvLine([value, 'x'])).toBe(`${text},x\r\n`));

it.each(['=1+1', '+1', '-1', '@sum', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '＋1', '－1', '＠1'])(
  '%j is no formula',
  (text) => expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/),
);
