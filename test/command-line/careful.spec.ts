import { symlinkSync, unlinkSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ended } from '../support/built-program.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { CommandLine, SECRET } from './command-line.js';

let gatehouse: TestGatehouse;
let cli: CommandLine;
let line: Server;
/** What happens to a request at the line; true: its answer is lost, after the server has done it. */
let lost: (request: IncomingMessage) => boolean | Promise<boolean> = () => false;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  cli = await CommandLine.of(gatehouse);
  await cli.login();
  line = createServer((asked, answer) => void forward(asked, answer));
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  cli.remove();
  line.close();
  await gatehouse.stop();
});

async function forward(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const cut = await lost(asked);
  const target = { method: asked.method, headers: asked.headers, path: asked.url };
  const forwarded = request(gatehouse.url, target, (response) => {
    if (!cut) {
      answer.writeHead(response.statusCode ?? 500, response.headers);
      return void response.pipe(answer);
    }
    response.resume().on('end', () => asked.socket.destroy());
  });
  asked.pipe(forwarded);
}

/** By the line, as a job does it. */
const byLine = (...args: string[]): Promise<Ended> =>
  cli.run(args, {
    GATEHOUSE_URL: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    GATEHOUSE_CLIENT_ID: 'root-cli',
    GATEHOUSE_CLIENT_SECRET: SECRET,
  });
const written = (content: unknown, name = 'careful.json'): string => {
  const path = join(cli.home, name);
  writeFileSync(path, typeof content === 'string' || content instanceof Buffer ? content : JSON.stringify(content));
  return path;
};
const apply = (content: unknown, ...options: string[]) => cli.run(['apply', '-f', written(content), ...options]);
const user = (name: string, fields: object = {}) => ({
  email: `${name}@example.test`,
  name,
  roles: ['user'],
  ...fields,
});
const configuration = (fields: object) => ({ gatehouse: 1, name: 'careful', ...fields });
const found = async (email: string) =>
  (await gatehouse.adminCall('GET', `/users?email=${email}@example.test`)).body.items as Record<string, unknown>[];

describe('an answer that is lost on its way', () => {
  it('to what makes something: it is made once, and told', async () => {
    let times = 0;
    lost = ({ method, url }) => method === 'POST' && url === '/api/v1/admin/clients' && times++ < 2;
    const [owner] = (await gatehouse.adminCall('GET', '/users?email=root@example.test')).body.items;
    const body = written({
      ...{ client_name: 'Once', kind: 'agent', owner_id: owner.id, grant_types: ['client_credentials'], scope: 'mcp' },
    });
    const ended = await byLine('clients', 'create', '--body', body, '--json');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(times).toBe(3);
    const made = JSON.parse(ended.stdout) as { client_id: string; client_secret: string };
    const all = (await gatehouse.adminCall('GET', '/clients?limit=200')).body.items as { client_name: string }[];
    expect(all.filter((one) => one.client_name === 'Once')).toHaveLength(1);
    // The secret that was told is the one that is good.
    await gatehouse.accessToken(made.client_id, made.client_secret);
  });

  it('for good: it is told, what was done before is taken back, and the same again arrives', async () => {
    lost = ({ method, url }) => method === 'POST' && url === '/api/v1/admin/policies';
    const policies = [
      { effect: 'deny', principal: { type: 'any' }, upstream: 'w', tool: 'x', justification: 'It must not.' },
    ];
    const upstreams = [{ name: 'w', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' }];
    const file = written(configuration({ users: [user('lina')], upstreams, policies }));
    const ended = await byLine('apply', '-f', file);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/cannot be reached/);
    lost = () => false;
    expect((await byLine('apply', '-f', file)).code).toBe(0);
    expect((await byLine('apply', '-f', file, '--plan')).stdout).toMatch(/^Nothing to do/);
    const rules = (await gatehouse.adminCall('GET', '/policies?limit=200')).body.items as { tool: string }[];
    expect(rules.filter(({ tool }) => tool === 'x')).toHaveLength(1);
  });
});

describe('somebody else at work', () => {
  it('has changed it since the plan: it is refused, and what was done before is taken back', async () => {
    const [ida] = [await gatehouse.create('/users', user('ida')), await gatehouse.create('/users', user('ivo'))];
    let seen = 0;
    lost = async ({ method, url }) => {
      // Between the last look and the change.
      if (method === 'PATCH' && url === `/api/v1/admin/users/${ida.id}` && seen++ === 0)
        await gatehouse.adminCall('PATCH', `/users/${ida.id}`, { name: 'By hand' });
      return false;
    };
    const users = [user('ivo', { name: 'Changed' }), user('ida', { name: 'From the file' }), user('new')];
    const ended = await byLine('apply', '-f', written(configuration({ users })));
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('somebody has changed it meanwhile: run the command again.');
    expect(ended.stderr).toContain('What was done before it was taken back.');
    expect((await found('ida'))[0]).toMatchObject({ name: 'By hand' });
    expect((await found('ivo'))[0]).toMatchObject({ name: 'ivo' });
    expect(await found('new')).toEqual([]);
    lost = () => false;
  });

  it('is seen by --if-match; --dry-run deletes nothing', async () => {
    const { id } = await gatehouse.create('/users', user('eve'));
    const { headers } = await gatehouse.adminCall('GET', `/users/${id}`);
    const tag = headers.get('etag') ?? '';
    await gatehouse.adminCall('PATCH', `/users/${id}`, { name: 'Later' });
    for (const command of [
      ['update', id, '--name', 'Mine'],
      ['delete', id],
    ]) {
      const ended = await cli.run(['users', ...command, '--if-match', tag]);
      expect([ended.code, ended.stderr.slice(0, 14)]).toEqual([1, 'gatehouse: 412']);
    }
    expect((await cli.run(['users', 'delete', id, '--dry-run'])).code).toBe(0);
    expect((await found('eve'))[0]).toMatchObject({ name: 'Later' });
  });
});

describe('a file', () => {
  it('with one bad thing at its end is not applied at all', async () => {
    const users = [user('one'), user('two'), { email: 'no address', name: 'x', roles: ['user'] }];
    expect((await apply(configuration({ users }))).code).toBe(1);
    expect(await found('one')).toEqual([]);
  });

  it('that says something twice is refused: the first would be forgotten without a word', async () => {
    const ended = await apply('{"gatehouse": 1, "users": [], "users": [{"email": "a@example.test"}]}');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/says something twice/);
  });

  it('that is no configuration is read no further than it must', async () => {
    expect((await apply(Buffer.alloc(100 * 1024 * 1024, ' '))).stderr).toContain('is too large: 8 MiB at most.');
    expect((await cli.run(['apply', '-f', '/dev/zero'])).stderr).toContain('is too large');
    expect((await apply(Buffer.from([0x7b, 0xff, 0x7d]))).stderr).toContain('is not UTF-8');
  });

  it('deletes nobody who applies it', async () => {
    const own = {
      email: 'root@example.test',
      status: 'inactive',
      name: 'First administrator',
      roles: ['owner', 'admin'],
    };
    const ended = await apply(configuration({ users: [own] }));
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('root@example.test is who applies it');
    expect((await found('root'))[0]).toMatchObject({ status: 'active' });
  });

  it('shows names as text, whatever a terminal would make of them', async () => {
    await gatehouse.create('/users', user('esc', { name: 'A\u202Eb\u009B31m' })).catch(() => undefined);
    const name = 'x\u001b]0;owned\u0007';
    const shown = await apply(configuration({ users: [user('esc2', { name })] }), '--plan');
    const listed = await cli.run(['users', 'list']);
    for (const { stdout, stderr } of [shown, listed]) expect(stdout + stderr).not.toMatch(/[^\n\P{C}]/u);
  });
});

