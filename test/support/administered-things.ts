import { RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { randomBytes, randomUUID } from 'node:crypto';
import { ACCESS, type Access } from '../../src/http/declared-access.js';
import { createAccessKey } from './access-keys.js';
import { CompanyProvider } from './company-provider.js';
import { beginDevice } from './devices.js';
import { foreignServer } from './exchange.js';
import { type Answer, type TestGatehouse } from './gatehouse.js';
import { ForeignIssuer } from './foreign-issuer.js';
import { type HttpsHost } from './https-host.js';
import { createPerson } from './people.js';

/** Routes of administration as they are mounted: `GET /api/v1/admin/users/:id`. */
export function administrativeRoutes(gatehouse: TestGatehouse): string[] {
  const scanner = gatehouse.app.get(MetadataScanner, { strict: false });
  return gatehouse.app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ metatype, instance }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return scanner
        .getAllMethodNames(prototype)
        .map((name) => prototype[name]!)
        .filter((handler) => Reflect.hasMetadata('method', handler))
        .filter((handler) => accessOf(handler, metatype as object)?.who === 'administrator')
        .map((handler) => {
          const paths = [Reflect.getMetadata('path', metatype as object), Reflect.getMetadata('path', handler)];
          const path = `/${paths.filter((piece) => piece !== '/').join('/')}`;
          return `${RequestMethod[Reflect.getMetadata('method', handler) as number]} ${path}`;
        });
    })
    .sort();
}

function accessOf(handler: object, controller: object): Access | undefined {
  return (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller)) as Access | undefined;
}

/** One thing that was just made. */
export interface Thing {
  /** After `/api/v1/admin`. */
  readonly path: string;
  /** Two different changes of it, where it can be changed. */
  readonly changes?: readonly [object, object];
}

const unique = (): string => randomBytes(6).toString('hex');

