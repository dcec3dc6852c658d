import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admitsEverything, fitsPattern, patternFault } from './text-pattern.js';

describe('a pattern', () => {
  it.each([
    ['a', 'a', true],
    ['a', 'A', false],
    ['a', 'ab', false],
    ['*', '', true],
    ['*', 'a.b-c_d', true],
    ['*', 'a/b', false],
    ['*', 'a:b', false],
    ['**', 'a/b:c', true],
    ['**', '', true],
    ['repo:acme/*:ref:refs/heads/main', 'repo:acme/agents:ref:refs/heads/main', true],
    ['repo:acme/*:ref:refs/heads/main', 'repo:acme/agents:ref:refs/heads/main2', false],
    ['repo:acme/*:ref:refs/heads/main', 'repo:acme/a:b:ref:refs/heads/main', false],
    ['repo:acme/*:ref:refs/heads/main', 'repo:acme-evil/agents:ref:refs/heads/main', false],
    ['repo:acme*/agents', 'repo:acme-evil/agents', true],
    ['repo:acme/agents:**', 'repo:acme/agents:pull_request', true],
    ['repo:acme/agents:**', 'repo:acme/agents-evil:pull_request', false],
    ['**:environment:production', 'repo:acme/a:environment:production', true],
    ['system:serviceaccount:*:default', 'system:serviceaccount:agents:default', true],
    ['system:serviceaccount:*:default', 'system:serviceaccount:a:b:default', false],
    ['*a*', 'bab', true],
    ['*a**b', 'xa/y:b', true],
    ['**a*b', 'x/axb', true],
    ['**a*b', 'x/ax/b', false],
    ['a*', 'a', true],
    ['a*a', 'a', false],
    ['a.c', 'abc', false],
    ['[a]', 'a', false],
    ['a\\*', 'a\\x', true],
    ['*', 'a\nb', true],
  ])('%j and %j: %s', (pattern, text, fits) => {
    expect(fitsPattern(pattern, text)).toBe(fits);
  });

  it.each(['', 'a'.repeat(513), 'a***b', '*a*a*a*a*a*a*a*a*', 'a\0', 5, null, ['a']])('cannot be %j', (pattern) => {
    expect(patternFault(pattern)).toEqual(expect.any(String));
  });

  it('says when it narrows nothing down', () => {
    expect(['*', '**', '*a', 'a'].map(admitsEverything)).toEqual([true, true, false, false]);
  });
});

describe('any pattern and any text', () => {
  const alphabet = fc.constantFrom('a', 'b', '/', ':', '.', '+', '(', '$', '\n');
  const text = fc.array(alphabet, { maxLength: 12 }).map((chars) => chars.join(''));
  const pattern = fc
    .array(fc.oneof(alphabet, fc.constantFrom('*', '**')), { maxLength: 8 })
    .map((parts) => parts.join(''))
    .filter((whole) => patternFault(whole) === null);

  /** The same said as a regular expression: short texts alone, since it backtracks. */
  const asExpression = (whole: string): RegExp => {
    const parts = whole.match(/\*\*|\*|[^*]+/g) ?? [];
    const source = parts.map((part) => {
      if (part === '**') return '[^]*';
      return part === '*'
        ? '[^/:]*'
        : part.replace(/[^A-Za-z]/g, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
    });
    return new RegExp(`^${source.join('')}$`, 'u');
  };

  it('fit as the regular expression of the same meaning says', () => {
    fc.assert(
      fc.property(pattern, text, (one, other) => fitsPattern(one, other) === asExpression(one).test(other)),
      { numRuns: 3000 },
    );
  });

  it('fit when the text was made from the pattern', () => {
    const parts = fc.array(
      fc.oneof(
        alphabet.map((char) => [char, char] as const),
        fc.array(fc.constantFrom('a', 'b', '.'), { maxLength: 3 }).map((chars) => ['*', chars.join('')] as const),
        text.map((chars) => ['**', chars] as const),
      ),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(parts, (made) => {
        const [whole, example] = [0, 1].map((side) => made.map((part) => part[side]).join('')) as [string, string];
        fc.pre(patternFault(whole) === null);
        return fitsPattern(whole, example);
      }),
    );
  });

  it('end, where backtracking would not', () => {
    const hostile = `${'**a'.repeat(7)}**b`;
    expect(patternFault(hostile)).toBeNull();
    expect(fitsPattern(hostile, `${'a'.repeat(4094)}cb`)).toBe(true);
    expect(fitsPattern(`${hostile}d`.replace('**b', '*b'), `${'a'.repeat(4094)}d`)).toBe(false);
    expect(fitsPattern('**', 'a'.repeat(4097))).toBe(false);
  });
});