describe('YAML', () => {
  const yaml = (text: string) => cli.run(['apply', '-f', written(text, 'c.yaml'), '--plan']);

  it('is the same format: exported, it changes nothing', async () => {
    const { stdout } = await cli.run(['export', '--format', 'yaml']);
    expect((await yaml(stdout)).stdout).toMatch(/^Nothing to do/);
    const given = await cli.run(['apply', '-f', '-', '--format', 'yaml', '--plan'], {}, stdout);
    expect(given.stdout).toMatch(/^Nothing to do/);
  });

  it('has `no` for a text', async () => {
    const users = 'users:\n  - email: norge@example.test\n    name: no\n    roles: [user]\n';
    expect((await yaml(`gatehouse: 1\n${users}`)).stdout).toContain('name: "no"');
  });

  it.each([
    ['a name twice', 'gatehouse: 1\nusers: []\nusers: []', 'must be unique'],
    ['aliases', 'gatehouse: 1\nusers: [&a {email: x}, *a]', 'anchors or aliases'],
    ['an anchor alone', 'gatehouse: &a 1', 'anchors or aliases'],
    ['a tag', 'gatehouse: !!int "1"', 'uses a tag'],
    ['a tag of its own', 'gatehouse: !js/function 1', 'c.yaml'],
    ['two documents', 'gatehouse: 1\n---\ngatehouse: 1', 'several documents'],
    ['nothing', '', 'is empty'],
    ['no number', 'gatehouse: .nan', 'a number that JSON has not'],
  ])('with %s is refused', async (_what, text, told) => {
    const ended = await yaml(text);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(told);
    expect(ended.stderr).not.toContain(' at file:');
  });
});

describe('where secrets could go', () => {
  it('http is for this machine alone', async () => {
    const ended = await cli.run(['login', '--url', 'http://gate.example.com', '--client-id', 'x'], {}, 'a secret\n');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('is no URL of a Gatehouse');
  });

  it('no redirect is followed', async () => {
    const heard: string[] = [];
    const other = createServer((asked, answer) => {
      heard.push(asked.url ?? '');
      answer.end('{}');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const moved = createServer((_asked, answer) => {
      answer.writeHead(307, { location: `http://127.0.0.1:${port}/stolen` }).end();
    });
    await new Promise<void>((resolve) => moved.listen(0, '127.0.0.1', resolve));
    const ended = await cli.run(['users', 'list'], {
      GATEHOUSE_URL: `http://127.0.0.1:${(moved.address() as AddressInfo).port}`,
      GATEHOUSE_CLIENT_ID: 'root-cli',
      GATEHOUSE_CLIENT_SECRET: SECRET,
    });
    expect([ended.code, heard]).toEqual([1, []]);
    other.close();
    moved.close();
  });

  it('a login that is a link to somewhere else is not believed', async () => {
    const folder = join(cli.home, 'gatehouse');
    const path = join(folder, readdirSync(folder).find((name) => /^login-.*\.json$/.test(name)) ?? '');
    renameSync(path, `${path}.real`);
    symlinkSync(`${path}.real`, path);
    expect((await cli.run(['whoami'])).stderr).toContain('is no file of yours');
    unlinkSync(path);
    renameSync(`${path}.real`, path);
    expect((await cli.run(['whoami'])).code).toBe(0);
  });
});
