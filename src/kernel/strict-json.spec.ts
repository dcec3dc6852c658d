import { describe, expect, it } from 'vitest';
import {
  isJsonObject,
  JsonNumber,
  type JsonValue,
  parseStrictJson,
  plainJson,
  StrictJsonError,
  stringifyStrictJson,
} from './strict-json.js';

const encode = (text: string) => new TextEncoder().encode(text);
const parse = (text: string) => parseStrictJson(encode(text));
const rewrite = (text: string) => stringifyStrictJson(parse(text));

function refusalOf(bytes: Uint8Array, depth?: number): StrictJsonError {
  try {
    parseStrictJson(bytes, depth === undefined ? {} : { depth });
  } catch (error) {
    if (error instanceof StrictJsonError) return error;
    throw error;
  }
  throw new Error('accepted');
}

const REFUSED: readonly [what: string, text: string, reason: string, offset: number][] = [
  ['an empty text', '', 'unexpected end', 0],
  ['white space alone', ' \n', 'unexpected end', 2],
  ['a byte order mark', '\ufeff{}', 'byte order mark', 0],
  ['a duplicate name', '{"a":1,"a":2}', 'duplicate member name', 7],
  ['a duplicate name after unescaping', '{"name":1,"n\\u0061me":2}', 'duplicate member name', 10],
  ['a duplicate name that looks like an index', '{"1":1,"1":2}', 'duplicate member name', 7],
  ['a duplicate __proto__', '{"__proto__":1,"__proto__":2}', 'duplicate member name', 15],
  ['a duplicate name whose first value is null', '{"a":null,"a":1}', 'duplicate member name', 10],
  ['a duplicate name deep inside', '[{"a":{"b":1,"b":1}}]', 'duplicate member name', 13],
  ['trailing text', '{} {}', 'text after the value', 3],
  ['a trailing NUL', '{}\0', 'text after the value', 2],
  ['a high surrogate alone', '"\\ud800"', 'lone surrogate in the string', 0],
  ['a low surrogate alone', '"\\udc00"', 'lone surrogate in the string', 0],
  ['a high surrogate before another', '"\\ud83d\\ud83d\\ude00"', 'lone surrogate in the string', 0],
  ['a high surrogate before a raw character', '"\\ud83d\u{1f600}"', 'lone surrogate in the string', 0],
  ['surrogates the wrong way round', '["\\ude00\\ud83d"]', 'lone surrogate in the string', 1],
  ['a lone surrogate in a name', '{"\\ud800":1}', 'lone surrogate in the string', 1],
  ['a raw newline in a string', '"a\nb"', 'control character in a string', 2],
  ['a raw unit separator in a string', '"\u001f"', 'control character in a string', 1],
  ['a raw NUL in a string', '"\0"', 'control character in a string', 1],
  ['a raw tab behind an escape', '"\\n\t"', 'bad escape or control character in the string', 0],
  ['a raw newline before an escape', '"a\n\\n"', 'control character in a string', 2],
  ['a raw newline in a later string', '{"a":"b",\n"c":"d\ne"}', 'control character in a string', 16],
  ['a raw newline in a string without end', '"a\nb', 'control character in a string', 2],
  ['an unknown escape', '"\\x41"', 'bad escape or control character in the string', 0],
  ['a short unicode escape', '"\\u00e"', 'bad escape or control character in the string', 0],
  ['a capital U escape', '"\\U0041"', 'bad escape or control character in the string', 0],
  ['a string without end', '"abc', 'unexpected end', 4],
  ['a string that ends in a backslash', '"abc\\', 'unexpected end', 5],
  ['a string whose end is escaped', '"abc\\"', 'unexpected end', 6],
  ['an escaped quote after an escaped backslash', '"\\\\\\"', 'unexpected end', 5],
  ['single quotes', "{'a':1}", 'unexpected character', 1],
  ['a name without quotes', '{a:1}', 'unexpected character', 1],
  ['a number as a name', '{1:1}', 'unexpected character', 1],
  ['a missing colon', '{"a" 1}', 'unexpected character', 5],
  ['a missing value', '{"a":}', 'unexpected character', 5],
  ['a missing comma', '[1 2]', 'unexpected character', 3],
  ['a comma at the end of an array', '[1,]', 'unexpected character', 3],
  ['a comma at the end of an object', '{"a":1,}', 'unexpected character', 7],
  ['a comma at the start', '[,1]', 'unexpected character', 1],
  ['a comma alone', '{,}', 'unexpected character', 1],
  ['an array without end', '[1', 'unexpected end', 2],
  ['an object without end', '{"a":1', 'unexpected end', 6],
  ['an array closed as an object', '[1}', 'unexpected character', 2],
  ['a bracket too many', '[]]', 'text after the value', 2],
  ['a line comment', '1 // one', 'text after the value', 2],
  ['a block comment', '[/**/]', 'unexpected character', 1],
  ['a form feed as white space', '\f1', 'unexpected character', 0],
  ['a no-break space as white space', '\u00a01', 'unexpected character', 0],
  ['capital True', 'True', 'unexpected character', 0],
  ['half a literal', 'nul', 'unexpected character', 0],
  ['a literal with a tail', 'nulls', 'text after the value', 4],
  ['undefined', 'undefined', 'unexpected character', 0],
  ['NaN', 'NaN', 'unexpected character', 0],
  ['Infinity', '-Infinity', 'unexpected character', 1],
  ['a leading plus', '+1', 'unexpected character', 0],
  ['a leading zero', '01', 'text after the value', 1],
  ['a negative leading zero', '-01', 'text after the value', 2],
  ['a leading point', '.5', 'unexpected character', 0],
  ['a point at the end', '1.', 'unexpected end', 2],
  ['a point before an exponent', '1.e5', 'unexpected character', 2],
  ['a minus alone', '-', 'unexpected end', 1],
  ['an exponent without digits', '1e', 'unexpected end', 2],
  ['an exponent with a sign alone', '1e+', 'unexpected end', 3],
  ['an exponent with a point', '1e1.5', 'text after the value', 3],
  ['a hexadecimal number', '0x10', 'text after the value', 1],
  ['a number with separators', '1_000', 'text after the value', 1],
  ['a BigInt', '1n', 'text after the value', 1],
  ['full-width digits', '\uff11', 'unexpected character', 0],
];

