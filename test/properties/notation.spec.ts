import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NOTATIONS, textOf, valueIn } from '../../command-line/apply/notation.rules.js';

/** What older readers of YAML take for something else, and what notations are made of. */
const odd = fc.constantFrom(
  ...['no', 'on', 'y', '~', 'null', '1:30', '0x1f', '0o7', '1e3', '.inf', '<<', '*a', '&a', '!t', '- a', 'a: b', '# c'],
  ...['', ' ', '\n', '\t', '"', "'", '---', '...', '%YAML', '2001-01-01', '\u2028', '\u0085', '\ufeff', 'a\r\nb', '|'],
);
const text = fc.oneof(
  odd,
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.tuple(odd, fc.string(), odd).map((all) => all.join('')),
);
const name = text.filter((one) => one !== '__proto__');
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(text, fc.boolean(), fc.constant(null), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(name, tie('any'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).any;

it.each(NOTATIONS)('%s: what is written is what is read', (notation) => {
  fc.assert(
    fc.property(value, (one) => {
      const plain = JSON.parse(JSON.stringify(one)) as unknown;
      expect(valueIn('it', textOf(plain, notation), notation)).toEqual(plain);
    }),
    { numRuns: 500 },
  );
});

it('a byte order mark in front of a name is part of it in YAML, too', () => {
  expect(valueIn('it', textOf({ '\ufeffno': 0 }, 'yaml'), 'yaml')).toEqual({ '\ufeffno': 0 });
});