/** How to make one of each, by the path of its route after `/api/v1/admin`. */
export function thingMakers(gatehouse: TestGatehouse, host: HttpsHost): Readonly<Record<string, () => Promise<Thing>>> {
  const create = (path: string, body: object) => gatehouse.create(path, body);
  const named: readonly [object, object] = [{ name: 'Changed' }, { name: 'Changed again' }];
  const person = () => createPerson(gatehouse);
  return {
    '/users/:id': async () => ({ path: `/users/${(await person()).id}`, changes: named }),
    '/users/:id/second-factor': async () => {
      const { id } = await person();
      await gatehouse.sql(
        `INSERT INTO second_factors (user_id, sealed_secret, last_used_step, created_at) VALUES ($1, 'x', 0, $2)`,
        [id, new Date()],
      );
      return { path: `/users/${id}/second-factor` };
    },
    '/users/:id/passkeys/:passkey': async () => {
      const [{ id: userId }, id] = [await person(), randomUUID()];
      await gatehouse.sql(
        `INSERT INTO passkeys (id, user_id, credential_id, public_key, counter, backup_eligible, backed_up, transports, aaguid,
           name, created_at) VALUES ($1, $2, $3, 'x', 0, false, false, '{}', $1, 'Key', now())`,
        [id, userId, unique()],
      );
      return { path: `/users/${userId}/passkeys/${id}` };
    },
    '/users/:id/identities/:identity_id': async () => {
      const [{ id: userId }, issuer] = [await person(), await ForeignIssuer.register(gatehouse, { uses: ['id_jag'] })];
      const { id } = await create(`/users/${userId}/identities`, { issuer: issuer.name, subject: 'grace' });
      return { path: `/users/${userId}/identities/${id}` };
    },
    '/access-keys/:id': async () => {
      const { id } = await createAccessKey(gatehouse, (await person()).id, { scope: 'user' });
      return { path: `/access-keys/${id}` };
    },
    '/devices/:id': async () => ({ path: `/devices/${(await beginDevice(gatehouse, await person())).id}` }),
    '/clients/:client_id': async () => ({
      path: `/clients/${(await gatehouse.agent()).id}`,
      changes: [{ client_name: 'Changed' }, { client_name: 'Changed again' }],
    }),
    '/clients/:client_id/secrets/:id': async () => {
      const { id: clientId } = await gatehouse.agent();
      const { id } = await create(`/clients/${clientId}/secrets`, {});
      return { path: `/clients/${clientId}/secrets/${id}` };
    },
    '/sessions/:id': async () => {
      const { id, secret } = await gatehouse.agent();
      await gatehouse.accessToken(id, secret);
      const { items } = (await gatehouse.adminCall('GET', `/sessions?client_id=${id}`)).body;
      return { path: `/sessions/${items[0].id}` };
    },
    '/consents/:id': async () => {
      const [{ id: userId }, client, id] = [await person(), await gatehouse.agent(), randomUUID()];
      await gatehouse.sql(
        `INSERT INTO consents (id, user_id, client_id, resource, scope, client_fingerprint, created_at, updated_at)
         VALUES ($1, $2, $3, 'https://x.example/', '{user}', 'x', now(), now())`,
        [id, userId, client.id],
      );
      return { path: `/consents/${id}` };
    },
    '/registration-tokens/:id': async () => {
      const expires_at = new Date(gatehouse.clock.now() + 3_600_000).toISOString();
      const { id } = await create('/registration-tokens', { name: 'Apps', uses: 3, expires_at });
      return { path: `/registration-tokens/${id}` };
    },
    '/scopes/:name': async () => {
      const { name } = await create('/scopes', { name: `s${unique()}`, tier: 'service', description: 'Some' });
      return { path: `/scopes/${name}` };
    },
    '/issuers/:id': async () => ({
      path: `/issuers/${(await ForeignIssuer.register(gatehouse)).view.id}`,
      changes: named,
    }),
    '/issuers/:id/rules/:rule_id': async () => {
      const [issuer, { id }] = [await ForeignIssuer.register(gatehouse), await gatehouse.agent()];
      const rule = await issuer.rule({ sub: 'machine' }, id);
      return { path: `/issuers/${issuer.view.id}/rules/${rule.id}`, changes: named };
    },
    '/sign-in-providers/:id': async () => {
      const slug = `p${unique()}`;
      const provider = await CompanyProvider.start(host, () => gatehouse, `/${slug}`);
      const { id } = await provider.register(gatehouse, { slug });
      return { path: `/sign-in-providers/${id}`, changes: named };
    },
    '/authorization-servers/:id': async () => {
      const { id } = await create('/authorization-servers', foreignServer({ issuer: `https://${unique()}.example` }));
      return { path: `/authorization-servers/${id}`, changes: named };
    },
    '/upstreams/:id': async () => {
      const { id } = await create('/upstreams', { name: `u${unique()}`, kind: 'mcp', url: 'http://127.0.0.1:9/' });
      return { path: `/upstreams/${id}`, changes: [{ url: 'http://127.0.0.1:8/' }, { url: 'http://127.0.0.1:7/' }] };
    },
    '/policies/:id': async () => {
      const { name } = await create('/upstreams', { name: `u${unique()}`, kind: 'mcp', url: 'http://127.0.0.1:9/' });
      const rule = { effect: 'allow', principal: { type: 'any' }, upstream: name, justification: 'because' };
      const { id } = await create('/policies', rule);
      return { path: `/policies/${id}`, changes: [{ justification: 'Changed' }, { justification: 'Changed again' }] };
    },
    '/evidence-receivers/:id': async () => {
      const receiver = { name: unique(), kind: 'webhook', url: 'https://siem.example/hook', status: 'inactive' };
      const { id } = await create('/evidence-receivers', receiver);
      return { path: `/evidence-receivers/${id}`, changes: [{ name: unique() }, { name: unique() }] };
    },
    '/bans/:id': async () => {
      const range = `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::/64`;
      const { id } = await create('/bans', { range, reason: 'abuse' });
      return { path: `/bans/${id}`, changes: [{ reason: 'Changed' }, { reason: 'Changed again' }] };
    },
  };
}

/** A call of the admin REST API with headers of its own. */
export async function callWith(
  gatehouse: TestGatehouse,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Answer> {
  const all = { authorization: `Bearer ${await gatehouse.admin()}`, ...headers };
  const init =
    body === undefined
      ? { headers: all }
      : { headers: { ...all, 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return gatehouse.request(method, `/api/v1/admin${path}`, init);
}
