import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Where each section's commands and programs are run. */
const RUN: Readonly<Record<string, string>> = {
  'README.md Start': '.ci/run',
  'README.md See it work': '.ci/run',
  'README.md Work on it': '.ci/run',
  'README.md A first story': 'test/docs/readme.spec.ts',
  'docs/clients.md Register an agent': 'test/docs/clients.spec.ts',
  'docs/clients.md curl': 'test/docs/clients.spec.ts',
  'docs/clients.md MCP SDK (TypeScript)': 'test/docs/clients.spec.ts',
  'docs/clients.md openid-client': 'test/docs/clients.spec.ts',
  'docs/clients.md MCP Inspector': 'test/peers/checkers/inspector.spec.ts',
  'docs/clients.md Apps that people sign in to': 'test/docs/clients.spec.ts',
  'docs/clients.md The bridge': 'test/journeys/device.spec.ts',
  'docs/clients.md Access keys': 'test/docs/clients.spec.ts',
  'docs/clients.md Agents that act for others': 'test/docs/clients.spec.ts',
  'docs/command-line.md Log in': 'test/docs/command-line.spec.ts',
  'docs/command-line.md Administer': 'test/docs/command-line.spec.ts',
  'docs/command-line.md Configuration in a file': 'test/docs/command-line.spec.ts',
  'docs/evidence.md Look for it': 'test/docs/evidence.spec.ts',
  'docs/evidence.md Prove it': 'test/docs/evidence.spec.ts',
  'docs/evidence.md Reports': 'test/docs/evidence.spec.ts',
  'docs/operate.md Backup and restore': 'test/docs/backup.spec.ts',
  'docs/policy.md Write a rule, watch it, make it count': 'test/docs/gate.spec.ts',
  'docs/upstreams.md Put a server behind the gate': 'test/docs/gate.spec.ts',
  'docs/walks.md An administrator changes something': 'test/docs/walks.spec.ts',
  'docs/upstreams.md Another Gatehouse': 'test/docs/another-gatehouse.spec.ts',
};

const pages = [
  'README.md',
  ...readdirSync('docs').flatMap((file) => (file.endsWith('.md') ? [join('docs', file)] : [])),
];

/** The sections of a page that have something to run. */
function sectionsOf(page: string): string[] {
  const [, ...sections] = readFileSync(page, 'utf8').split(/^## /m);
  return sections.filter((text) => /^```(sh|js)$/m.test(text)).map((text) => `${page} ${text.split('\n')[0] ?? ''}`);
}

it('every command and program of a page is run somewhere', () => {
  expect(pages.flatMap(sectionsOf).sort()).toEqual(Object.keys(RUN).sort());
});

it('what runs them is there, and names the section that it runs', () => {
  const strangers = Object.entries(RUN).filter(([name, file]) => {
    const [, section = ''] = /\.md (.*)$/.exec(name) ?? [];
    return file.startsWith('test/docs/') && !readFileSync(file, 'utf8').includes(section);
  });
  expect(strangers).toEqual([]);
});
