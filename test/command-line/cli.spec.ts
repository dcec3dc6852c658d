import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { CommandLine, SECRET } from './command-line.js';

let gatehouse: TestGatehouse;
let cli: CommandLine;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  cli = await CommandLine.of(gatehouse);
});

afterAll(async () => {
  cli.remove();
  await gatehouse.stop();
});

const held = (): { path: string; login: Record<string, unknown> } => {
  const folder = join(cli.home, 'gatehouse');
  const [name = ''] = readdirSync(folder).filter((file) => file.startsWith('login-'));
  const path = join(folder, name);
  return { path, login: JSON.parse(readFileSync(path, 'utf8')) };
};

describe('gatehouse login', () => {
  it('says what to do when nobody is logged in', async () => {
    const ended = await cli.run(['users', 'list']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^gatehouse: Nobody is logged in on this machine\.\nRun: gatehouse login --url/);
  });

  it('refuses a wrong secret, and keeps nothing', async () => {
    const ended = await cli.run(['login', '--url', gatehouse.url, '--client-id', 'root-cli'], {}, 'wrong\n');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^gatehouse: 401 /);
    expect((await cli.run(['whoami'])).stderr).toContain('Nobody is logged in');
  });

  it('takes no secret on the command line', async () => {
    const ended = await cli.run([
      'login',
      '--url',
      gatehouse.url,
      '--client-id',
      'root-cli',
      '--client-secret',
      SECRET,
    ]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
  });

  it('keeps what it was given in a file that only its owner may read', async () => {
    const ended = await cli.login();
    expect(ended).toMatchObject({ code: 0, stdout: '' });
    expect(ended.stderr).toContain(`Logged in at ${gatehouse.url} as client root-cli`);
    const { path } = held();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(cli.home, 'gatehouse')).mode & 0o777).toBe(0o700);
    expect(await cli.json('whoami')).toMatchObject({ client_id: 'root-cli', email: 'root@example.test' });
  });

  it('gets another token when the one it has is over: one for all commands that need it at once', async () => {
    const { path, login } = held();
    writeFileSync(path, JSON.stringify({ ...login, expires_at: Date.now() - 1 }));
    const issued = () =>
      gatehouse.sql<{ count: number }>(`SELECT count(*)::int AS count FROM audit_events WHERE kind = 'token.issued'`);
    const [before] = await issued();
    const ended = await Promise.all([1, 2, 3, 4].map(() => cli.run(['scopes', 'list', '--json'])));
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const [after] = await issued();
    expect((after?.count ?? 0) - (before?.count ?? 0)).toBe(1);
  });

  it('refuses a file that others may read', async () => {
    const { path } = held();
    execFileSync('chmod', ['644', path]);
    const ended = await cli.run(['whoami']);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('Others may read');
    execFileSync('chmod', ['600', path]);
  });

  it('works by the environment alone, and keeps nothing then', async () => {
    const environment = {
      GATEHOUSE_URL: gatehouse.url,
      GATEHOUSE_CLIENT_ID: 'root-cli',
      GATEHOUSE_CLIENT_SECRET: SECRET,
    };
    const ended = await cli.run(['whoami', '--json'], { ...environment, XDG_CONFIG_HOME: join(cli.home, 'none') });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(cli.home)).not.toContain('none');
  });
});

