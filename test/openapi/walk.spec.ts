import { randomUUID } from 'node:crypto';
import { Checkpoints } from '../../src/audit/checkpoints/checkpoints.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginDevice } from '../support/devices.js';
import { freePort, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty } from '../support/people.js';
import { CompanyProvider } from '../support/company-provider.js';
import { HttpsHost } from '../support/https-host.js';
import { METRICS_TOKEN } from '../support/gated.js';
import { PasskeyUser } from '../support/passkeys.js';
import { enrol } from '../support/second-factor.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { answering } from '../support/modern.js';
import { KEY_REFUSALS } from '../../src/http/administration-style.js';
import { styleRefusals } from '../../src/http/openapi/documented-style.js';
import { type Documented, type Json, operationsOf } from './operations.js';
import { type Call, Walked } from './walked.js';

const TRUSTED = 'https://known.example.com';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let host: HttpsHost;
let walked: Walked;
let user: { id: string };
let ordinary: string;

beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start({
    ...host.settings,
    METRICS_TOKEN,
    LIMIT_ADMIN: '100000/60',
    LIMIT_ADMIN_CLIENT: '100000/60',
    LIMIT_PUBLIC: '10000/60',
  });
  upstream = await RecordingUpstream.start();
  upstream.answer = answering({ 'tools/list': { tools: [{ name: 'search_pages' }] } });
  const agent = await gatehouse.agent();
  user = agent.owner;
  ordinary = await gatehouse.accessToken(agent.id, agent.secret, { scope: 'user' });
  await gatehouse.create('/issuers', {
    issuer: TRUSTED,
    name: 'Known',
    jwks_uri: `${TRUSTED}/jwks`,
    uses: ['workload', 'subject_token', 'id_jag'],
    scope: 'mcp',
  });
  await gatehouse.create('/upstreams', { name: 'walked', kind: 'mcp', url: upstream.url });
  const { body } = await gatehouse.request('GET', '/api/openapi.json');
  walked = new Walked(gatehouse, body, {
    user: user.id,
    client: agent.id,
    upstream: 'walked',
    issuer: TRUSTED,
    session: randomUUID(),
    time: new Date(gatehouse.clock.now() + 30 * 86_400_000).toISOString(),
  });
});

afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
  await host.stop();
});

const administered = (): readonly Documented[] =>
  walked.operations.filter(({ operation }) => 'x-administers' in operation);
const bodied = ({ operation }: Documented): boolean =>
  operation['requestBody']?.content['application/json'] !== undefined;
const documents = ({ operation }: Documented, status: number): boolean => String(status) in operation['responses'];
/** The same, but for what all operations have in common. */
const documentsOwn = (one: Documented, status: number): boolean => {
  const said: string = one.operation['responses'][status]?.description ?? '';
  return documents(one, status) && IN_COMMON.reduce((rest, text) => rest.replace(text, ''), said).trim() !== '';
};
const IN_COMMON = styleRefusals({
  repeatable: true,
  tried: true,
  tagged: true,
  remembered: true,
  expecting: true,
}).map(([, text]) => text);
const takes = ({ operation }: Documented, name: string): boolean =>
  (operation['parameters'] ?? []).some((parameter: Json) => parameter.name === name);
const seldom = (operations: readonly Documented[], status: number): readonly string[] =>
  operations
    .filter((one) => documentsOwn(one, status) && walked.seen.get(one.id)?.has(String(status)) !== true)
    .map(({ id }) => id);

