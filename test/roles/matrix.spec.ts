import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Action,
  type Administered,
  type Reach,
  type RoleName,
  ROLE_NAMES,
  ROLES,
} from '../../src/kernel/roles.js';
import { beginDevice } from '../support/devices.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';
import { type AdminRoute, adminRoutes } from './mounted-routes.js';
import { callerWith, NO_LIMITS, type RoleCaller } from './role-callers.js';

const NOBODY = '01a1fd24-8d08-76cc-91f4-526bf06dbcd1';

let gatehouse: TestGatehouse;
let routes: AdminRoute[];
const callers = new Map<RoleName, RoleCaller>();
beforeAll(async () => {
  gatehouse = await TestGatehouse.start(NO_LIMITS);
  routes = adminRoutes(gatehouse.app);
  for (const role of ROLE_NAMES) callers.set(role, await callerWith(gatehouse, [role]));
});
afterAll(() => gatehouse.stop());

/** Straight from the table: what this role says itself, or a role that it implies, which reaches no further. */
function reachIn(role: RoleName, { noun, action }: AdminRoute): Reach | null {
  const may: Readonly<Partial<Record<Administered, Readonly<Partial<Record<Action, Reach>>>>>> = ROLES[role].may;
  return may[noun]?.[action] ?? null;
}

const nameOf = ({ method, path }: AdminRoute): string => `${method} ${path}`;
const withoutThings = (path: string): string => path.replace(/:\w+/g, NOBODY);
const bodyFor = (method: string): object | undefined => (method === 'GET' || method === 'DELETE' ? undefined : {});

/** What shows or changes everybody's at once, and is therefore for nobody who reaches only some of it. */
const OF_ALL = ['GET /groups', 'GET /groups/:name'];

/** Things that a narrow role may or may not reach, by where their ids stand in a path. */
type Things = Readonly<Record<string, string>>;

/** An ordinary person's, or that of somebody who holds a role. */
async function thingsOfPerson(roles: readonly string[]): Promise<Things> {
  const person = await gatehouse.create('/users', { email: `${crypto.randomUUID()}@example.test`, name: 'A', roles });
  const device = await beginDevice(gatehouse, person);
  return { '/users/:id': person.id, '/devices/:id': device.id, '/sessions/:id': device.sid };
}

/** A client of somebody's, with its session and two secrets. */
async function thingsOfOwner(ownerId: string): Promise<Things> {
  const fields = { client_name: 'A', kind: 'agent', grant_types: ['client_credentials'], scope: 'mcp' };
  const client = await gatehouse.create('/clients', { ...fields, owner_id: ownerId });
  const token = await gatehouse.accessToken(client.client_id, client.client_secret, { scope: 'mcp' });
  const one = { '/clients/:client_id': client.client_id, '/sessions/:id': claimsOf(token).sid };
  return { ...one, '/secrets/:id': client.client_secret_id };
}

async function scene(reach: Reach, caller: RoleCaller): Promise<{ within: Things; beyond: Things }> {
  if (reach === 'people') return { within: await thingsOfPerson(['user']), beyond: await thingsOfPerson(['auditor']) };
  const { owner } = await gatehouse.agent();
  return { within: await thingsOfOwner(caller.id), beyond: await thingsOfOwner(owner.id) };
}

/** @throws Error when nothing is known of a parameter: whoever adds a route that narrows says here what it is about */
function filled(path: string, things: Things): string {
  return path.replace(/\/[\w-]+\/:\w+/g, (place) => {
    if (things[place] === undefined) throw new Error(`the matrix has nothing to put into ${place} of ${path}`);
    return `${place.split(':')[0]}${things[place]}`;
  });
}

describe.each(ROLE_NAMES)('role %s', (role) => {
  it('is refused where the table does not permit it, and is on no other route', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const answer = await callers.get(role)!.call(route.method, withoutThings(route.path), bodyFor(route.method));
      const refused = answer.status === 403;
      const reach = reachIn(role, route);
      const permitted = reach === 'all' || (reach !== null && route.narrowed);
      if (refused === permitted && !(route.method === 'POST' && reachIn(role, route) === 'own'))
        wrong.push(`${nameOf(route)}: ${answer.status} ${answer.text.slice(0, 100)}`);
      if (answer.status === 401 || answer.status >= 500)
        wrong.push(`${nameOf(route)}: ${answer.status} ${gatehouse.errors()}`);
      if (!permitted && !answer.headers.get('www-authenticate')?.includes('insufficient_scope'))
        wrong.push(`${nameOf(route)} does not say why`);
    }
    expect(wrong).toEqual([]);
  });

  it('reaches what is within its reach, and what is beyond it is not there', async () => {
    const caller = callers.get(role)!;
    const wrong: string[] = [];
    for (const route of routes) {
      const reach = reachIn(role, route);
      if (reach === null || reach === 'all' || OF_ALL.includes(nameOf(route))) continue;
      if (!route.narrowed) wrong.push(`${nameOf(route)} is not narrowed`);
      const { within, beyond } = await scene(reach, caller);
      if (!route.path.includes(':')) {
        if (route.method === 'GET') wrong.push(...(await listed(caller, route, { within, beyond })));
        continue;
      }
      const foreign = await caller.call(route.method, filled(route.path, beyond), bodyFor(route.method));
      if (foreign.status !== 404) wrong.push(`${nameOf(route)} of another: ${foreign.status}`);
      const own = await caller.call(route.method, filled(route.path, within), bodyFor(route.method));
      const last = route.path.endsWith('/secrets/:id') ? 409 : 0;
      if (own.status >= 300 && own.status !== last) wrong.push(`${nameOf(route)}: ${own.status} ${own.text}`);
    }
    expect(wrong).toEqual([]);
  });
});

/** What is wrong with a list: it shows all that is within reach, on whatever page, and nothing else, whatever is asked. */
async function listed(caller: RoleCaller, route: AdminRoute, { within, beyond }: { within: Things; beyond: Things }) {
  const table = route.path.endsWith('.csv');
  const seen: string[] = [];
  for (let after = ''; ;) {
    if (table) {
      seen.push(JSON.stringify((await caller.call('GET', route.path)).text.split(/[,\r\n]+/)));
      break;
    }
    const { body } = await caller.call('GET', `${route.path}?limit=2${after}`);
    seen.push(JSON.stringify(body.items));
    if (body.next === null) break;
    after = `&after=${body.next}`;
  }
  const list = table ? route.path.slice(0, route.path.lastIndexOf('/')) : route.path;
  const has = (things: Things): boolean =>
    Object.entries(things).some(([place, id]) => place.startsWith(`${list}/`) && seen.join().includes(`"${id}"`));
  return [
    ...(has(within) ? [] : [`${route.path} lacks what is within`]),
    ...(has(beyond) ? [`${route.path} shows more`] : []),
  ];
}

it('every noun of the table that has a route is asked for, and routes are many', () => {
  expect(routes.length).toBeGreaterThan(90);
  expect(routes.filter(({ narrowed }) => narrowed).length).toBeGreaterThan(15);
});