describe('gatehouse, for every noun of administration', () => {
  it('creates, shows, lists, changes and deletes a person', async () => {
    const ada = await cli.json('users', 'create', '--email', 'ada@example.test', '--name', 'Ada', '--roles', 'user');
    expect(ada).toMatchObject({ email: 'ada@example.test', roles: ['user'], status: 'active' });
    expect(await cli.json('users', 'show', ada.id)).toEqual(ada);
    expect(await cli.json('users', 'show', 'ada@example.test')).toEqual(ada);
    expect(await cli.json('users', 'list', '--email', 'ada@example.test')).toEqual({ items: [ada], next: null });
    const changed = await cli.json('users', 'update', ada.id, '--name', 'Ada King', '--groups', 'a,b');
    expect(changed).toMatchObject({ name: 'Ada King', groups: ['a', 'b'] });
    expect(await cli.run(['users', 'delete', ada.id])).toEqual({ code: 0, stdout: '', stderr: 'Done.\n' });
    expect(await cli.run(['users', 'show', ada.id])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'gatehouse: 404 No such user.\n',
    });
  });

  it('shows lists as tables', async () => {
    const { code, stdout } = await cli.run(['scopes', 'list']);
    const [head, ...lines] = stdout.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(head).toMatch(/^NAME +TIER +DESCRIPTION/);
    expect(lines.find((line) => line.startsWith('mcp '))).toMatch(/^mcp +service +/);
  });

  it('takes a whole object from standard input, in which options say what else', async () => {
    const body = JSON.stringify({ email: 'bob@example.test', name: 'Bob', roles: ['user'] });
    const ended = await cli.run(['users', 'create', '--body', '-', '--name', 'Robert', '--json'], {}, body);
    expect(JSON.parse(ended.stdout)).toMatchObject({ email: 'bob@example.test', name: 'Robert' });
  });

  it('names every wrong field, and ends with 1', async () => {
    const ended = await cli.run(['users', 'create', '--email', 'nobody', '--roles', '']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^gatehouse: 400 /);
    for (const field of ['email', 'name', 'roles']) expect(ended.stderr).toMatch(new RegExp(`\\n {2}/${field}: `));
  });

  it('ends with 2 when the command makes no sense', async () => {
    for (const args of [
      ['users', 'list', '--nonsense'],
      ['nouns', 'list'],
      ['users', 'show'],
      ['users', 'list', '--status', 'x'],
    ]) {
      expect((await cli.run(args)).code, args.join(' ')).toBe(2);
    }
    expect((await cli.run(['users', 'list', '--limit', 'many'])).code).toBe(2);
  });

  it('follows pages when all are wanted', async () => {
    for (const at of [1, 2, 3])
      await gatehouse.create('/scopes', { name: `page.${at}`, tier: 'service', description: 'x' });
    const all = (await gatehouse.adminCall('GET', '/scopes?limit=200')).body.items;
    const page = await cli.run(['scopes', 'list', '--limit', '2']);
    expect(page.stdout.trimEnd().split('\n')).toHaveLength(3);
    expect(page.stderr).toContain('There are more: --all');
    expect(await cli.json('scopes', 'list', '--limit', '2', '--all')).toEqual({ items: all, next: null });
  });

  it('takes secrets from files alone, and numbers, lists and objects as their fields want them', async () => {
    const create = ['upstreams', 'create', '--name', 'wiki', '--kind', 'mcp', '--url', 'http://127.0.0.1:9/mcp'];
    const open = await cli.run([
      ...create,
      '--credential',
      '{"mode":"static","header":"x-api-key","value":"told-aloud"}',
    ]);
    expect(open).toMatchObject({ code: 2, stdout: '' });
    expect(open.stderr).not.toContain('told-aloud');
    const credential = JSON.stringify({ mode: 'static', header: 'x-api-key', value: 'unseen' });
    const made = await cli.run(
      [...create, '--credential', '@-', '--timeouts', '{"total":60000}', '--json'],
      {},
      credential,
    );
    expect(JSON.parse(made.stdout)).toMatchObject({
      name: 'wiki',
      timeouts: { total: 60000 },
      url: 'http://127.0.0.1:9/mcp',
    });
  });

  it('makes the second secret of a client', async () => {
    const { id } = await gatehouse.agent();
    expect(await cli.json('clients', 'secrets', 'create', id)).toHaveProperty('client_secret');
  });

  it('writes an export of evidence as it comes', async () => {
    const ended = await cli.run(['audit', 'search-ndjson', '--kind', 'user.created']);
    expect(ended.code).toBe(0);
    const kinds = ended.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).kind as string);
    expect(kinds.length).toBeGreaterThan(1);
    expect(new Set(kinds)).toEqual(new Set(['user.created']));
  });

  it('helps', async () => {
    const { code, stdout } = await cli.run(['clients', 'create', '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/--token-endpoint-auth-method <text> .*choices/s);
    expect((await cli.run(['--help'])).stdout).toMatch(/users +People, their roles and groups/);
    expect((await cli.run(['--help'])).stdout).toMatch(/On this machine, .*bootstrap/s);
  });

  it('completes in a shell', async () => {
    const completed = async (...words: string[]) =>
      (await cli.run(['__complete', '--', ...words])).stdout.trimEnd().split('\n');
    expect(await completed('use')).toEqual(['users']);
    expect(await completed('users', 'se')).toEqual(['second-factor', 'setup-link']);
    expect(await completed('users', 'list', '--st')).toEqual(['--status']);
    expect(await completed('users', 'list', '--status', '')).toEqual(['active', 'inactive']);
    const { stdout: script } = await cli.run(['completion', 'bash']);
    const probe = `gatehouse() { printf 'users\\nupstreams\\n'; }\n${script}\nCOMP_WORDS=(gatehouse use); COMP_CWORD=1; _gatehouse; echo "\${COMPREPLY[@]}"`;
    expect(execFileSync('bash', ['-c', probe], { encoding: 'utf8' })).toBe('users\n');
    for (const shell of ['zsh', 'fish']) expect((await cli.run(['completion', shell])).stdout).toContain('__complete');
    expect((await cli.run(['completion', 'csh'])).code).toBe(2);
  });
});