/** Ids of things that nobody makes by a POST of their own. */
const made: Record<string, () => Promise<string>> = {
  '/api/v1/admin/sessions/{id}': async () => {
    const { id, secret } = await gatehouse.agent();
    await gatehouse.accessToken(id, secret);
    return (await gatehouse.adminCall('GET', `/sessions?client_id=${id}`)).body.items[0].id;
  },
  '/api/v1/admin/audit/{id}': async () => (await gatehouse.adminCall('GET', '/audit')).body.items[0].id,
  '/api/v1/admin/devices/{id}': async () => (await beginDevice(gatehouse, await createPerson(gatehouse))).id,
  '/api/v1/admin/access-keys/{id}': async () =>
    (await gatehouse.create(`/users/${user.id}/access-keys`, walked.example('users.access_keys.create', true))).id,
  '/api/v1/admin/upstreams/{server}': () => Promise.resolve('walked'),
  '/api/v1/admin/groups/{name}': async () => {
    const person = { email: `${randomUUID()}@example.test`, name: 'Ada', roles: ['user'] };
    await gatehouse.create('/users', { ...person, groups: ['walkers'] });
    return 'walkers';
  },
  '/api/v1/admin/jobs/{name}': async () => (await gatehouse.adminCall('GET', '/jobs')).body.items[0].name,
  '/api/v1/admin/keys/{kid}': async () => (await gatehouse.adminCall('GET', '/keys')).body.items[0].kid,
  '/api/v1/admin/limits/{name}': () => Promise.resolve('LIMIT_ADMIN'),
  '/api/v1/admin/settings/{name}': () => Promise.resolve('PUBLIC_URL'),
};

/** Paths below people of whom something is asked that only they can bring about. */
const people: Record<string, () => Promise<string>> = {
  '/api/v1/admin/users/{id}/second-factor': async () => {
    const person = await createPerson(gatehouse);
    await enrol(gatehouse, person);
    return `/api/v1/admin/users/${person.id}/second-factor`;
  },
  '/api/v1/admin/users/{id}/passkeys/{passkey}': async () => {
    const person = await createPerson(gatehouse);
    await (await PasskeyUser.signedIn(gatehouse, person)).make();
    const { body } = await gatehouse.adminCall('GET', `/users/${person.id}/passkeys`);
    return `/api/v1/admin/users/${person.id}/passkeys/${body.items[0].id}`;
  },
  '/api/v1/admin/consents/{id}': async () => {
    const person = await createPerson(gatehouse);
    await new AuthorizationFlow(gatehouse, await createRelyingParty(gatehouse)).code(person);
    const { body } = await gatehouse.adminCall('GET', `/consents?user_id=${person.id}`);
    return `/api/v1/admin/consents/${body.items[0].id}`;
  },
  '/api/v1/admin/audit/{id}/proof': async () => {
    const { id } = await anchored();
    return `/api/v1/admin/audit/${id}/proof`;
  },
};

/** A receipt that a checkpoint holds. */
async function anchored(): Promise<{ id: string }> {
  await gatehouse.app.get(Checkpoints).make();
  return (await gatehouse.adminCall('GET', '/audit?kind=client.created')).body.items[0];
}

/** The example of an operation, as it must be here. */
async function exampleOf(id: string, fresh: boolean): Promise<Record<string, Json>> {
  const example = walked.example(id, fresh);
  if (!id.startsWith('sign_in_providers.')) return example;
  if (id.endsWith('.update')) return example;
  // The provider is asked who it is.
  const provider = await CompanyProvider.start(host, () => gatehouse, `/${example['slug']}`);
  return { ...example, ...provider.registration({ slug: example['slug'], name: example['name'] }) };
}

/** A path of things that there are, each made for it. */
async function real(template: string): Promise<string> {
  const ofPeople = people[template];
  if (ofPeople !== undefined) return ofPeople();
  let path = '';
  let known = '';
  for (const segment of template.split('/').slice(1)) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined) {
      path += `/${segment}`;
      known += `/${segment}`;
      continue;
    }
    const create = walked.operations.find(({ path: list, verb }) => list === known && verb === 'post');
    known += `/${segment}`;
    const ofItself = made[known];
    if (ofItself !== undefined) path += `/${await ofItself()}`;
    else if (create === undefined) throw new Error(`nothing makes ${known}`);
    else {
      const answer = await walked.call(create.id, {
        path,
        ...(bodied(create) ? { body: await exampleOf(create.id, true) } : {}),
      });
      if (answer.status !== 201) throw new Error(`${create.id} ${answer.text}`);
      path += `/${answer.body[name] ?? answer.body.id}`;
    }
  }
  return path;
}

