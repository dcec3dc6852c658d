import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BuiltProgram } from '../support/built-program.js';
import { freePort } from '../support/gatehouse.js';
import { bash, blocksOf, LOCAL, shell } from './shell-commands.js';

const parent = mkdtempSync(join(tmpdir(), 'gatehouse-story-'));
const running: ChildProcess[] = [];
let gate: string;
let server: string;
let welcome = '';
let program: BuiltProgram;

/** Starts a program as somebody does in a terminal of their own. @returns what it said until then */
async function begin(file: string, env: Record<string, string>, stream: 'stdout' | 'stderr', until: string) {
  const child = spawn(process.execPath, [program.path(file)], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', stream === 'stdout' ? 'pipe' : 'ignore', stream === 'stderr' ? 'pipe' : 'ignore'],
  });
  running.push(child);
  let said = '';
  while (!said.includes(until)) said += String((await once(child[stream]!, 'data'))[0]);
  return said;
}

beforeAll(async () => {
  program = await BuiltProgram.make();
  const [port, serverPort] = [String(await freePort()), String(await freePort())];
  gate = `http://localhost:${port}`;
  server = `http://127.0.0.1:${serverPort}`;
  const env = { PORT: port, DATA_DIR: join(parent, 'data'), CLIENT_SECRET_COST: '4' };
  welcome = await begin('src/main.js', env, 'stderr', '/api/v1/mcp/example\n');
  await begin('demo/server.js', { PORT: serverPort, GATE: gate }, 'stdout', 'takes tokens of');
});
afterAll(async () => {
  for (const child of running.reverse()) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  rmSync(parent, { recursive: true, force: true });
  program.remove();
});

it.skipIf(!shell)('the first story of the README happens as it is told', { timeout: 60_000 }, async () => {
  const [serving, ...blocks] = blocksOf('README.md', 'A first story', 'sh');
  expect(serving).toBe('node dist/demo/server.js\n');
  const token = welcome.slice(welcome.indexOf('TOKEN='), welcome.indexOf('# 2.'));
  const script = [token, ...blocks].join('\nprintf "\\n--\\n"\n');
  const told = script.replaceAll(LOCAL, gate).replaceAll('http://127.0.0.1:3001', server);
  const [, made = '', denied = '', why = '', mended = '', stopped = '', evidence = ''] = (await bash(told, {})).split(
    '\n--\n',
  );
  expect(JSON.parse(made)).toMatchObject({ name: 'tools', resource: `${gate}/api/v1/mcp/tools`, default: 'deny' });
  expect(JSON.parse(denied)).toMatchObject({ error: { data: { reason: 'default of upstream tools' } } });
  expect(JSON.parse(why)).toMatchObject({ decision: 'deny', reason: 'default of upstream tools' });
  expect(mended).toContain('"tool":"add"');
  expect(mended).toContain('{"type":"text","text":"42"}');
  expect(stopped).toContain('"status":"inactive"');
  expect(stopped).toContain('invalid_token');
  const { items } = JSON.parse(evidence) as { items: { kind: string; decision: string }[] };
  expect(items.filter(({ kind }) => kind === 'gate.call').map(({ decision }) => decision)).toEqual(['allow', 'deny']);
});
