import { describe, expect, it } from 'vitest';
import { isAiCrawler } from './ai-crawlers.js';
import { isProbe, isScanner } from './scanners.js';
import { readUserAgent } from './user-agent.js';

const chrome =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
const compatible = (name: string) =>
  `Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ${name}; +https://example.com/bot)`;

describe('readUserAgent', () => {
  it('tells browser, system and device of a person', () => {
    expect(readUserAgent(chrome)).toEqual({
      browser: 'Chrome',
      os: 'macOS',
      device: 'desktop',
      isBot: false,
      isAiCrawler: false,
      isScanner: false,
    });
    expect(readUserAgent(iphone)).toMatchObject({ browser: 'Safari', os: 'iOS', device: 'mobile', isBot: false });
  });

  it.each(['curl/8.5.0', 'node', 'python-httpx/0.27.0', 'Go-http-client/1.1', compatible('Googlebot/2.1')])(
    '%s is a bot',
    (text) => {
      expect(readUserAgent(text)).toMatchObject({ isBot: true, isAiCrawler: false });
    },
  );

  it.each(['GPTBot/1.2', compatible('ClaudeBot/1.0'), compatible('PerplexityBot/1.0'), 'Google-Extended', 'CCBot/2.0'])(
    '%s is an AI crawler, and a bot',
    (text) => {
      expect(readUserAgent(text)).toMatchObject({ isBot: true, isAiCrawler: true });
    },
  );

  it('keeps nothing that somebody wrote into an unknown user agent', () => {
    expect(readUserAgent('ada@example.com/1.0 (+49 123 456)')).toMatchObject({ browser: null, os: null, device: null });
  });

  it.each([
    '/',
    '(((((',
    'Mozilla/5.0 (',
    '%s%s%n',
    '<script>alert(1)</script>',
    '\u00ff\u00fe\u00e9',
    '/'.repeat(512),
    'Chrome/'.repeat(73),
    'a/ ('.repeat(128),
    ' '.repeat(511) + 'x',
  ])('reads %j without failing', (text) => {
    expect(readUserAgent(text)).toMatchObject({ isAiCrawler: false });
  });
});

describe('isAiCrawler', () => {
  it.each([
    'gptbot',
    'x;GPTBot',
    'Ai2Bot-Dolma (+https://example.com)',
    'GoogleOther-Image/1.0',
    'meta-externalagent/1.1',
    'Kangaroo Bot',
  ])('knows %s', (text) => expect(isAiCrawler(text)).toBe(true));

  it.each([
    'MyGPTBotTester',
    'GPTBotanist',
    'claude',
    'ChatGPT-User/1.0',
    'Claude-User/1.0',
    'Perplexity-User/1.0',
    chrome,
  ])('does not take %s for one', (text) => expect(isAiCrawler(text)).toBe(false));
});

describe('isScanner', () => {
  it.each(['sqlmap/1.8#stable', 'Mozilla/5.0 (Nikto/2.1.6)', 'Mozilla/5.0 zgrab/0.x', 'Nuclei - Open-source project'])(
    'knows %s, which is a bot',
    (text) => {
      expect(isScanner(text)).toBe(true);
      expect(readUserAgent(text)).toMatchObject({ isScanner: true, isBot: true });
    },
  );

  it.each([chrome, 'curl/8.5.0', 'mynucleiapp', 'GPTBot/1.2'])('does not take %s for one', (text) => {
    expect(isScanner(text)).toBe(false);
  });
});

describe('isProbe', () => {
  it.each([
    '/.env',
    '/.git/config',
    '/wp-login.php',
    '/WP-ADMIN/',
    '/x/phpMyAdmin/index',
    '/cgi-bin/luci',
    '/a/b.php',
    '/actuator/env',
  ])('%s is one', (path) => expect(isProbe(path)).toBe(true));

  it.each([
    '/',
    '/oauth/token',
    '/.well-known/oauth-authorization-server',
    '/api/v1/mcp/wp',
    '/account',
    '/favicon.ico',
  ])('%s is none', (path) => expect(isProbe(path)).toBe(false));
});
