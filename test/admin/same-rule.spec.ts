/* A thing is validated as a whole, by the same rule, whether it is created or changed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Thing, thingMakers } from '../support/administered-things.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';

type Members = Record<string, unknown>;

let host: HttpsHost;
let gatehouse: TestGatehouse;
interface Described {
  readonly requestBody: { readonly content: { readonly 'application/json': { readonly schema: { $ref?: string } } } };
}
let document: {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, { properties: Members }> };
};
/** What was sent last to create a thing, by the path it was sent to. */
const bodies = new Map<string, Members>();
beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start({ ...host.settings, LIMIT_ADMIN: '100000/1', LIMIT_ADMIN_CLIENT: '100000/1' });
  document = (await gatehouse.request('GET', '/api/openapi.json')).body;
  const create = gatehouse.create.bind(gatehouse);
  gatehouse.create = (path, body) => {
    bodies.set(path, body as Members);
    return create(path, body);
  };
});
afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
});

const BAD = [
  null,
  42,
  -1,
  true,
  '',
  ' ',
  '\u0000',
  'x'.repeat(10_000),
  'javascript:alert(1)',
  [],
  ['\u0000'],
  {},
  { a: 1 },
];
const changed = Object.keys(thingMakers({} as TestGatehouse, {} as HttpsHost)).filter(
  (name) =>
    !/rules\/|second-factor|passkey|identit|secrets|sessions|consents|devices|access-keys|registration-tokens|scopes/.test(
      name,
    ),
);

/** Names of the members that a body may have. */
function membersOf(path: string, method: string): string[] {
  const schema = document.paths[`/api/v1/admin${path}`]?.[method]?.requestBody.content['application/json'].schema;
  const named =
    document.components.schemas[schema?.$ref?.split('/').at(-1) ?? ''] ?? (schema as { properties: Members });
  return Object.keys(named.properties);
}

/** What is wrong with a member, or that it is fit: another thing of that name is no fault of the value. */
function verdict({ status, body }: Answer, member: string): string {
  if (status < 300 || status === 409) return 'fit';
  const errors = (body.errors ?? []) as { pointer: string; detail: string }[];
  const about = errors.filter(({ pointer }) => pointer === `/${member}` || pointer.startsWith(`/${member}/`));
  return about.length > 0 ? JSON.stringify(about) : `${status} ${JSON.stringify(errors)}`;
}

describe.each(changed)('%s', (name) => {
  const path = name.replace(/:(\w+)/g, '{$1}');
  const list = path.replace(/\/\{\w+\}$/, '');
  const make = (): Promise<Thing> => thingMakers(gatehouse, host)[name]!();

  it('is refused for the same reason when it is created and when it is changed', async () => {
    const [creating, changing] = [membersOf(list, 'post'), membersOf(path, 'patch')];
    const both = changing.filter((member) => creating.includes(member));
    expect(both.length).toBeGreaterThan(0);
    let thing = await make();
    const differing: unknown[] = [];
    for (const member of both) {
      for (const value of BAD) {
        const made = await gatehouse.adminCall('POST', list, { ...bodies.get(list), [member]: value });
        // A secret is never shown, and is for the client_id that it came with: whoever changes one sends both.
        const secret = member === 'client_id' ? { client_secret: bodies.get(list)?.['client_secret'] } : {};
        const patched = await gatehouse.adminCall('PATCH', thing.path, { ...secret, [member]: value });
        const [one, other] = [verdict(made, member), verdict(patched, member)];
        if (one !== other) differing.push({ member, value, created: one, changed: other });
        if (patched.status < 300) thing = await make();
      }
    }
    expect(differing).toEqual([]);
  });
});
