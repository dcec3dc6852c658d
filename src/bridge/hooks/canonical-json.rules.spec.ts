import { describe, expect, it } from 'vitest';
import { parseStrictJson } from '../../kernel/strict-json.js';
import { canonicalJson } from './canonical-json.rules.js';

const canonical = (text: string): string => canonicalJson(parseStrictJson(Buffer.from(text)));

describe('the canonical text of a value', () => {
  it.each([
    ['{"b":1,"a":2}', ' { "a" : 2, "b" : 1 } '],
    ['{"a":{"d":[{"y":1,"x":2}],"c":null}}', '{"a":{"c":null,"d":[{"x":2,"y":1}]}}'],
    ['{"\\u0061":"\\u0062"}', '{"a":"b"}'],
    ['{"10":1,"9":2,"b":3}', '{"b":3,"9":2,"10":1}'],
  ])('is the same for %s and %s', (one, other) => {
    expect(canonical(one)).toBe(canonical(other));
  });

  it.each([
    ['{"a":1}', '{"a":2}'],
    ['{"a":1}', '{"a":"1"}'],
    ['[1,2]', '[2,1]'],
    ['{}', '[]'],
    ['{"a":null}', '{}'],
    ['9007199254740993', '9007199254740992'],
    ['1e400', '1e401'],
    ['{"__proto__":{"a":1}}', '{}'],
    ['{"a":"b\\",\\"c\\":\\"d"}', '{"a":"b","c":"d"}'],
  ])('tells %s and %s apart', (one, other) => {
    expect(canonical(one)).not.toBe(canonical(other));
  });

  it('keeps every digit', () => {
    expect(canonical('{"b":[9007199254740993,-0],"a":1e400}')).toBe('{"a":1e400,"b":[9007199254740993,-0]}');
  });
});
