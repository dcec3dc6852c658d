import { describe, expect, it } from 'vitest';
import { sectorOf } from './client-sector.rules.js';

const of = (redirect_uris: string[], sector_identifier_uri?: string | null) =>
  sectorOf({ redirect_uris, ...(sector_identifier_uri === undefined ? {} : { sector_identifier_uri }) });

describe('the sector of a client (OpenID Connect Core §8.1)', () => {
  it('is the host of its redirect URIs, without port, path and query', () => {
    expect(of(['https://a.test/x', 'https://a.test:8443/y?z=1'])).toBe('a.test');
  });

  it('is the host of the sector_identifier_uri, whatever the redirect URIs are', () => {
    expect(of(['https://a.test/x', 'com.app:/cb'], 'https://sector.test/list.json')).toBe('sector.test');
    expect(of(['https://a.test/x'], null)).toBe('a.test');
  });

  it.each([
    ['two hosts', ['https://a.test/x', 'https://b.test/x']],
    ['a host and a part of it', ['https://a.test/x', 'https://www.a.test/x']],
    ['a loopback address', ['http://127.0.0.1/cb']],
    ['a loopback address beside a host', ['https://a.test/x', 'http://localhost/cb']],
    ['a private scheme', ['com.app.example:/cb']],
    ['none', []],
  ])('there is none of %s', (_what, uris) => {
    expect(of(uris)).toBeNull();
  });

  it('is not looked for in what is no list of texts', () => {
    expect(sectorOf({ redirect_uris: 'https://a.test/x' as never })).toBeNull();
    expect(sectorOf({ redirect_uris: [7] as never })).toBeNull();
  });
});