describe('gatehouse, where the same command could be about this machine', () => {
  it('asks the server when somebody is logged in, and says so', async () => {
    const ended = await cli.run(['keys', 'list', '--json']);
    expect(ended).toMatchObject({ code: 0, stderr: 'gatehouse: at a server, as whoever is logged in.\n' });
    expect(JSON.parse(ended.stdout)).toEqual((await gatehouse.adminCall('GET', '/keys')).body);
    const link = await cli.json('users', 'setup-link', 'root@example.test');
    expect(link.url).toContain(`${gatehouse.url}/`);
  });

  it('uses this machine’s own settings when nobody is, and says so', async () => {
    const ended = await cli.run(['keys', 'list'], { XDG_CONFIG_HOME: join(cli.home, 'none'), DATABASE_POOL: 'many' });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^gatehouse: on this machine, .*\ngatehouse: Wrong settings:\n {2}- DATABASE_POOL/);
  });

  it('bootstraps on this machine alone, whoever is logged in', async () => {
    const ended = await cli.run(['bootstrap'], { DATABASE_POOL: 'many' });
    expect(ended.stderr).toMatch(/^gatehouse: Wrong settings:\n {2}- DATABASE_POOL/);
  });

  it('verifies evidence on this machine alone, with exit codes of its own', async () => {
    const ended = await cli.run(['audit', 'verify', 'no-such-file', '--jwks', 'no-such-file']);
    expect(ended).toMatchObject({ code: 2, stdout: expect.stringMatching(/^Unreadable: /) as string, stderr: '' });
  });
});

describe('gatehouse logout', () => {
  it('ends the session at the server, and forgets everything', async () => {
    const { access_token } = held().login as { access_token: string };
    const ended = await cli.run(['logout']);
    expect(ended).toEqual({ code: 0, stdout: '', stderr: `Logged out of ${gatehouse.url}.\n` });
    const headers = { authorization: `Bearer ${access_token}` };
    expect((await gatehouse.request('GET', '/api/v1/admin/users', { headers })).status).toBe(401);
    expect((await cli.run(['whoami'])).stderr).toContain('Nobody is logged in');
  });
});
