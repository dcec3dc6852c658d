import { describe, expect, it } from 'vitest';
import { isClientIdUrl, isListedHost } from './client-id-url.js';

describe('a client id that is a URL', () => {
  it.each([
    'https://app.example/client.json',
    'https://app.example/client',
    'https://app.example:8443/client.json',
    'https://app.example/client.json?version=2',
    'https://app.example/a/b/',
    'https://[2001:db8::1]/client',
  ])('%s is one', (text) => expect(isClientIdUrl(text)).toBe(true));

  it.each([
    ['no https', 'http://app.example/client.json'],
    ['no path', 'https://app.example'],
    ['an empty path', 'https://app.example/'],
    ['a fragment', 'https://app.example/client#x'],
    ['an empty fragment', 'https://app.example/client#'],
    ['a user', 'https://me@app.example/client'],
    ['a password', 'https://me:secret@app.example/client'],
    ['a dot segment', 'https://app.example/a/../client'],
    ['a single dot segment', 'https://app.example/./client'],
    ['a dot segment in disguise', 'https://app.example/a/%2e%2e/client'],
    ['a dot segment at the end', 'https://app.example/a/%2E'],
    ['upper case in the host', 'https://App.example/client'],
    ['upper case in the scheme', 'HTTPS://app.example/client'],
    ['the default port', 'https://app.example:443/client'],
    ['a backslash', 'https://app.example\\client'],
    ['a space', 'https://app.example/cli ent'],
    ['a number for a host', 'https://2130706433/client'],
    ['another script', 'https://аpp.example/client'],
    ['too much of it', `https://app.example/${'a'.repeat(300)}`],
    ['no URL', 'https://'],
    ['a UUID', '01a1f9d2-7a6e-7cce-8c8c-0a6a3a1a2b3c'],
  ])('%s makes it none', (_, text) => expect(isClientIdUrl(text)).toBe(false));
});

describe('a list of hosts', () => {
  it.each([
    ['app.example', ['app.example'], true],
    ['a.app.example', ['*.app.example'], true],
    ['a.b.app.example', ['*.app.example'], true],
    ['app.example', ['*.app.example'], false],
    ['evilapp.example', ['*.app.example'], false],
    ['evilapp.example', ['app.example'], false],
    ['app.example.evil', ['app.example', '*.app.example'], false],
    ['anything.example', ['*'], true],
    ['app.example', [], false],
  ])('%s by %j: %s', (host, listed, expected) => expect(isListedHost(host, listed)).toBe(expected));
});
