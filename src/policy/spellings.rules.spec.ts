import { describe, expect, it } from 'vitest';
import { fitting } from './spellings.rules.js';

describe('a name', () => {
  it.each([
    ['pay', 'pay', 'always'],
    ['pay', 'Pay', 'never'],
    ['pay', 'pay_all', 'never'],
    ['pay*', 'pay', 'always'],
    ['*pay*', 'a/pay:b', 'always'],
    ['a*b*a', 'aba', 'always'],
    ['a*b*a', 'ab', 'never'],
    ['aba*aba', 'ababa', 'never'],
    ['a**b', 'a b', 'always'],
    ['*', '', 'always'],
    ['caf\u00e9', 'cafe\u0301', 'perhaps'],
    ['cafe\u0301', 'caf\u00e9', 'perhaps'],
    ['caf\u00e9*', 'caf\u00e9s', 'always'],
  ])('%j is about %j: %s', (pattern, name, fit) => expect(fitting('tool', pattern)(name)).toBe(fit));

  it('is one that * is about, however long it becomes', () => {
    expect(fitting('tool', '*')('\ud834\udd60'.repeat(2048))).toBe('always');
  });
});

describe('a URI', () => {
  it.each([
    ['file:///srv/*', 'file:///srv/a/b.txt', 'always'],
    ['file:///srv/*', 'file:///srv/My%20Docs/caf%C3%A9', 'always'],
    ['repo://own%2Fer/*', 'repo://own%2Fer/a', 'always'],
    ['note://World/*', 'note://World/A', 'always'],
    ['doc://a?q=*', 'doc://a?q=../b', 'always'],
    ['memo:*', 'memo:today', 'always'],
    ['http://h/a/..hidden/*', 'http://h/a/..hidden/b', 'always'],
    ['*', 'file:///srv/../etc', 'always'],
    ...['/..', '/%2e%2e', '/.%2E', '/..%2f', '/a/..%5c..', '/a\\..\\..', '/..;x=1', '//..', '/./..', '/%2e./'].map(
      (way) => ['file:///srv/*', `file:///srv${way}/etc/passwd`, 'perhaps'],
    ),
    ...[
      'FILE:///etc/passwd',
      'file://localhost/etc/passwd',
      'file:///etc/%70asswd',
      'file:///srv/../etc/passwd',
      'file:///../../etc/passwd',
      'file:///etc/./passwd',
      'file:///etc//passwd',
      'file:///etc\\passwd',
      'file:///srv/..%2fetc%2fpasswd',
    ].map((uri) => ['file:///etc/passwd', uri, 'perhaps']),
    ['https://intranet/*', 'https://INTRANET/a', 'perhaps'],
    ['file:///etc/*', 'file:///srv/a', 'never'],
  ])('%j is about %j: %s', (pattern, uri, fit) => expect(fitting('resource', pattern)(uri)).toBe(fit));
});

it('a name that is long to read is read once, however many rules ask about it', () => {
  const fits = fitting('resource', 'file:///*secret*');
  const name = `file:///${'%2e%2e/'.repeat(290)}`;
  // Each time, it would take most of a minute.
  const found = Array.from({ length: 300_000 }, () => fits(name));
  expect(new Set(found)).toEqual(new Set(['never']));
});
