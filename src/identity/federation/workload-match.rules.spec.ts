import { describe, expect, it } from 'vitest';
import { parseStrictJson, type JsonObject } from '../../kernel/strict-json.js';
import { explainClaims, matchesClaims } from './workload-match.rules.js';

const claims = parseStrictJson(
  Buffer.from('{"a/b":{"~c":"deep"},"/x":"slash","n":1e400,"one":1.0,"yes":true,"no":null,"list":["p",2],"o":{}}'),
) as JsonObject;

describe('a claim of a rule', () => {
  it.each([
    ['/a~1b/~0c', 'deep', true],
    ['/a~1b/~01c', '**', false],
    ['a/b', '**', false],
    ['/x', '**', false],
    ['/~1x', 'slash', true],
    ['/list/0', 'p', true],
    ['/list/2', '**', false],
    ['/list/-1', '**', false],
    ['list', '2', true],
    ['n', '1e400', true],
    ['one', '1.0', true],
    ['one', '1', false],
    ['yes', 'true', true],
    ['no', '**', false],
    ['o', '**', false],
    ['toString', '**', false],
    ['/list/length', '**', false],
  ])('%s with the pattern %s: %s', (claim, pattern, ok) => {
    expect(matchesClaims({ [claim]: pattern }, claims)).toBe(ok);
    expect(explainClaims({ [claim]: pattern }, claims)).toMatchObject([{ claim, pattern, ok }]);
  });

  it('holds together with all others, and none at all is no rule', () => {
    expect(matchesClaims({ yes: 'true', list: ['x', 'p'] }, claims)).toBe(true);
    expect(matchesClaims({ yes: 'true', list: ['x', 'y'] }, claims)).toBe(false);
    expect(matchesClaims({}, claims)).toBe(false);
  });
});
