import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BuiltProgram } from '../support/built-program.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { testSecrets } from '../support/test-secrets.js';

/** Loaded before a program, it writes down at the end what the program has read. */
const WITNESS = `
const fs = require('node:fs');
const vm = require('node:vm');
const files = [];
const anew = [];
vm.Script = class extends vm.Script {
  constructor(text, options) {
    super(text, options);
    files.push(options.filename);
    if (this.cachedDataRejected !== false) anew.push(options.filename);
  }
};
require('node:module').syncBuiltinESMExports();
process.on('exit', () => {
  const packages = Object.keys(require.cache).filter((file) => file !== __filename);
  fs.writeFileSync(process.env.SEEN, JSON.stringify({ files, anew, packages }));
});
`;

interface Seen {
  /** What it read of the bundle: the whole text. */
  readonly text: string;
  /** Files of the bundle that had to be compiled. */
  readonly anew: readonly string[];
  /** Files that were read from their packages. */
  readonly packages: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-witness-'));
const [witness, seen] = [join(folder, 'witness.cjs'), join(folder, 'seen.json')];
let gatehouse: TestGatehouse;
let server: BuiltProgram;
let operator: BuiltProgram;
beforeAll(async () => {
  writeFileSync(witness, WITNESS);
  gatehouse = await TestGatehouse.start();
  server = await BuiltProgram.make('src/main.js');
  operator = await BuiltProgram.make();
});
afterAll(async () => {
  await gatehouse.stop();
  for (const program of [server, operator]) program.remove();
  rmSync(folder, { recursive: true });
});

/** Runs a program beside the running Gatehouse, to its end. */
async function seenIn(program: BuiltProgram, args: readonly string[], ends: RegExp): Promise<Seen> {
  const { stdout, stderr } = await program.run(args, {
    ...testSecrets,
    DATABASE_URL: gatehouse.serviceUrl,
    MIGRATION_DATABASE_URL: gatehouse.ownerUrl,
    PORT: new URL(gatehouse.url).port,
    NODE_OPTIONS: `--require=${witness}`,
    SEEN: seen,
  });
  expect(stdout + stderr).toMatch(ends);
  const { files, ...more } = JSON.parse(readFileSync(seen, 'utf8')) as Omit<Seen, 'text'> & { files: string[] };
  return { text: files.map((file) => readFileSync(file, 'latin1')).join('\n'), ...more };
}

/** How many of TypeORM, and of NestJS. */
const copies = (text: string) =>
  [/\bDataSource=class\b/g, /\bNestFactoryStatic=class\b/g].map((heart) => text.match(heart)?.length ?? 0);
/** Node finds these in their packages; whatever else is read there would be there twice. */
const NATIVE = /\/node_modules\/(bcrypt|node-gyp-build|@node-rs\/argon2[\w-]*)\//;

it.each<[string, () => BuiltProgram, string[], RegExp]>([
  ['the service', () => server, [], /EADDRINUSE/],
  ['an operator’s command', () => operator, ['keys', 'list'], /^STATE /],
])(
  '%s has all of its packages from the bundle, once, and compiles nothing of it',
  async (_who, program, args, ends) => {
    const { text, anew, packages } = await seenIn(program(), args, ends);
    expect(copies(text)).toEqual([1, 1]);
    expect(packages.filter((file) => !NATIVE.test(file))).toEqual([]);
    expect(anew).toEqual([]);
  },
);

it('who verifies evidence waits for no code of the server', async () => {
  const { text, anew, packages } = await seenIn(operator, ['audit', 'verify', '--help'], /--jwks/);
  expect(text).toContain('as /.well-known/evidence-jwks.json gives them');
  expect(copies(text)).toEqual([0, 0]);
  expect([anew, packages]).toEqual([[], []]);
});
