import { expect, it } from 'vitest';
import { HiddenHosts } from './hidden-hosts.rules.js';

const GATE = 'https://gate.example/api/v1/agents/a';

it.each([
  ['http://agents.internal:8080/rpc', 'Call http://agents.internal:8080/rpc?x=1 now', `Call ${GATE} now`],
  ['http://agents.internal/rpc', 'at AGENTS.INTERNAL:99, or wss://u:p@agents.internal', `at ${GATE}, or ${GATE}`],
  ['http://10.0.0.7/', '10.0.0.7 and 10.0.0.71 and 110.0.0.7', `${GATE} and 10.0.0.71 and 110.0.0.7`],
  ['http://[fd00::7]:81/', 'http://[fd00::7]:81/x', GATE],
  ['http://echo:8080/', 'The echo agent, http://echo/x and echo:8080', `The echo agent, ${GATE} and ${GATE}`],
  [
    'http://agents.internal/',
    'not.agents.internal.example, agents.internals',
    'not.agents.internal.example, agents.internals',
  ],
  [
    'https://gate.example:9443/',
    'https://gate.example:9443/x but https://gate.example/y',
    `${GATE} but https://gate.example/y`,
  ],
])('of %s nothing is left in: %s', (url, text, expected) => {
  const hidden = new HiddenHosts([url], GATE);
  expect(hidden.without(text)).toBe(expected);
  expect(hidden.names(text)).toBe(text !== expected);
});

it('a long text of one word is read in one go', () => {
  const hidden = new HiddenHosts(['http://agents.internal/'], GATE);
  const text = 'a'.repeat(1_000_000);
  // A search that begins anew at every letter would not come back.
  expect(hidden.without(text)).toBe(text);
});

it('many hosts are looked for at once', () => {
  const hosts = Array.from({ length: 2_000 }, (_, count) => `http://host-${count}.internal/`);
  const hidden = new HiddenHosts(hosts, GATE);
  const text = `http://${'b'.repeat(128)} `.repeat(1_800);
  // One after the other, it would take more than a minute.
  expect(hidden.without(`${text}http://host-1999.internal/x`)).toBe(text + GATE);
});