/** Documented refusals that this walk does not provoke, and what it would take. */
const UNPROVOKED: Readonly<Record<string, string>> = {
  'bans.update 409': 'a call from an address that the ban holds, and that is let in all the same',
  'policies.create 404': 'nothing: the source guards against what was checked a line before',
  'upstreams.tools.list 503': 'a server that has as many calls open as it may',
  'upstreams.tools.list 504': 'a server that does not answer in time',
  'users.identities.delete 409': 'a link by which the last administrator has their role',
};

describe('every operation of administration', { timeout: 180_000 }, () => {
  it('is refused without a token, and to a person without a role', async () => {
    for (const { id } of administered()) {
      await walked.call(id, { token: null });
      await walked.call(id, { token: ordinary });
    }
    expect(seldom(administered(), 401)).toEqual([]);
    expect(seldom(administered(), 403)).toEqual([]);
  });

  it('refuses a body of another type, one that is too large, and one that is none', async () => {
    await forEach(administered().filter(bodied), async (operation) => {
      const path = await real(operation.path);
      await walked.call(operation.id, { path, body: 'name=ada', type: 'text/plain' });
      await walked.call(operation.id, { path, body: { name: 'a'.repeat(1_100_000) } });
      const { status, body } = await walked.call(operation.id, { path, body: { no_such_field: 1 } });
      expect([
        operation.id,
        status,
        body.errors?.some(({ pointer }: { pointer: string }) => pointer === '/no_such_field'),
      ]).toEqual([operation.id, 400, true]);
    });
    expect([413, 415].flatMap((status) => seldom(administered(), status))).toEqual([]);
  });

  it('refuses a parameter that it does not have', async () => {
    await forEach(
      administered().filter((one) => documentsOwn(one, 400) && !bodied(one)),
      async (operation) => {
        await walked.call(operation.id, {
          path: await real(operation.path),
          query: operation.id === 'keys.rotate' ? '?force=perhaps' : '?no_such_parameter=1',
        });
      },
    );
    expect(seldom(administered(), 400)).toEqual([]);
  });

  it('knows no thing that there is not', async () => {
    for (const operation of administered().filter((one) => documents(one, 404))) {
      const body = bodied(operation) ? { body: absent(walked.example(operation.id, true)) } : {};
      await walked.call(operation.id, body);
    }
    expect(seldom(administered(), 404).filter((id) => !(`${id} 404` in UNPROVOKED))).toEqual([]);
  });

  it('takes its own example, and its answer is as documented', async () => {
    const order = ['post', 'get', 'put', 'patch', 'delete'];
    const sorted = [...administered()].sort((one, other) => order.indexOf(one.verb) - order.indexOf(other.verb));
    await forEach(sorted, succeed);
    const unreached = administered().filter(
      ({ id }) => ![...(walked.seen.get(id) ?? [])].some((status) => status.startsWith('2')),
    );
    expect(unreached.map(({ id }) => id)).toEqual([]);
  });

  it('says of tools what is wrong with their server', async () => {
    const port = await freePort();
    for (const [name, more] of [
      ['old', { transport: 'sse' }],
      ['gone', { url: `http://127.0.0.1:${port}/mcp` }],
    ] as const) {
      await gatehouse.create('/upstreams', { name, kind: 'mcp', url: upstream.url, ...more });
      await walked.call('upstreams.tools.list', { path: `/api/v1/admin/upstreams/${name}/tools` });
    }
    expect([422, 502].flatMap((status) => seldom(administered(), status))).toEqual([]);
  });

  it('is in conflict where the document says so', async () => {
    await forEach(
      administered().filter((one) => documentsOwn(one, 409)),
      conflict,
    );
    expect(seldom(administered(), 409).filter((id) => !(`${id} 409` in UNPROVOKED))).toEqual([]);
  });

  it('is carried out once for each Idempotency-Key', async () => {
    const common = true;
    const of = (key: string) => ({ headers: { 'idempotency-key': key }, common }) as const;
    const taken = randomUUID();
    await walked.call('scopes.create', {
      path: '/api/v1/admin/scopes',
      body: walked.example('scopes.create', true),
      ...of(taken),
    });
    const posts = administered().filter((one) => takes(one, 'Idempotency-Key'));
    expect(posts).toEqual(administered().filter(({ verb }) => verb === 'post'));
    await forEach(posts, async (operation) => {
      const { id } = operation;
      expect((await walked.call(id, of('not a key'))).body.detail).toBe(KEY_REFUSALS.malformed().detail);
      expect((await walked.call(id, of(taken))).body.detail).toBe(KEY_REFUSALS.another().detail);
      const call = { ...(await working(operation, true)), ...of(randomUUID()) };
      const first = await walked.call(id, call);
      expect(first.status, first.text).toBeLessThan(300);
      const again = await walked.call(id, call);
      expect([again.status, again.text, again.headers.get('idempotency-replayed')]).toEqual([
        first.status,
        first.text,
        'true',
      ]);
      // As it is from the beginning to the answer.
      await gatehouse.sql('UPDATE kept_answers SET answer = NULL, leased_until = expires_at');
      expect((await walked.call(id, call)).body.detail).toBe(KEY_REFUSALS.running().detail);
    });
  });

  it('can be tried where the document says so, and has changed nothing then', async () => {
    const tried = administered().filter((one) => takes(one, 'dry_run'));
    expect(tried.length).toBeGreaterThan(20);
    await forEach(tried, async (operation) => {
      const call = await working(operation, true);
      const [wrong, told] = [
        await walked.call(operation.id, { ...call, query: '?dry_run=perhaps', common: true }),
        await walked.call(operation.id, { ...call, query: '?dry_run=true', common: true }),
      ];
      expect([wrong.status, wrong.body.errors?.[0]?.pointer]).toEqual([400, 'dry_run']);
      expect([told.status, told.body.dry_run]).toEqual([200, true]);
      expect((await walked.call(operation.id, call)).status).toBeLessThan(300);
    });
  });

  it('changes only what If-Match names, and shows again only what its reader has not', async () => {
    const expecting = administered().filter((one) => takes(one, 'If-Match'));
    expect(expecting).toEqual(administered().filter((one) => documents(one, 412)));
    expect(expecting.length).toBeGreaterThan(30);
    await forEach(expecting, async (operation) => {
      const headers = { 'if-match': '"another"' };
      const answer = await walked.call(operation.id, { ...(await working(operation, true)), headers, common: true });
      expect(answer.status, answer.text).toBe(412);
    });
    const remembered = administered().filter((one) => takes(one, 'If-None-Match'));
    expect(remembered).toEqual(administered().filter((one) => documents(one, 304)));
    expect(remembered.length).toBeGreaterThan(20);
    await forEach(remembered, async (operation) => {
      const call = await working(operation, true);
      const first = await walked.call(operation.id, call);
      const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
      expect((await walked.call(operation.id, { ...call, headers, common: true })).status).toBe(304);
    });
  });

  it('was refused in every way that the document names', () => {
    const rare = (status: string): boolean => status === '429' || status === 'default';
    expect(
      Object.keys(UNPROVOKED).filter((one) => !documents(walked.find(one.split(' ')[0]!), Number(one.split(' ')[1]))),
    ).toEqual([]);
    const unseen = administered().flatMap(({ id, operation }) =>
      Object.keys(operation['responses'])
        .filter((status) => !rare(status) && walked.seen.get(id)?.has(status) !== true)
        .filter((status) => walked.seenInCommon.get(id)?.has(status) !== true)
        .map((status) => `${id} ${status}`),
    );
    expect(unseen.filter((one) => !(one in UNPROVOKED))).toEqual([]);
  });
});

