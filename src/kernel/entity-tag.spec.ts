import { describe, expect, it } from 'vitest';
import { isTagKnown } from './entity-tag.js';

describe('isTagKnown', () => {
  it.each<[string | undefined, string, boolean]>([
    [undefined, '"a"', false],
    ['', '"a"', false],
    ['"a"', '"a"', true],
    ['"a"', 'W/"a"', true],
    ['W/"a"', '"a"', true],
    ['W/"a"', 'W/"a"', true],
    ['w/"b"', 'W/"a"', false],
    ['"b", "a"', '"a"', true],
    ['"b",W/"a","c"', 'W/"a"', true],
    ['"b,a"', '"a"', false],
    ['"b,a"', '"b,a"', true],
    ['a', '"a"', false],
    ['"A"', '"a"', false],
    [' * ', '"a"', true],
    ['"*"', '"a"', false],
  ])('%j knows %j: %j', (header, tag, known) => {
    expect(isTagKnown(header, tag)).toBe(known);
  });
});
