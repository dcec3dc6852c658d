import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompanyProvider } from '../support/company-provider.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { allPages, evidenceOf, expectWrong, problemOf } from './problems.js';

const PATH = '/sign-in-providers';

let host: HttpsHost;
let gatehouse: TestGatehouse;
beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start(host.settings);
});
afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
});

const call: TestGatehouse['adminCall'] = (...args) => gatehouse.adminCall(...args);
async function fresh(fields: Record<string, unknown> = {}) {
  const name = `p${randomUUID().slice(0, 8)}`;
  const provider = await CompanyProvider.start(host, () => gatehouse, `/${name}`);
  return { provider, body: provider.registration({ slug: name, ...fields }) };
}
async function created(fields: Record<string, unknown> = {}) {
  const { provider, body } = await fresh(fields);
  return { provider, view: await gatehouse.create(PATH, body) };
}

describe('registering a sign-in provider', () => {
  it('answers 201 with all but the secret, and where the provider must lead to, and records it', async () => {
    const { provider, body } = await fresh();
    const answer = await call('POST', PATH, body);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/v1/admin/sign-in-providers/${answer.body.id}`);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/),
      slug: body['slug'],
      name: 'Acme',
      issuer: provider.issuer,
      client_id: provider.clientId,
      scope: 'openid email profile',
      email_domains: [],
      create_people: false,
      link_verified_email: false,
      role_claim: [],
      role_map: {},
      roles_of_all: [],
      acr_map: {},
      status: 'active',
      authorization_endpoint: `${provider.issuer}/authorize`,
      redirect_uri: `${gatehouse.url}/sign-in/callback/${String(body['slug'])}`,
      backchannel_logout_uri: `${gatehouse.url}/sign-in/backchannel-logout/${String(body['slug'])}`,
      created_at: expect.any(String),
      updated_at: answer.body.created_at,
    });
    expect((await call('GET', `${PATH}/${answer.body.id}`)).body).toEqual(answer.body);
    expect(await evidenceOf(gatehouse, answer.body.id)).toMatchObject([{ kind: 'sign_in_provider.created' }]);
    const stored = await gatehouse.sql('SELECT *, encode(sealed_secret, $1) AS text FROM sign_in_providers', [
      'escape',
    ]);
    const written = JSON.stringify([stored, await gatehouse.sql('SELECT * FROM audit_events'), gatehouse.logLines]);
    expect(written).not.toContain('company secret');
  });

  it('takes every field that there is', async () => {
    const fields = {
      scope: 'openid groups',
      email_domains: ['acme.example', 'xn--bcher-kva.example'],
      create_people: true,
      link_verified_email: true,
      role_claim: ['realm_access', 'roles'],
      role_map: { engineering: ['user'], heads: ['admin', 'user'] },
      roles_of_all: ['user'],
      acr_map: { 'urn:silver': 'phr' },
      status: 'inactive',
    };
    const { view } = await created(fields);
    expect(view).toMatchObject(fields);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['a slug for two paths', { slug: 'a/b' }, ['/slug']],
    ['a slug in capitals', { slug: 'Acme' }, ['/slug']],
    ['an issuer over http', { issuer: 'http://localhost/' }, ['/client_secret', '/issuer']],
    ['an issuer with a query', { issuer: 'https://idp.example/?a' }, ['/issuer']],
    ['an issuer that is not there', { issuer: 'https://localhost:1' }, ['/issuer']],
    ['no secret', { client_secret: undefined }, ['/client_secret']],
    ['an empty secret', { client_secret: '' }, ['/client_secret']],
    ['a domain with an @', { email_domains: ['@acme.example'] }, ['/email_domains']],
    ['a domain in capitals', { email_domains: ['Acme.example'] }, ['/email_domains']],
    ['a domain of another alphabet', { email_domains: ['аcme.example'] }, ['/email_domains']],
    ['a wildcard', { email_domains: ['*.acme.example'] }, ['/email_domains']],
    ['anybody’s people', { create_people: true }, ['/email_domains']],
    ['anybody’s addresses', { link_verified_email: true }, ['/email_domains']],
    ['a claim without a map', { role_claim: ['groups'] }, ['/role_map']],
    ['a map without a claim', { role_map: { a: ['user'] } }, ['/role_claim']],
    ['an unknown role', { role_claim: ['g'], role_map: { a: ['emperor'] } }, ['/role_map']],
    ['a scope of clients as a role', { roles_of_all: ['mcp'] }, ['/roles_of_all']],
    ['a map of texts', { role_claim: ['g'], role_map: { a: 'user' } }, ['/role_map']],
    ['a list for a map', { acr_map: ['x'] }, ['/acr_map']],
    ['an acr with a blank', { acr_map: { x: 'a b' } }, ['/acr_map']],
    [
      'texts for switches',
      { create_people: 'true', link_verified_email: 1 },
      ['/create_people', '/link_verified_email'],
    ],
    ['a field that there is not', { sealed_secret: 'x' }, ['/sealed_secret']],
    ['an endpoint', { authorization_endpoint: 'https://evil.example/' }, ['/authorization_endpoint']],
  ])('refuses %s, in a new one and in a change', async (_name, fields, pointers) => {
    const { body } = await fresh();
    const wanted = pointers.filter((one) => !('issuer' in fields) || one !== '/client_secret');
    expectWrong(await call('POST', PATH, { ...body, ...fields }), ...wanted);
    if ('client_secret' in fields && fields['client_secret'] === undefined) return;
    const { view } = await created();
    const needsSecret = 'issuer' in fields ? { client_secret: 'other' } : {};
    expectWrong(await call('PATCH', `${PATH}/${view.id}`, { ...fields, ...needsSecret }), ...wanted);
  });

  it.each<[string, unknown]>([
    ['another issuer', { issuer: 'https://evil.example' }],
    ['an endpoint over http', { authorization_endpoint: 'http://idp.example/authorize' }],
    ['an endpoint that ends a policy', { authorization_endpoint: 'https://idp.example;script-src */authorize' }],
    ['no token endpoint', { token_endpoint: undefined }],
    ['keys that are nowhere', { jwks_uri: 'file:///etc/passwd' }],
  ])('refuses a provider whose metadata has %s', async (_name, changes) => {
    const { provider, body } = await fresh();
    provider.publish(changes as Record<string, unknown>);
    expect(problemOf(await call('POST', PATH, body), 400)['/issuer']).toMatch(/^could not be discovered: /);
  });

  it('refuses a slug and an issuer that are taken', async () => {
    const { provider, view } = await created();
    const { body } = await fresh();
    expect(problemOf(await call('POST', PATH, { ...body, slug: view.slug }), 409)).toEqual({ '/slug': 'is taken' });
    const again = provider.registration({ slug: 'other' });
    expect(problemOf(await call('POST', PATH, again), 409)).toEqual({ '/issuer': 'is taken' });
  });
});

describe('changing and removing one', () => {
  it('keeps the secret unless another comes, and tells what was changed', async () => {
    const { view } = await created();
    const changed = await call('PATCH', `${PATH}/${view.id}`, { name: 'Acme Inc.', client_secret: 'another one' });
    expect([changed.status, changed.body.name]).toEqual([200, 'Acme Inc.']);
    expect((await call('PATCH', `${PATH}/${view.id}`, { status: 'inactive' })).status).toBe(200);
    const evidence = await evidenceOf(gatehouse, view.id);
    expect(evidence.map(({ kind, detail }) => [kind, detail.changed])).toEqual([
      ['sign_in_provider.created', undefined],
      ['sign_in_provider.updated', ['name', 'client_secret']],
      ['sign_in_provider.deactivated', ['status']],
    ]);
  });

  it('a secret goes to nobody for whom it was not written', async () => {
    const [{ view }, { provider }] = [await created(), await fresh()];
    expectWrong(await call('PATCH', `${PATH}/${view.id}`, { issuer: provider.issuer }), '/client_secret');
    expectWrong(await call('PATCH', `${PATH}/${view.id}`, { client_id: 'other' }), '/client_secret');
    const moved = { issuer: provider.issuer, client_secret: 'for them' };
    expect((await call('PATCH', `${PATH}/${view.id}`, moved)).body.issuer).toBe(provider.issuer);
  });

  it('lists, by slug, issuer and status, in pages; one that was removed is gone', async () => {
    const { view } = await created();
    const pages = await allPages(gatehouse, PATH, 3);
    expect(pages.flat().filter(({ id }) => id === view.id)).toEqual([view]);
    for (const query of [`slug=${view.slug}`, `issuer=${encodeURIComponent(view.issuer)}`]) {
      expect((await call('GET', `${PATH}?${query}&status=active`)).body.items).toEqual([view]);
    }
    expect((await call('DELETE', `${PATH}/${view.id}`)).status).toBe(204);
    for (const method of ['GET', 'DELETE']) problemOf(await call(method, `${PATH}/${view.id}`), 404);
    problemOf(await call('PATCH', `${PATH}/${view.id}`, { name: 'x' }), 404);
  });
});