describe('every other operation', () => {
  it('is reachable, and answers as documented', async () => {
    const others = walked.operations.filter(({ operation }) => !('x-administers' in operation));
    for (const { id, path, operation } of others) {
      const form = operation['requestBody']?.content['application/x-www-form-urlencoded'];
      const json = operation['requestBody']?.content['application/json'];
      const sent = json ? { body: {} } : form ? { body: 'no_such=1', type: 'application/x-www-form-urlencoded' } : {};
      const answer = await walked.call(id, { token: null, path: path.replace(/\{\w+\}/g, 'walked'), ...sent });
      expect([id, answer.body?.detail], answer.text.slice(0, 200)).not.toEqual([id, 'There is nothing here.']);
      expect([id, answer.status]).not.toEqual([id, 500]);
    }
  });

  it('that refuses other methods answers 405', async () => {
    const paths = Object.entries<Record<string, Json>>(walked.document['paths']).filter(
      ([, item]) => 'x-others' in item,
    );
    expect(paths.length).toBeGreaterThan(5);
    for (const [path] of paths) {
      expect([path, (await gatehouse.request('PATCH', path.replace(/\{\w+\}/g, 'walked'))).status]).toEqual([
        path,
        405,
      ]);
    }
  });
});

it('comes to an end: everybody who asks too often is told so, everywhere', { timeout: 180_000 }, async () => {
  const tiers = Object.keys(gatehouse.settings).filter((name) => name.startsWith('LIMIT_'));
  const strict = await TestGatehouse.start(Object.fromEntries(tiers.map((name) => [name, '1/3600'])));
  try {
    for (const { id, verb, path, operation } of operationsOf(walked.document)) {
      const asked = (): Promise<Json> => strict.request(verb.toUpperCase(), path.replace(/\{\w+\}/g, 'walked'));
      await asked();
      const answer = await asked();
      expect([id, answer.status, answer.headers.get('retry-after') !== null]).toEqual([id, 429, true]);
      if ('429' in operation['responses']) walked.check(id, answer);
    }
  } finally {
    await strict.stop();
  }
});

