import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLE_NAMES, ROLES } from '../../src/kernel/roles.js';
import { FACTS_FILE, factsModule, sourceFacts } from '../../tools/openapi/source-facts.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { META_SCHEMA } from './meta-schema.js';
import { type Documented, type Json, operationsOf } from './operations.js';

let gatehouse: TestGatehouse;
let document: Record<string, Json>;
let operations: readonly Documented[];

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  document = (await gatehouse.request('GET', '/api/openapi.json')).body;
  operations = operationsOf(document);
});

afterAll(() => gatehouse.stop());

describe('the OpenAPI document', () => {
  it('is made from the source of the controllers as it is now', { timeout: 300_000 }, () => {
    expect(readFileSync(FACTS_FILE, 'utf8') === factsModule(sourceFacts(process.cwd())), 'run: npm run openapi').toBe(
      true,
    );
  });

  it('is a document of OpenAPI 3.1', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const valid = ajv.validate(META_SCHEMA, document);
    expect(ajv.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('has only references that lead somewhere, and schemas that are schemas', () => {
    const text = JSON.stringify(document);
    const targets = new Set([...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
    expect([...targets].filter((name) => !(String(name) in document['components'].schemas))).toEqual([]);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'document', ...document });
    for (const name of Object.keys(document['components'].schemas)) {
      expect(ajv.getSchema(`document#/components/schemas/${name}`), name).toBeTypeOf('function');
    }
  });

  it('names every operation once, by what it is about and what it does', () => {
    const ids = operations.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z][A-Za-z0-9_]*(\.[a-z0-9_]+)*$/.test(id))).toEqual([]);
    expect(ids).toEqual(
      expect.arrayContaining([
        ...['users.list', 'users.create', 'users.read', 'users.update', 'users.delete'],
        ...['clients.list', 'clients.secrets.create', 'clients.secrets.delete', 'issuers.doctor', 'keys.rotate'],
        ...['users.password.set', 'users.password.delete', 'users.setup_link', 'audit.proof', 'reports.tokens'],
        ...['issuers.rules.update', 'policy.explain', 'devices.approve', 'sessions.story', 'keys.list'],
      ]),
    );
  });

  it('has the filters of reports that count, each with its own words', () => {
    const parameters = (id: string): Record<string, Json> => {
      const found = operations.find((one) => one.id === id)?.operation['parameters'] as Json[];
      return Object.fromEntries(found.map((parameter) => [parameter.name, parameter]));
    };
    const range = ['format', 'from', 'group_by', 'interval', 'to'];
    const members = ['client_id', 'outcome', 'tool', 'upstream'];
    expect(Object.keys(parameters('reports.usage')).sort()).toEqual([...members, ...range].sort());
    expect(parameters('reports.usage')['group_by'].description).toBe(`Some of ${members.join(', ')}, with commas.`);
    const outcomes = ['reports.usage', 'reports.events'].map((id) => parameters(id)['outcome'].schema.enum);
    expect(outcomes).toEqual([
      ['allow', 'deny'],
      ['allow', 'deny', 'done'],
    ]);
  });

  it('has every route that is mounted, and no other', () => {
    const mounted = routesOf(gatehouse);
    const documented = Object.entries<Record<string, Json>>(document['paths']).flatMap(([path, item]) =>
      ['get', 'post', 'put', 'patch', 'delete']
        .filter((verb) => verb in item || 'x-others' in item)
        .map((verb) => `${verb} ${path}`),
    );
    expect(mounted.length).toBeGreaterThan(150);
    expect(documented.sort()).toEqual(mounted);
  });

  it('says of every operation of administration which roles permit it, as the table does', () => {
    const administered = operations.filter(({ operation }) => 'x-administers' in operation);
    expect(administered.length).toBeGreaterThan(80);
    for (const { id, operation } of administered) {
      const { noun, action } = operation['x-administers'] as { noun: string; action: string };
      const reaches = (role: (typeof ROLE_NAMES)[number]): readonly string[] =>
        (ROLES[role].may as Json)[noun]?.[action] ?? [];
      const permitted = ROLE_NAMES.filter((role) => reaches(role).length > 0);
      const implied = permitted.length === 0 ? [] : (['owner', 'admin'] as const);
      const toAll = permitted.filter((role) => reaches(role).includes('all'));
      const said = Object.keys(operation['x-roles']);
      expect(said, id).toEqual(expect.arrayContaining([...new Set([...implied, ...toAll])]));
      expect([...permitted, ...implied], id).toEqual(expect.arrayContaining(said));
      expect(
        operation['security'].map((one: object) => (one as Json).oauth[0]),
        id,
      ).toEqual(Object.keys(operation['x-roles']));
    }
  });

  it('names who reaches only some things where these are told apart, and nowhere else', () => {
    const roles = (id: string): object => operations.find((one) => one.id === id)?.operation['x-roles'];
    expect(roles('users.list')).toMatchObject({ help_desk: ['people'] });
    expect(roles('groups.list')).not.toHaveProperty('help_desk');
    expect(roles('sessions.revoke')).toMatchObject({ help_desk: ['people'], agent_owner: ['own'] });
  });

  it('says of every answer that shows one thing that it has a tag, and of every list that it has none', () => {
    const tagged = (id: string): boolean =>
      Object.values<Json>(operations.find((one) => one.id === id)?.operation['responses']).some(
        ({ headers }) => headers?.ETag !== undefined,
      );
    const [things, others] = [
      ['users.read', 'users.create', 'users.update', 'settings.read', 'clients.secrets.create'],
      ['users.list', 'users.delete', 'sessions.revoke', 'users.setup_link', 'oauth.token'],
    ];
    expect(things.filter((id) => !tagged(id))).toEqual([]);
    expect(others.filter(tagged)).toEqual([]);
  });

  it('is a page for people as well, which needs no script and nobody else', async () => {
    const page = await gatehouse.request('GET', '/api/docs');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(page.text).not.toContain('<script');
    const sources = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => String(source));
    expect(sources.filter((source) => !/^[/#]/.test(source))).toEqual([]);
    expect(operations.filter(({ id }) => !page.text.includes(`id="${id}"`))).toEqual([]);
  });

  it('says of the token endpoint what a client gets, and not what a grant decides', () => {
    const token = operations.find(({ id }) => id === 'oauth.token');
    const text = JSON.stringify(token?.operation['responses']['200'].content);
    expect(text).toContain('TokenAnswer');
    expect(text).not.toContain('Authorization');
  });

  it('shows secrets once, and only where they are made', () => {
    const shown = operations.flatMap(({ id, operation }) =>
      Object.values<Json>(operation['responses']).flatMap((response) =>
        (response['x-shown-once'] ?? []).map((name: string) => `${id}: ${name}`),
      ),
    );
    expect([...new Set(shown)].sort()).toEqual([
      'access_keys.token: access_token',
      'access_keys.token: id_token',
      'access_keys.token: refresh_token',
      'bridge.exchange: token',
      'bridge.oauth_client: client_secret',
      'bridge.renew: token',
      'clients.create: client_secret',
      'clients.secrets.create: client_secret',
      'evidence_receivers.create: secret',
      'evidence_receivers.secret: secret',
      'registration_tokens.create: initial_access_token',
      'users.access_keys.create: access_key',
      'users.bridge_codes: code',
    ]);
  });
});

/** What Express itself routes, in the words of the document. */
function routesOf({ app }: TestGatehouse): readonly string[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: { route?: Json }[] } };
  const routes = router.stack.flatMap(({ route }) => {
    if (route === undefined) return [];
    const verbs = new Set<string>(route.stack.map(({ method }: { method?: string }) => method ?? 'all'));
    const all = ['get', 'post', 'put', 'patch', 'delete'];
    const spoken = verbs.has('all') || verbs.size > 20 ? all : all.filter((verb) => verbs.has(verb));
    return spoken.map((verb) => `${verb} ${String(route.path).replace(/[:*](\w+)/g, '{$1}')}`);
  });
  return [...new Set(routes)].sort();
}
