import { describe, expect, it } from 'vitest';
import { parseStrictJson } from '../kernel/strict-json.js';
import { aboutArguments, givenArguments, schemaFault } from './argument-schema.js';

const given = (text: string) => givenArguments(parseStrictJson(Buffer.from(text)));

/** Each level refers to the next one twice. */
const doubling = (levels: number) => {
  const both = (next: number) => ({ allOf: [{ $ref: `#/$defs/l${next}` }, { $ref: `#/$defs/l${next}` }] });
  const $defs = Object.fromEntries(Array.from({ length: levels }, (_, level) => [`l${level}`, both(level + 1)]));
  return { $defs: { ...$defs, [`l${levels}`]: { type: 'object' } }, $ref: '#/$defs/l0' };
};

describe('a schema of arguments', () => {
  it.each<[string, unknown]>([
    ['an object', { type: 'object', properties: { amount: { maximum: 100 } }, required: ['amount'] }],
    ['true', true],
    ['a pattern', { properties: { path: { type: 'string', pattern: '^/srv/' } } }],
    [
      'a reference within itself',
      { $defs: { name: { type: 'string' } }, properties: { to: { $ref: '#/$defs/name' } } },
    ],
    ['comparisons of a few items', { properties: { a: { type: 'array', uniqueItems: true, maxItems: 100 } } }],
    ['two ways to the same', doubling(8)],
    ['a property that is called format', { properties: { format: { const: 'csv' } } }],
    ['an $id that another one has, too', { $id: 'https://example.com/one', type: 'object' }],
    ['the same $id once more', { $id: 'https://example.com/one', type: 'object' }],
  ])('may be %s', (_, schema) => expect(schemaFault(schema)).toBe(null));

  it.each<[string, unknown]>([
    ['a text', 'object'],
    ['a list', []],
    ['null', null],
    ['a misspelt keyword', { propertys: {} }],
    ['a type that there is not', { type: 'objekt' }],
    ['a reference to somewhere else', { $ref: 'https://example.com/schema.json' }],
    ['a pattern that is none', { properties: { a: { pattern: '(' } } }],
    ['a pattern that cannot be tried in linear time', { properties: { a: { pattern: '(?=a)b' } } }],
    ['a format, which nobody would check', { properties: { a: { format: 'uri' } } }],
    ['a reference to itself', { $defs: { n: { properties: { a: { $ref: '#/$defs/n' } } } }, $ref: '#/$defs/n' }],
    ['a reference to all of it', { properties: { a: { $ref: '#' } } }],
    ['a reference by another name', { $defs: { n: { $anchor: 'n' } }, $ref: '#n' }],
    ['a reference to nothing', { $ref: '#/$defs/toString' }],
    ['one that grows with each reference', doubling(12)],
    ['comparisons of all items', { properties: { a: { uniqueItems: true } } }],
    ['too many characters', { description: 'x'.repeat(20_000) }],
    ['too many levels', Array.from({ length: 40 }).reduce<object>((inner) => ({ not: inner }), {})],
  ])('must not be %s', (_, schema) => expect(schemaFault(schema)).toEqual(expect.any(String)));

  it('is tried on what was sent', () => {
    const about = aboutArguments({ properties: { amount: { type: 'number', maximum: 100 } }, required: ['amount'] });
    expect(about(given('{"amount":100}'))).toBe(true);
    expect(about(given('{"amount":100.5}'))).toBe(false);
    expect(about(given('{"amount":"100"}'))).toBe(false);
    expect(about(given('{}'))).toBe(false);
    expect(about(givenArguments(undefined))).toBe(false);
  });

  it('looks at members by their own names alone', () => {
    const about = aboutArguments({ required: ['toString'] });
    expect(about(given('{}'))).toBe(false);
    expect(aboutArguments({ additionalProperties: false })(given('{"__proto__":1}'))).toBe(false);
  });

  it('tries a pattern of an administrator on a text of a caller without end', () => {
    const about = aboutArguments({ properties: { a: { type: 'string', pattern: '^(a+)+$' } } });
    expect(about(given(`{"a":"${'a'.repeat(50_000)}!"}`))).toBe(false);
  });

  it('says nothing of arguments that would take too long: many values, long texts, references that were stored before', () => {
    const many = { properties: { a: { items: { anyOf: Array.from({ length: 60 }, (_, at) => ({ const: at })) } } } };
    expect(aboutArguments(many)(given(`{"a":[${'1,'.repeat(50_000)}1]}`))).toBe(null);
    expect(aboutArguments(many)(given(`{"a":[${'1,'.repeat(5_000)}1]}`))).toBe(true);
    const long = { properties: { a: { type: 'string', pattern: '(?:[a-z]{1,63}\\.){1,10}[a-z]{2,63}!' } } };
    expect(aboutArguments(long)(given(`{"a":"${'a.'.repeat(100_000)}"}`))).toBe(null);
    expect(aboutArguments(long)(given(`{"a":"${'a.'.repeat(100)}!"}`))).toBe(false);
    const itself = { $defs: { n: { properties: { a: { $ref: '#/$defs/n' } } } }, $ref: '#/$defs/n' };
    expect(aboutArguments(itself)(given('{}'))).toBe(null);
  });

  it('tells patterns apart', () => {
    const about = aboutArguments({
      properties: { a: { type: 'string', pattern: '^x' }, b: { type: 'string', pattern: '^y' } },
    });
    expect(about(given('{"a":"x","b":"y"}'))).toBe(true);
    expect(about(given('{"a":"x","b":"x"}'))).toBe(false);
  });
});

describe('arguments', () => {
  it.each([
    ['{"a":1,"b":[0.1,-2,1e3]}', true],
    ['{"a":1.0}', true],
    ['{"a":9007199254740993}', false],
    ['{"a":{"b":[1e400]}}', false],
    ['{"a":0.1000000000000000055}', false],
    ['{"a":1e-400}', false],
    ['{"a":[0,0.0,-0,0e9,1e-300]}', true],
    ['{"a":100000000000000000000}', true],
    ['{"amount":1,"Amount":5000}', false],
    ['{"to":{"k":1,"\u212a":2}}', false],
    ['{"a":[{"b":1},{"B":1}]}', true],
    ['"text"', false],
    ['[1]', false],
    ['null', false],
  ])('%s are exact: %s', (text, exact) => expect(given(text).exact).toBe(exact));
});