describe('what strict JSON refuses', () => {
  it.each(REFUSED)('%s', (_what, text, reason, offset) => {
    const error = refusalOf(encode(text));
    expect([error.reason, error.offset]).toEqual([reason, offset]);
    expect(error.message).toBe(`${reason} at offset ${offset}`);
  });

  it.each([
    ['a continuation byte alone', [0x22, 0x80, 0x22], 1],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22], 1],
    ['an encoded surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22], 1],
    ['a code point above U+10FFFF', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], 1],
    ['a Latin-1 letter', [0x22, 0xc3, 0xa4, 0xe4, 0x22], 3],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00], 0],
    ['a character cut off at the end', [0x22, 0x22, 0xe2, 0x82], 2],
  ])('%s is not UTF-8', (_what, bytes, offset) => {
    const error = refusalOf(Uint8Array.from(bytes));
    expect([error.reason, error.offset]).toEqual(['invalid UTF-8', offset]);
  });

  it('more open arrays and objects than the limit, and not one fewer', () => {
    const nested = (depth: number) => encode('['.repeat(depth) + ']'.repeat(depth));
    expect(rewrite('['.repeat(64) + ']'.repeat(64))).toHaveLength(128);
    expect(refusalOf(nested(65)).message).toBe('nested too deeply at offset 64');
    expect(refusalOf(encode('{"a":[{}]}'), 2).message).toBe('nested too deeply at offset 6');
    expect(parseStrictJson(encode('1'), { depth: 0 })).toBe(1);
    expect(refusalOf(encode('[]'), 0).reason).toBe('nested too deeply');
    expect(refusalOf(encode('['.repeat(100_000)), Infinity).reason).toBe('nested too deeply');
  });

  it('without quoting the text it refuses', () => {
    const secret = 'hunter2\u001b[31m';
    for (const text of [`{"${secret}`, `["${secret}\\q"]`, secret, `{"a":1,${secret}`, `[1] ${secret}`]) {
      expect(refusalOf(encode(text)).message).toMatch(/^[a-z ]+ at offset \d+$/);
    }
  });
});

