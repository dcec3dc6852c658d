import { describe, expect, it } from 'vitest';
import { headerText, knownGrant, preferredLocale, referrerHost, utmOf } from './origin.rules.js';

describe('headerText', () => {
  it.each([
    [undefined, null],
    ['', null],
    [' \t ', null],
    ['curl/8', 'curl/8'],
    ['  curl/8 ', 'curl/8'],
    ['a\u0000b\nc\u007fd\u0085e', 'abcde'],
    [['first', 'second'], 'first'],
    [[], null],
    ['caf\u00e9', 'caf\u00e9'],
  ])('%j is kept as %j', (value, text) => {
    expect(headerText(value)).toBe(text);
  });

  it('keeps at most 512 characters', () => {
    expect(headerText('x'.repeat(100_000))).toHaveLength(512);
  });
});

describe('preferredLocale', () => {
  it.each([
    [null, null],
    ['de', 'de'],
    ['de-CH', 'de-CH'],
    ['DE-ch', 'de-CH'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['en-US,en;q=0.9,de;q=0.8', 'en-US'],
    ['en;q=0.5, fr;q=0.9, de;q=0.9', 'fr'],
    ['de;q=0.1,en;Q=1.000', 'en'],
    ['en ; q = 0.4 , nl', 'nl'],
    ['fr;q=0, en;q=0.001', 'en'],
    ['fr;q=0', null],
    ['*', null],
    ['*;q=1, de;q=0.2', 'de'],
    // Ill-formed entries are passed over, whatever their weight.
    ['en_US, pt;q=0.3', 'pt'],
    ['en;q=1.5, pt;q=0.3', 'pt'],
    ['en;q=, pt;q=0.3', 'pt'],
    ['en;q=0.1234, pt;q=0.3', 'pt'],
    ['-en, e, toolonglanguage, de--CH, pt;q=0.3', 'pt'],
    ["'; DROP TABLE users; --", null],
    ['../../etc/passwd', null],
    [',,,;;;q=,,', null],
    ['\u00e9\u00e8', null],
    // What could tell people apart stays out.
    ['en-US-u-ca-buddhist-x-person17', 'en-US'],
    ['de-CH-1996', 'de-CH'],
    ['x-person17', null],
    ['i-klingon', null],
  ])('%j prefers %j', (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });

  it('looks at the first twenty languages only', () => {
    expect(preferredLocale([...Array.from({ length: 20 }, () => '*'), 'de'].join(','))).toBeNull();
  });
});

describe('referrerHost', () => {
  it.each([
    [null, null],
    ['https://chat.example.com/c/123?code=secret#part', 'chat.example.com'],
    ['http://EXAMPLE.com:8443/', 'example.com'],
    ['https://user:password@example.com/', 'example.com'],
    ['https://example.com.', 'example.com'],
    ['https://b\u00fccher.example/', 'xn--bcher-kva.example'],
    ['http://[2001:db8::1]/x', '[2001:db8::1]'],
    ['android-app://com.example.app/', null],
    ['file:///home/ada/x.html', null],
    ['javascript:alert(1)', null],
    ['https:example.com', null],
    ['https:///path', null],
    ['https://', null],
    ['https://exa mple.com/', null],
    ['https://example.com:99999/', null],
    ['/relative/path', null],
    ['about:blank', null],
    ['no url at all', null],
    [`https://${'a.'.repeat(150)}example/`, null],
  ])('%j is from %j', (header, host) => {
    expect(referrerHost(header)).toBe(host);
  });
});

describe('utmOf', () => {
  const none = { source: null, medium: null, campaign: null, term: null, content: null };

  it.each([
    ['/x', {}],
    [
      '/x?utm_source=news&utm_medium=mail&utm_campaign=a+b&utm_term=t&utm_content=%C3%A9',
      {
        source: 'news',
        medium: 'mail',
        campaign: 'a b',
        term: 't',
        content: '\u00e9',
      },
    ],
    ['/utm_source?x=1', {}],
    ['/x?utm_source=&utm_medium=%00%0a', {}],
    ['/x?utm_source=one&utm_source=two', { source: 'one' }],
    ['/x?utm_term=ada%40example.com', {}],
    ['/x?utm_term=%ff%zz', { term: '\ufffd%zz' }],
    ['/x?utm_other=1&xutm_source=2', {}],
  ])('%s', (target, found) => {
    expect(utmOf(target)).toEqual({ ...none, ...found });
  });

  it('keeps at most 128 characters, and no half of a pair', () => {
    expect(utmOf(`/?utm_source=${'x'.repeat(5000)}`).source).toHaveLength(128);
    expect(utmOf(`/?utm_source=${'x'.repeat(127)}%F0%9F%98%80`).source).toBe(`${'x'.repeat(127)}\ufffd`);
  });
});

describe('knownGrant', () => {
  it.each([
    ['client_credentials', 'client_credentials'],
    ['urn:ietf:params:oauth:grant-type:token-exchange', 'urn:ietf:params:oauth:grant-type:token-exchange'],
    ['password', null],
    ['', null],
    [undefined, null],
    ['client_credentials client_credentials', null],
  ])('%j is %j', (text, grant) => {
    expect(knownGrant(text)).toBe(grant);
  });
});
