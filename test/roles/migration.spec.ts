import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../src/database/data-source.js';
import { Replica } from '../keys/replicas.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { testSecrets } from '../support/test-secrets.js';
import { NO_LIMITS } from './role-callers.js';

const SECRET = { id: 'root-cli', secret: 'root secret: with +%& and ünicode' };

let gatehouse: TestGatehouse;
let replica: Replica;
let ids: Record<'chief' | 'left' | 'reader', string>;
let upstream: string;

/** A database as it was before there were roles, and what was in it. */
async function before(): Promise<void> {
  const person = async (name: string): Promise<string> =>
    (await gatehouse.create('/users', { email: `${name}@example.test`, name, roles: ['user'] })).id;
  ids = { chief: await person('chief'), left: await person('left'), reader: await person('reader') };
  upstream = (await gatehouse.create('/upstreams', { name: 'files', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' })).id;
  await gatehouse.agent({ client_name: 'Asking' });
  const rows: [string, unknown[]?][] = [
    ['ALTER TABLE scopes DROP CONSTRAINT scopes_not_role'],
    [`DELETE FROM migrations WHERE name LIKE 'Roles%'`],
    [`UPDATE users SET roles = '{admin}' WHERE email IN ('root@example.test', 'chief@example.test')`],
    [`UPDATE users SET roles = '{admin}', status = 'inactive' WHERE id = $1`, [ids.left]],
    [`UPDATE clients SET scope = '{admin}' WHERE client_id = 'root-cli'`],
    [
      `INSERT INTO scopes (id, name, tier, description, created_at) VALUES
         (gen_random_uuid(), 'auditor', 'user', 'Read our books', now()),
         (gen_random_uuid(), 'custom:auditor', 'user', 'Taken as well', now()),
         (gen_random_uuid(), 'help_desk', 'service', 'Call the help desk', now())`,
    ],
    [`UPDATE users SET roles = '{user,auditor}' WHERE id = $1`, [ids.reader]],
    [`UPDATE clients SET scope = '{auditor,help_desk,mcp}' WHERE client_name = 'Asking'`],
    [`UPDATE upstreams SET required_scopes = '{mcp,help_desk}' WHERE id = $1`, [upstream]],
    [
      `INSERT INTO policy_rules (id, upstream_id, effect, principal_type, principal_id, conditions, mode, justification,
         created_at, updated_at) VALUES (gen_random_uuid(), $1, 'allow', 'role', 'auditor', '{}', 'enforce', 'x', now(), now())`,
      [upstream],
    ],
    [
      `INSERT INTO sign_in_providers (id, slug, name, issuer, client_id, sealed_secret, scope, authorization_endpoint,
         email_domains, create_people, link_verified_email, role_claim, role_map, roles_of_all, acr_map, status,
         created_at, updated_at, secret_set_at)
       VALUES (gen_random_uuid(), 'company', 'C', 'https://c.example', 'c', '\\x00', '{openid}', 'https://c.example/a', '{}',
         false, false, '{groups}', '{"bosses": ["admin"], "readers": ["auditor", "user"]}', '{auditor}', '{}', 'inactive',
         now(), now(), now())`,
    ],
    [
      `INSERT INTO user_identities (id, user_id, issuer, tenant, subject, created_at, granted_roles)
       VALUES (gen_random_uuid(), $1, 'https://c.example', '', 'chief', now(), '{admin}')`,
      [ids.chief],
    ],
  ];
  for (const [text, values] of rows) await gatehouse.sql(text, values);
}

beforeAll(async () => {
  gatehouse = await TestGatehouse.start(NO_LIMITS);
  await before();
  await migrate(gatehouse.ownerUrl, new URL(gatehouse.serviceUrl).username);
  const shared = { ...testSecrets, ...NO_LIMITS, PUBLIC_URL: gatehouse.url };
  replica = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
});
afterAll(async () => {
  await replica.app.close();
  await gatehouse.stop();
});

const admin = async (path: string) => {
  const token = await gatehouse.accessToken(SECRET.id, SECRET.secret);
  const answer = await fetch(`${replica.url}/api/v1/admin${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);

  return await answer.json();
};

it('whoever administers is an owner, by their own client too; who was not active is not', async () => {
  expect((await admin(`/users/${ids.chief}`)).roles).toEqual(['owner', 'admin']);
  expect((await admin(`/users/${ids.left}`)).roles).toEqual(['admin']);
  expect((await admin('/clients/root-cli')).scope).toBe('owner admin');
});

it('a company that brings administrators brings what they were until now, and takes it again', async () => {
  const [provider] = (await admin('/sign-in-providers')).items;
  expect(provider.role_map.bosses).toEqual(['admin', 'owner']);
  const [link] = await gatehouse.sql(`SELECT granted_roles FROM user_identities WHERE user_id = $1`, [ids.chief]);
  expect(link).toEqual({ granted_roles: ['admin', 'owner'] });
});

it('a scope that has the name of a role is renamed wherever it stands, and nobody gets a role by it', async () => {
  const scopes = (await admin('/scopes')).items as {
    name: string;
    built_in: boolean;
    tier: string;
    description: string;
  }[];
  const own = scopes.filter(({ built_in: builtIn }) => !builtIn);
  expect(Object.fromEntries(own.map(({ name, description }) => [name, description]))).toEqual({
    'custom:auditor': 'Taken as well',
    'custom:auditor:': 'Read our books',
    'custom:help_desk': 'Call the help desk',
  });
  expect((await admin(`/users/${ids.reader}`)).roles).toEqual(['user', 'custom:auditor:']);
  const [client] = await gatehouse.sql(`SELECT scope FROM clients WHERE client_name = 'Asking'`);
  expect(client).toEqual({ scope: ['custom:auditor:', 'custom:help_desk', 'mcp'] });
  expect((await admin(`/upstreams/${upstream}`)).required_scopes).toEqual(['mcp', 'custom:help_desk']);
  expect((await admin('/policies')).items[0]).toMatchObject({ principal: { type: 'role', id: 'custom:auditor:' } });
  const [provider] = (await admin('/sign-in-providers')).items;
  expect(provider).toMatchObject({
    roles_of_all: ['custom:auditor:'],
    role_map: { readers: ['custom:auditor:', 'user'] },
  });
});

it('no role can be made a scope of somebody’s own, not even by an older instance beside it', async () => {
  const insert = `INSERT INTO scopes (id, name, tier, description, created_at) VALUES (gen_random_uuid(), 'owner', 'user', 'x', now())`;
  await expect(gatehouse.sql(insert)).rejects.toThrow('scopes_not_role');
});