it('and nothing was answered that the document does not say', () => {
  expect(walked.faults).toEqual([]);
});

/** A body that names what there is not, where it names anything. */
function absent(example: Record<string, Json>): Record<string, Json> {
  return 'upstream' in example ? { ...example, upstream: 'nobody' } : example;
}

async function succeed(operation: Documented): Promise<void> {
  const { id, path } = operation;
  const call = await working(operation, path.includes('{'));
  const answer = await walked.call(id, call);
  expect([id, answer.status < 300], `${id} ${answer.text.slice(0, 400)}`).toEqual([id, true]);
  if (takes(operation, 'format')) await walked.call(id, { ...call, query: '?format=csv' });
}

/** A call that succeeds, of things that are made for it; `fresh` makes names new. */
async function working(operation: Documented, fresh: boolean): Promise<Call> {
  const { id } = operation;
  const path = await real(operation.path);
  if (id === 'users.password.delete')
    await walked.call('users.password.set', { path, body: walked.example('users.password.set', true) });
  return {
    path,
    ...(bodied(operation) ? { body: await exampleOf(id, fresh) } : {}),
    query: id === 'keys.rotate' ? '?force=true' : '',
  };
}

async function conflict(operation: Documented): Promise<void> {
  const { id, path } = operation;
  const at = await real(path);
  const special = conflicts[id];
  if (special !== undefined) {
    await special(at);
    return;
  }
  if (operation.verb === 'post') {
    const body = bodied(operation) ? { body: await exampleOf(id, true) } : {};
    await walked.call(id, { path: at, ...body });
    await walked.call(id, { path: at, ...body });
    return;
  }
  // A change to what another one is called.
  const create = walked.operations.find(
    ({ path: list, verb }) => verb === 'post' && path.replace(/\/\{\w+\}$/, '') === list,
  );
  if (operation.verb !== 'patch' || create === undefined) return;
  const list = at.slice(0, at.lastIndexOf('/'));
  const other = await exampleOf(create.id, true);
  await walked.call(create.id, { path: list, body: other });
  for (const name of ['email', 'name', 'slug', 'issuer']) {
    if (name in other) await walked.call(id, { path: at, body: { [name]: other[name] } });
  }
}

