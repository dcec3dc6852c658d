import { afterAll, beforeAll, expect, it } from 'vitest';
import { FirstAdministratorStore } from '../../src/identity/first-administrator.store.js';
import { BuiltProgram } from '../support/built-program.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { testSecrets } from '../support/test-secrets.js';

let gatehouse: TestGatehouse;
let program: BuiltProgram;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  program = await BuiltProgram.make();
});
afterAll(async () => {
  await gatehouse.stop();
  program.remove();
});

it('the first administrator is created once, however many replicas start, and not again', async () => {
  expect(await gatehouse.app.get(FirstAdministratorStore).create()).toBeNull();
  await gatehouse.sql('DELETE FROM clients');
  await gatehouse.sql('DELETE FROM users');
  const store = gatehouse.app.get(FirstAdministratorStore);
  const made = await Promise.all(Array.from({ length: 5 }, () => store.create()));
  expect(made.filter((one) => one !== null)).toEqual([{ clientId: 'root-cli', generatedSecret: null }]);
});

it('the client of the command line is there from the first start, for people alone, and no code gives it a role', async () => {
  const { body } = await gatehouse.adminCall('GET', '/clients/gatehouse-cli');
  expect(body).toMatchObject({
    kind: 'application',
    registration: 'administrator',
    token_endpoint_auth_method: 'none',
    first_party: false,
    device_authorization_administration: false,
    redirect_uris: ['http://127.0.0.1/callback'],
  });
  expect((await gatehouse.adminCall('GET', '/clients/gatehouse-cli/secrets')).body.items).toEqual([]);
  const begun = await gatehouse.request('POST', '/oauth/device_authorization', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'client_id=gatehouse-cli&scope=admin',
  });
  expect([begun.status, begun.body.error]).toEqual([400, 'invalid_scope']);
});

it('whoever has the machine gets in again, beside the running server, and it is on record', async () => {
  const root = (await gatehouse.adminCall('GET', '/users?email=root@example.test')).body.items[0].id as string;
  await gatehouse.sql(`UPDATE users SET roles = '{user}' WHERE id = $1`, [root]);
  // What somebody made who was permitted to, for the person was no owner then.
  const lesser = await gatehouse.sql(
    `INSERT INTO setup_links (hash, user_id, created_at, expires_at)
     VALUES ('x', $1, now(), now() + interval '1 day') RETURNING hash`,
    [root],
  );
  expect(lesser).toHaveLength(1);
  await gatehouse.sql(`UPDATE users SET status = 'inactive' WHERE id = $1`, [root]);
  await gatehouse.sql('DELETE FROM clients');
  const ended = await program.run(['bootstrap', '--json'], {
    ...testSecrets,
    DATABASE_URL: gatehouse.serviceUrl,
    MIGRATION_DATABASE_URL: gatehouse.ownerUrl,
    BOOTSTRAP_ADMIN_EMAIL: 'Root@example.test',
    CLIENT_SECRET_COST: '4',
  });
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  const { client_id: id, client_secret: secret } = JSON.parse(ended.stdout) as Record<string, string>;
  const token = await gatehouse.accessToken(id!, secret!, { scope: 'owner' });
  const users = await gatehouse.request('GET', '/api/v1/admin/users', {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(users.body.items).toHaveLength(1);
  expect(users.body.items[0]).toMatchObject({
    email: 'root@example.test',
    status: 'active',
    roles: ['user', 'owner', 'admin'],
  });
  const { status } = await gatehouse.request('GET', '/api/v1/admin/clients/gatehouse-cli', {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(status).toBe(200);
  const events = await gatehouse.sql(
    `SELECT client_id, sub, reason, detail FROM audit_events WHERE kind = 'administrator.let_in'`,
  );
  const detail = { roles: ['owner', 'admin'], activated: true, closed: 1 };
  expect(events).toEqual([{ client_id: id, sub: root, reason: 'command line', detail }]);
  expect(await gatehouse.sql('SELECT 1 FROM setup_links WHERE user_id = $1', [root])).toEqual([]);
  const open = await gatehouse.sql('SELECT client_id FROM sessions WHERE user_id = $1 AND closed_at IS NULL', [root]);
  expect(open).toEqual([{ client_id: id }]);
});
