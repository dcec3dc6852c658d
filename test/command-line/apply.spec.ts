import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ended } from '../support/built-program.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { CommandLine, SECRET } from './command-line.js';

let gatehouse: TestGatehouse;
let cli: CommandLine;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ CLIENT_REGISTRATION: 'open' });
  // Whoever registers themselves choose their own name, and are not meant by it.
  const registered = await gatehouse.request('POST', '/oauth/register', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_name: 'Reader', redirect_uris: ['https://reader.example.test/callback'] }),
  });
  expect(registered.status).toBe(201);
  cli = await CommandLine.of(gatehouse);
  await cli.login();
});

afterAll(async () => {
  cli.remove();
  await gatehouse.stop();
});

const configuration = () => ({
  gatehouse: 1,
  name: 'newcomer',
  scopes: [{ name: 'wiki.read', tier: 'service', description: 'Read the wiki' }],
  users: [{ email: 'Ada@example.test', name: 'Ada', roles: ['user'], groups: ['staff'] }],
  upstreams: [
    {
      name: 'wiki',
      kind: 'mcp',
      url: 'http://127.0.0.1:9/mcp',
      required_scopes: ['mcp'],
      default: 'deny',
      credential: { mode: 'static', header: 'x-api-key', value: { from_env: 'WIKI_KEY' } },
    },
  ],
  clients: [
    { client_name: 'Assistant', exchange_from: ['Reader'], ...agent() },
    { client_name: 'Reader', ...agent() },
  ],
  issuers: [
    {
      issuer: 'https://tokens.example.test',
      name: 'Builds',
      jwks_uri: 'https://tokens.example.test/jwks',
      uses: ['workload'],
      clients: ['Reader'],
      rules: [{ name: 'Deployments', claims: { sub: 'repo:example/app:*' }, client_id: 'Reader' }],
    },
  ],
  policies: [
    {
      effect: 'allow',
      principal: { type: 'client', id: 'Reader' },
      upstream: 'wiki',
      tool: 'search_*',
      justification: 'It looks things up.',
    },
    {
      effect: 'deny',
      principal: { type: 'user', id: 'ada@example.test' },
      upstream: 'wiki',
      tool: 'delete_*',
      justification: 'Nothing is deleted.',
    },
  ],
});

function agent() {
  return {
    kind: 'agent',
    owner_id: 'ada@example.test',
    grant_types: ['client_credentials', 'urn:ietf:params:oauth:grant-type:token-exchange'],
    scope: 'mcp user',
    purpose: 'Reads the wiki',
    expires_at: '2030-01-31T12:00:00Z',
  };
}

