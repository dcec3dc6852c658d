import { expect, it } from 'vitest';
import { parsedUrl } from './parsed-url.js';

it.each(['https://a.example/', 'urn:a:b', 'com.example.app:/cb'])('%s is a URL', (text) =>
  expect(parsedUrl(text)?.href).toBe(text),
);

it.each(['', 'a', '//a.example', 'https://', 'https://a b/', 'https://[::g]/'])('%j is none', (text) =>
  expect(parsedUrl(text)).toBeNull(),
);

it('one with letters beyond ASCII stays one, however often it is read (URL.canParse of Node 20)', () => {
  const hosts = new Set(Array.from({ length: 100_000 }, () => parsedUrl('https://b\u00fccher.example/')?.hostname));
  expect([...hosts]).toEqual(['xn--bcher-kva.example']);
});
