import fc from 'fast-check';
import { canonicalize } from 'json-canonicalize';
import { expect, it } from 'vitest';
import { parseStrictJson, plainJson } from '../../kernel/strict-json.js';
import { NOTHING_BEFORE } from './receipt.rules.js';
import { canonicalText, placedText, receiptPieces, type Told } from './receipt-text.rules.js';

/** fast-check prints seed and path of what fails. */
const RUN = { seed: 8785, numRuns: 2_000, endOnFailure: true };

const wellFormed = (text: string): string => Buffer.from(text).toString();
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.constantFrom(
    '__proto__',
    'toJSON',
    '"',
    '\\',
    '\u2028',
    '\x7f',
    '\x1f',
    'é',
    '\ufb33',
    '\u{1f600}',
    '10',
    '9',
    'constructor',
  ),
);
const cleanText = anyText.map((text) => wellFormed(text).replaceAll('\0', '').replace('toJSON', 'to'));
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom(-0, 1e21, 5e-324, 1e-7),
);
const valueOf = (text: fc.Arbitrary<string>, leaf: fc.Arbitrary<unknown>) =>
  fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(text, leaf, fc.boolean(), fc.constant(null)),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(text, tie('any'), { maxKeys: 6 }),
    ),
  })).any;
const clean = valueOf(cleanText, number);
const dirty = valueOf(
  anyText,
  fc.oneof(fc.double(), fc.date({ noInvalidDate: false }), fc.constantFrom(undefined, 1n, Symbol.iterator)),
);

it('what can be written is in the form that the library of RFC 8785 gives it', () => {
  fc.assert(
    fc.property(clean, (value) => {
      expect(canonicalText(value)).toBe(canonicalize(value));
    }),
    RUN,
  );
});

it('whatever is told is canonical JSON, which every database and UTF-8 can hold', () => {
  fc.assert(
    fc.property(dirty, (value) => {
      const text = canonicalText(value);
      // By our own reader: JSON.parse of Node 24 and 26 reads the member name `"` as a backslash after certain other objects.
      expect(canonicalize(plainJson(parseStrictJson(Buffer.from(text))))).toBe(text);
      expect(wellFormed(text) === text && !text.includes('\\u0000') && !/\\ud[89a-f]/.test(text)).toBe(true);
    }),
    RUN,
  );
});

it('a receipt is in canonical form, whatever is known of it, and says all of it', () => {
  const event = fc.record(
    {
      ...{ kind: cleanText, decision: fc.constantFrom('allow', 'deny', 'done'), reason: cleanText, sub: cleanText },
      ...{ act: fc.record({ sub: cleanText }), clientId: cleanText, sid: fc.uuid(), ancestors: fc.array(fc.uuid()) },
      ...{ resource: cleanText, upstream: cleanText, tool: cleanText, rule: cleanText, policyVersion: cleanText },
      detail: fc.dictionary(cleanText, clean),
    },
    { requiredKeys: ['kind', 'decision'] },
  );
  const maybe = fc.option(cleanText, { nil: undefined });
  const told: fc.Arbitrary<Told> = fc.record({
    ...{ id: fc.uuid(), at: fc.date({ noInvalidDate: true }).map((at) => at.toISOString()), event },
    ...{ txn: maybe, requestId: maybe, origin: maybe },
  });
  fc.assert(
    fc.property(told, fc.uuid(), fc.nat(), (one, writer, seq) => {
      const { id, at, txn, requestId, origin } = one;
      const { clientId, policyVersion, ...rest } = one.event;
      const known = {
        id,
        at,
        txn,
        request_id: requestId,
        origin,
        client_id: clientId,
        policy_version: policyVersion,
        ...rest,
      };
      const expected = canonicalize({ ...known, writer, seq, prev: NOTHING_BEFORE });
      expect(placedText(receiptPieces(one), NOTHING_BEFORE, seq, writer)).toBe(expected);
    }),
    RUN,
  );
});

it('names that become the same are one member, and the last of them counts', () => {
  expect(canonicalText({ 'a\0': 1, b: 2, 'a\ufffd': 3 })).toBe('{"a\ufffd":3,"b":2}');
});

it('a text that is too long is cut between letters, and named by its hash', () => {
  const text = canonicalText('\u{1f600}'.repeat(5_000));
  expect(wellFormed(text)).toBe(text);
  expect(JSON.parse(text)).toMatch(/^\u{1f600}+…[0-9a-f]{64}$/u);
});