const written = (content: unknown): string => {
  const path = join(cli.home, 'configuration.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
};
const apply = (content: unknown, ...options: string[]): Promise<Ended> =>
  cli.run(['apply', '-f', written(content), ...options], { WIKI_KEY: 'the key of the wiki' });
const counts = async () => {
  const lists = ['users', 'clients', 'upstreams', 'policies', 'issuers', 'scopes'];
  const all = await Promise.all(lists.map((list) => gatehouse.adminCall('GET', `/${list}?limit=200`)));
  return Object.fromEntries(lists.map((list, at) => [list, all[at]?.body.items.length as number]));
};
const NOTHING = /^Nothing to do: 0 to create, 0 to change, 0 to delete, \d+ unchanged\.\n$/;

describe('gatehouse apply', () => {
  it('names everything that is wrong in a file, and applies nothing of it', async () => {
    const before = await counts();
    const wrong = configuration();
    Object.assign(wrong.users[0] as object, { roles: ['no-such-role'] });
    Object.assign(wrong.clients[0] as object, { owner_id: 'nobody@example.test' });
    Object.assign(wrong.policies[1] as object, { upstream: 'no-such-upstream' });
    const ended = await apply(wrong);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    for (const pointer of ['/users/0/roles', '/clients/0/owner_id', '/policies/1/upstream']) {
      expect(ended.stderr).toContain(`\n  ${pointer}: `);
    }
    const malformed = configuration();
    Object.assign(malformed, { user: [] });
    Object.assign(malformed.users[0] as object, { nmae: 'Ada' });
    Object.assign(malformed.policies[0] as object, { effect: 'perhaps' });
    const refused = await apply(malformed);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    for (const pointer of ['/user', '/users/0/nmae', '/policies/0/effect']) {
      expect(refused.stderr).toContain(`\n  ${pointer}: `);
    }
    expect(await counts()).toEqual(before);
  });

  it('takes back what it did when the server refuses a part', async () => {
    const before = await counts();
    const refused = configuration();
    Object.assign(refused.upstreams[0] as object, { kind: 'a2a', transport: 'sse' });
    const ended = await apply(refused);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('/upstreams/0/transport: ');
    expect(ended.stderr).toContain('What was done before it was taken back.');
    expect(await counts()).toEqual(before);
  });

  it('plans, and does nothing', async () => {
    const before = await counts();
    const { code, stdout } = await apply(configuration(), '--plan');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nPlan: 9 to create, 0 to change, 0 to delete, 0 unchanged\.\n$/);
    expect(stdout).toContain('+ create  users  ada@example.test\n');
    expect(stdout).not.toContain('the key of the wiki');
    expect(await counts()).toEqual(before);
  });

  it('brings about what a file says, whose secrets go to a file of their own; the second plan is empty', async () => {
    const secrets = join(cli.home, 'secrets.json');
    const ended = await apply(configuration(), '--secrets', secrets);
    expect(ended).toMatchObject({ code: 0 });
    expect(statSync(secrets).mode & 0o777).toBe(0o600);
    const [assistant, reader] = (JSON.parse(readFileSync(secrets, 'utf8')) as { client_name: string }[]).sort((a, b) =>
      a.client_name < b.client_name ? -1 : 1,
    ) as unknown as { client_id: string; client_secret: string }[];
    expect(ended.stdout + ended.stderr).not.toContain(reader?.client_secret);
    await gatehouse.accessToken(reader?.client_id ?? '', reader?.client_secret ?? '');
    const shown = (await gatehouse.adminCall('GET', `/clients/${assistant?.client_id}`)).body;
    expect(shown.exchange_from).toEqual([reader?.client_id]);
    expect(await apply(configuration())).toMatchObject({ code: 0, stdout: expect.stringMatching(NOTHING), stderr: '' });
    expect((await apply(configuration(), '--plan')).stdout).toMatch(NOTHING);
  });

  it('shows what is to be changed, and changes that alone', async () => {
    const changed = configuration();
    Object.assign(changed.policies[0] as object, { effect: 'deny', justification: 'Not any more.' });
    Object.assign(changed.users[0] as object, { groups: ['staff', 'on-call'] });
    const { stdout } = await apply(changed);
    expect(stdout).toContain('~ change  users  ada@example.test\n    groups: ["staff"] -> ["staff","on-call"]\n');
    expect(stdout).toContain('    effect: "allow" -> "deny"\n');
    expect(stdout).toMatch(/\nPlan: 0 to create, 2 to change, 0 to delete, 7 unchanged\.\n$/);
    expect((await apply(changed)).stdout).toMatch(NOTHING);
    expect((await apply(configuration())).stdout).toContain('2 to change');
  });

  it('deletes what it made and is gone from the file, when asked to; nothing else', async () => {
    await gatehouse.create('/policies', {
      effect: 'deny',
      principal: { type: 'any' },
      upstream: 'wiki',
      tool: 'drop_*',
      justification: 'Made by hand.',
    });
    const less = configuration();
    less.policies.pop();
    const left = await apply(less);
    expect(left.stdout).toContain('? leave   policies  user ada@example.test at wiki, tool delete_*\n');
    expect((await counts())['policies']).toBe(3);
    const pruned = await apply(less, '--prune');
    expect(pruned.stdout).toContain('- delete  policies  user ada@example.test at wiki, tool delete_*\n');
    expect((await counts())['policies']).toBe(2);
    expect((await apply(less, '--prune')).stdout).toMatch(NOTHING);
    const nameless = { ...less, name: undefined };
    expect((await apply(nameless, '--prune')).code).toBe(2);
  });

  it('keeps a rule of a key the same rule, whatever becomes of it', async () => {
    const keyed = configuration();
    const [rule] = keyed.policies as [Record<string, unknown>, ...unknown[]];
    Object.assign(rule, { key: 'search' });
    await apply(keyed);
    Object.assign(rule, { tool: 'find_*' });
    const { stdout } = await apply(keyed);
    expect(stdout).toContain('    tool: "search_*" -> "find_*"\n');
    expect((await apply(keyed)).stdout).toMatch(NOTHING);
  });
});

describe('gatehouse export', () => {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a file as people read it
  let exported: Record<string, any>;
  beforeEach(async () => {
    const { code, stdout } = await cli.run(['export', '--name', 'everything']);
    expect(code).toBe(0);
    exported = JSON.parse(stdout);
  });

  it('names things as people do, and no secret', () => {
    const text = JSON.stringify(exported);
    expect(text).not.toMatch(/the key of the wiki|"value"|"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
    const assistant = exported['clients'].find((one: { client_name: string }) => one.client_name === 'Assistant');
    expect(assistant).toMatchObject({ owner_id: 'ada@example.test', exchange_from: ['Reader'] });
    expect(exported['issuers'][0].rules[0]).toMatchObject({ name: 'Deployments', client_id: 'Reader' });
  });

  it('writes what to apply changes nothing', async () => {
    expect((await apply(exported, '--plan')).stdout).toMatch(NOTHING);
  });

  it('is a whole configuration for another Gatehouse, but for what is secret', async () => {
    const other = await TestGatehouse.start();
    const there = {
      XDG_CONFIG_HOME: join(cli.home, 'other'),
      GATEHOUSE_URL: other.url,
      GATEHOUSE_CLIENT_ID: 'root-cli',
      GATEHOUSE_CLIENT_SECRET: SECRET,
    };
    const applyThere = (...options: string[]) =>
      cli.run(['apply', '-f', written(exported), ...options], { ...there, WIKI_KEY: 'another key' });
    try {
      const refused = await applyThere();
      expect(refused.stderr).toMatch(/\n {2}\/upstreams\/0\/credential\/value: is needed/);
      exported['upstreams'][0].credential.value = { from_env: 'WIKI_KEY' };
      const ended = await applyThere('--json');
      expect(ended.stderr + ended.code).toBe('0');
      expect(JSON.parse(ended.stdout).secrets.length).toBeGreaterThan(1);
      expect((await applyThere('--plan')).stdout).toMatch(NOTHING);
    } finally {
      await other.stop();
    }
  });
});