describe('what strict JSON keeps', () => {
  it.each(['0', '1', '-1', '0.5', '1e+21', '5e-324', '123456789012345', '9007199254740991', '-0.000001'])(
    '%s is a plain number',
    (text) => {
      expect(parse(text)).toBe(Number(text));
      expect(rewrite(text)).toBe(text);
    },
  );

  it.each(['9007199254740993', '1e400', '-1E400', '1.0', '-0', '-0.0', '1e3', '1E3', '0e0', '0.10', '1e-400'])(
    '%s keeps its text',
    (text) => {
      const value = parse(`[${text}]`) as JsonValue[];
      expect(value[0]).toBeInstanceOf(JsonNumber);
      expect(Number(value[0])).toBe(Number(text));
      expect(stringifyStrictJson(value)).toBe(`[${text}]`);
    },
  );

  it('a number of a hundred thousand digits', () => {
    const text = '1'.repeat(100_000);
    expect(rewrite(text)).toBe(text);
  });

  it('__proto__ and constructor as ordinary members', () => {
    const text = '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}';
    const value = parse(text);
    expect(isJsonObject(value) && value['admin']).toBe(undefined);
    expect(({} as Record<string, unknown>)['admin']).toBe(undefined);
    expect(isJsonObject(value) && Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(stringifyStrictJson(value)).toBe(text);
    expect(JSON.stringify(value)).toBe(text);
  });

  it('nothing inherited, so that a member is there only when it was sent', () => {
    const value = parse('{}');
    for (const name of ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf']) {
      expect(isJsonObject(value) && value[name]).toBe(undefined);
    }
    expect(() => Object.assign(Object.getPrototypeOf(value) as object, { admin: true })).toThrow(TypeError);
  });

  it('members in their order, those that look like indexes first', () => {
    expect(rewrite('{ "b" : 1 , "a" : 2 , "" : 3 , "-1" : 4 , "01" : 5 }')).toBe('{"b":1,"a":2,"":3,"-1":4,"01":5}');
    expect(rewrite('{"b":0,"10":1,"2":2}')).toBe('{"2":2,"10":1,"b":0}');
    expect(rewrite('{"4294967295":1,"4294967294":2}')).toBe('{"4294967294":2,"4294967295":1}');
  });

  it('strings, whatever they hold', () => {
    expect(parse('"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\uD83D\\uDE00"')).toBe('"\\/\b\f\n\r\t\u00e4\u{1f600}');
    expect(parse('"\\\\"')).toBe('\\');
    expect(parse('"\\u0000\\u2028\u2028\u007f\ufeff"')).toBe('\u0000\u2028\u2028\u007f\ufeff');
    expect(rewrite('"\\u0041\\/\\u001F"')).toBe('"A/\\u001f"');
  });

  it('a part of a larger buffer', () => {
    expect(parseStrictJson(encode('xx[1]yy').subarray(2, 5))).toEqual([1]);
  });

  it.each([
    [' [ ] ', '[]'],
    ['\t{\r\n}\n', '{}'],
    ['[null,true,false]', '[null,true,false]'],
    ['[[],{},""]', '[[],{},""]'],
    ['"a"', '"a"'],
    ['[1,-1,0]', '[1,-1,0]'],
    ['{"a":{"a":{"a":[]}}}', '{"a":{"a":{"a":[]}}}'],
    ['{"a":1,"A":2,"\u00e4":3,"a\u0308":4}', '{"a":1,"A":2,"\u00e4":3,"a\u0308":4}'],
  ])('%j', (text, written) => expect(rewrite(text)).toBe(written));
});

describe('writing', () => {
  it.each([[undefined], [NaN], [Infinity], [() => 1], [1n], [{ a: undefined }], [[undefined]]])(
    'refuses %s, which JSON cannot say',
    (value) => expect(() => stringifyStrictJson(value as unknown as JsonValue)).toThrow(TypeError),
  );

  it('a number has to be one before it is written without quotes', () => {
    for (const text of ['', '1,"admin":true', '1\n', ' 1', '01', 'NaN'])
      expect(() => new JsonNumber(text)).toThrow(TypeError);
    expect(stringifyStrictJson({ id: new JsonNumber('1.50') })).toBe('{"id":1.50}');
  });

  it('ignores what objects inherit', () => {
    expect(
      stringifyStrictJson(Object.create({ admin: true }, { a: { value: 1, enumerable: true } }) as JsonValue),
    ).toBe('{"a":1}');
  });
});

it('in plain values a kept number is the nearest double, and no name is anything but a member', () => {
  const text = '{"a":[9007199254740993,1e400,-0,1.0,{"b":null}],"__proto__":{"c":1},"constructor":"d"}';
  const plain = plainJson(parseStrictJson(new TextEncoder().encode(text)));
  expect(plain).toStrictEqual(JSON.parse(text));
  expect(Object.keys(plain as object)).toEqual(['a', '__proto__', 'constructor']);
  expect(Object.getPrototypeOf(plain)).toBe(Object.prototype);
});
