import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rpc } from '../support/gated.js';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, claimsOf, createPerson, createRelyingParty } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

type Item = Readonly<Record<string, unknown>>;

/** Of each report a filter that leaves something, one that leaves nothing, and what its table begins with. */
const reports: Readonly<Record<string, { some: string; none: string; header: string }>> = {
  sessions: { some: 'utm_source=news', none: 'utm_source=other', header: 'day,source,client_id,client_name,outcome' },
  tokens: { some: 'outcome=allow', none: 'grant_type=other', header: 'grant_type,client_id,outcome,reason,count' },
  traffic: { some: 'outcome=allow', none: 'country=ZZ', header: 'source,outcome,reason,country,count' },
  usage: { some: 'upstream=tools', none: 'tool=other', header: 'upstream,tool,count,denied,answered' },
  denials: { some: 'kind=token.refused', none: 'rule=other', header: 'kind,rule,reason,upstream,count' },
  delegation: { some: 'depth=1', none: 'depth=9', header: 'kind,depth,count' },
  bearer: { some: 'binding=bearer', none: 'binding=dpop', header: 'binding,count,share' },
  events: { some: 'outcome=done', none: 'kind=other', header: 'kind,outcome,count' },
  agents: {
    some: 'kind=agent',
    none: 'owner_id=00000000-0000-7000-8000-000000000000',
    header: 'client_id,client_name',
  },
  'active-sessions': { some: 'source=oauth', none: 'client_id=other', header: 'source,client_id,count,people,oldest' },
  anomalies: { some: '', none: 'subject=other', header: 'at,metric,subject_type,subject,name,value,threshold' },
};

const chrome =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = await RecordingUpstream.start();
  const { resource } = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
  agent = await gatehouse.agent({ scope: 'mcp user' });
  const token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
  await gatehouse.request('POST', new URL(resource as string).pathname, {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: rpc('tools/call', { name: 'read', arguments: {} }),
  });
  await gatehouse.token({ grant_type: 'client_credentials', scope: 'unheard-of' }, agent);
  await fromLink(agent);
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

/** A token request of a browser that came by a link. */
async function fromLink({ id, secret }: { id: string; secret: string }, more: Record<string, string> = {}) {
  const answer = await gatehouse.request('POST', '/oauth/token?utm_source=news&utm_medium=mail&utm_campaign=spring', {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: basicHeader(id, secret),
      'user-agent': chrome,
      'accept-language': 'de-CH',
      referer: 'https://chat.example.com/c/42',
      ...more,
    },
    body: 'grant_type=client_credentials',
  });
  expect(answer.status).toBe(200);
}

const read = async (path: string): Promise<Item[]> => {
  const answer = await gatehouse.adminCall('GET', `/reports/${path}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.items as Item[];
};

describe('every report', () => {
  it('there is, is looked at here', () => {
    const scanner = gatehouse.app.get(MetadataScanner, { strict: false });
    const names = gatehouse.app
      .get(DiscoveryService, { strict: false })
      .getControllers()
      .flatMap(({ metatype, instance }) => {
        const base = [Reflect.getMetadata('path', metatype as object) as string | string[]].flat()[0] ?? '';
        const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
        return scanner.getAllMethodNames(prototype).map((name) => {
          const path = Reflect.getMetadata('path', prototype[name]!) as string | undefined;
          return path === undefined ? '' : `/${base}/${path}`.replace(/\/+/g, '/').replace(/\/$/, '');
        });
      })
      .filter((path) => path.startsWith('/api/v1/admin/reports/'));
    for (const name of names) expect(Object.keys(reports).map((key) => `/api/v1/admin/reports/${key}`)).toContain(name);
    expect(names.length).toBeGreaterThanOrEqual(Object.keys(reports).length);
  });

  it.each(Object.entries(reports))('%s has filters, and is a table as well', async (name, { some, none, header }) => {
    const found = await read(`${name}?${some}`);
    expect(await read(`${name}?${none}`)).toEqual([]);
    const table = await gatehouse.adminCall('GET', `/reports/${name}?${some}&format=csv`.replace('?&', '?'));
    expect([table.status, table.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/csv')]);
    const lines = table.text.trimEnd().split('\r\n');
    expect(lines[0]).toMatch(new RegExp(`^${header}`));
    if (name !== 'anomalies') expect(found.length).toBeGreaterThan(0);
    // An administrator's own asking is counted too, meanwhile.
    if (!['active-sessions', 'bearer', 'tokens', 'traffic'].includes(name))
      expect(lines).toHaveLength(found.length + 1);
    const empty = await gatehouse.adminCall('GET', `/reports/${name}?${none}&format=csv`);
    expect(empty.text).toBe(`${lines[0]}\r\n`);
  });
});

describe('the report of sessions', () => {
  it('tells from where they came, by every signal there is', async () => {
    const signals = {
      ...{ device: 'desktop', browser: 'Chrome', os: 'macOS', locale: 'de-CH', referrer: 'chat.example.com' },
      ...{ utm_source: 'news', utm_medium: 'mail', utm_campaign: 'spring', country: null },
      grant_type: 'client_credentials',
    };
    const found = await read(
      `sessions?client_id=${agent.id}&utm_source=news&group_by=${Object.keys(signals).join(',')}`,
    );
    expect(found).toEqual([
      { ...signals, sessions: 1, distinct_origins: 1, humans: 0, ghosts: 1, bots: 0, ai_crawlers: 0 },
    ]);
    for (const [name, value] of Object.entries(signals).filter(([, each]) => each !== null)) {
      const only = `client_id=${agent.id}&group_by=source&utm_source=news&${name}=`;
      const asked = (text: string) => (name === 'utm_source' ? only.replace('&utm_source=news', '') : only) + text;
      expect(await read(`sessions?${asked(encodeURIComponent(String(value)))}`), name).toHaveLength(1);
      expect(await read(`sessions?${asked('other')}`), name).toEqual([]);
    }
  });

  it('parts all into humans, ghosts and bots, which sum', async () => {
    const flow = new AuthorizationFlow(gatehouse, await createRelyingParty(gatehouse));
    const tokens = await flow.tokens(await createPerson(gatehouse));
    const { sid } = claimsOf(tokens.access_token as string) as { sid: string };
    await read('sessions');
    // What came of a token is settled by a job; the class that follows is the database's.
    await gatehouse.sql(`UPDATE session_facts SET is_bot = false, engaged_at = now() WHERE sid = $1`, [sid]);
    const all = await read('sessions?group_by=traffic');
    expect(all.map(({ traffic }) => traffic)).toEqual(['bot', 'ghost', 'human']);
    const sum = (items: Item[], name = 'sessions') => items.reduce((total, item) => total + Number(item[name]), 0);
    const [facts] = await gatehouse.sql<{ n: number }>('SELECT count(*)::int AS n FROM session_facts');
    expect(sum(all)).toBe(facts?.n);
    for (const { traffic, sessions, bots } of all) {
      expect(bots).toBe(traffic === 'bot' ? sessions : 0);
      expect(sum(await read(`sessions?traffic=${traffic as string}&group_by=day`))).toBe(sessions);
    }
    expect(sum(await read('sessions?include_bots=false'))).toBe(sum(all) - sum(all, 'bots'));
  });
});