/** How operations come into conflict that are not asked for the same thing twice. */
const conflicts: Record<string, (at: string) => Promise<unknown>> = {
  'clients.secrets.delete': async (at) => {
    for (const { id } of (await gatehouse.request('GET', at.replace(/\/[^/]+$/, ''), await asAdministrator())).body
      .items) {
      await walked.call('clients.secrets.delete', { path: at.replace(/[^/]+$/, id) });
    }
  },
  'devices.approve': async (at) => {
    await walked.call('devices.delete', { path: at.replace(/\/approve$/, '') });
    await walked.call('devices.approve', { path: at });
  },
  'evidence_receivers.secret': async () => {
    const syslog = await walked.call('evidence_receivers.create', {
      path: '/api/v1/admin/evidence-receivers',
      body: { name: 'syslog', kind: 'syslog', url: 'tcp://127.0.0.1:6514' },
    });
    await walked.call('evidence_receivers.secret', {
      path: `/api/v1/admin/evidence-receivers/${syslog.body.id}/secret`,
    });
  },
  'keys.rotate': async (at) => {
    await walked.call('keys.rotate', { path: at, query: '?force=true' });
    await walked.call('keys.rotate', { path: at });
  },
  'scopes.delete': () => walked.call('scopes.delete', { path: '/api/v1/admin/scopes/admin' }),
  ...Object.fromEntries(
    ['access_keys.revoke', 'client_secrets.revoke', 'consents.revoke', 'devices.revoke', 'sessions.revoke'].map(
      (id) => [
        id,
        async (at: string) => {
          const filter = { created_before: '2020-01-01T00:00:00Z' };
          await walked.call(id, { path: at, body: { filter, expected_count: 7 } });
        },
      ],
    ),
  ),
  'users.access_keys.create': (at) => toInactive('users.access_keys.create', at),
  'users.bridge_codes': (at) => toInactive('users.bridge_codes', at),
  'users.setup_link': (at) => toInactive('users.setup_link', at),
  'bans.create': async (at) => {
    await walked.call('bans.create', { path: at, body: { range: '127.0.0.0/8', reason: 'Ours' } });
  },
  'users.delete': async () => walked.call('users.delete', { path: await lastAdministrator() }),
};

async function toInactive(id: string, at: string): Promise<void> {
  await walked.call('users.update', { path: at.replace(/\/[^/]+$/, ''), body: { status: 'inactive' } });
  await walked.call(id, { path: at, ...(bodied(walked.find(id)) ? { body: walked.example(id, true) } : {}) });
}

async function lastAdministrator(): Promise<string> {
  const { body } = await gatehouse.adminCall('GET', '/users?email=root@example.test');
  return `/api/v1/admin/users/${body.items[0].id}`;
}

async function asAdministrator(): Promise<{ headers: Record<string, string> }> {
  return { headers: { authorization: `Bearer ${await gatehouse.admin()}` } };
}

/** Does something for each, and tells of all that went wrong at once. */
async function forEach(
  operations: readonly Documented[],
  act: (operation: Documented) => Promise<unknown>,
): Promise<void> {
  const wrong: string[] = [];
  for (const operation of operations) {
    await act(operation).catch((error: unknown) => wrong.push(`${operation.id}: ${String(error).slice(0, 300)}`));
  }
  expect(wrong, gatehouse.errors().slice(0, 1500)).toEqual([]);
}
