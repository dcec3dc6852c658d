import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startLegacyMcpServer } from '../../../demo/servers/legacy-mcp.js';
import { startModernMcpServer } from '../../../demo/servers/modern-mcp.js';
import type { RunningUpstream, UpstreamOptions } from '../../../demo/servers/upstream-http.js';
import { freePort, TestGatehouse } from '../../support/gatehouse.js';
import { HttpsHost } from '../../support/https-host.js';
import { createPerson, createRelyingParty, type RelyingParty, type TestPerson } from '../../support/people.js';
import { PersonAtBrowser } from '../person-at-browser.js';
import { startSuite2025 } from '../suite-server/suite-2025.js';
import { startSuite2026 } from '../suite-server/suite-2026.js';
import { Checker } from './checker.js';

let host: HttpsHost;
let gatehouse: TestGatehouse;
let person: TestPerson;
let client: RelyingParty;
const servers: RunningUpstream[] = [];
const folders: string[] = [];

beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start({
    ...{ ...host.settings, CLIENT_METADATA_HOSTS: 'localhost', CLIENT_REGISTRATION: 'open' },
  });
  person = await createPerson(gatehouse);
  client = await createRelyingParty(gatehouse, {
    client_name: 'Inspector',
    token_endpoint_auth_method: 'none',
    redirect_uris: ['http://127.0.0.1/oauth/callback'],
    scope: 'mcp offline_access',
  });
});
afterEach(() => Checker.stopAll());
afterAll(async () => {
  for (const server of servers) await server.close();
  await gatehouse.stop();
  await host.stop();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** An MCP server behind the gate. @param checked whether it takes only tokens minted for it */
async function behindTheGate(
  name: string,
  start: (options: UpstreamOptions) => Promise<RunningUpstream>,
  checked = true,
) {
  const audience = `${gatehouse.url}/api/v1/mcp/${name}`;
  const expected = { issuer: gatehouse.url, jwksUrl: `${gatehouse.url}/oauth/jwks`, audience };
  const server = await start(checked ? expected : {});
  servers.push(server);
  await gatehouse.create('/upstreams', { name, kind: 'mcp', url: server.url });
  return { server, endpoint: audience };
}

/** Somebody's Inspector, with a home of its own in which it keeps its tokens. */
class Inspector {
  private readonly home = mkdtempSync(join(tmpdir(), 'gatehouse-inspector-'));

  /** @param known options by which it is known; without any it registers itself */
  constructor(
    private readonly endpoint: string,
    private readonly era: 'modern' | 'legacy',
    private readonly known: readonly string[] = ['--client-id', client.id],
  ) {
    folders.push(this.home);
  }

  /** Calls a tool, on its command line. */
  call(tool: string, ...options: readonly string[]): Promise<Checker> {
    return this.run('tools/call', '--tool-name', tool, ...options);
  }

  /** Does one thing, on its command line. */
  async run(method: string, ...options: readonly string[]): Promise<Checker> {
    const callback = `http://127.0.0.1:${await freePort()}/oauth/callback`;
    return new Checker(
      '@modelcontextprotocol/inspector/clients/launcher/build/index.js',
      [
        ...['--cli', this.endpoint, '--transport', 'http', '--protocol-era', this.era, '--format', 'json'],
        ...[...this.known, '--callback-url', callback],
        ...['--method', method, ...options],
      ],
      // Without a terminal it signs in only where it would open a browser by itself; here it finds none.
      {
        HOME: this.home,
        MCP_STORAGE_DIR: this.home,
        MCP_INSPECTOR_SECRET_STORE: 'file',
        MCP_AUTO_OPEN_ENABLED: 'true',
      },
    );
  }
}

/** What it would say of itself if its makers hosted a document for it. */
function inspectorsDocument(): string {
  const path = '/inspector.json';
  return host.route(path, {
    client_id: host.url + path,
    client_name: 'MCP Inspector',
    redirect_uris: ['http://127.0.0.1/oauth/callback'],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  });
}

/** The URL that it asks to be opened. */
const asked = (inspector: Checker) => inspector.said(/navigate to: (http:\S+)\n/);

/** What it was answered. */
function resultOf({ output }: Checker): Record<string, unknown> {
  const line = output.split('\n').find((one) => one.startsWith('{"result"')) ?? '{"result":"nothing"}';
  return JSON.parse(line).result;
}

/** The text that the tool answered with. */
const answerOf = (inspector: Checker) => (resultOf(inspector).content as { text: string }[])[0]?.text ?? '';

// Before the clock is moved: these servers check the time of tokens.
describe.each([
  ['modern', startSuite2026],
  ['legacy', startSuite2025],
] as const)('MCP Inspector, in the %s protocol, signed in once', (era, start) => {
  let inspector: Inspector;
  beforeAll(async () => {
    const { endpoint } = await behindTheGate(`all-${era}`, start);
    inspector = new Inspector(endpoint, era);
    const first = await inspector.run('initialize');
    await fetch(await new PersonAtBrowser(gatehouse, person).follow(await asked(first)));
    expect([await first.ended, resultOf(first)]).toEqual([
      0,
      expect.objectContaining({ capabilities: expect.anything() }),
    ]);
  }, 60_000);

  it.each<[string, string[], string]>([
    ['tools/list', [], 'test_simple_text'],
    ['tools/call', ['--tool-name', 'test_multiple_content_types'], 'test://mixed-content-resource'],
    ['resources/list', [], 'test://static-text'],
    ['resources/templates/list', [], 'test://template/{id}/data'],
    ['resources/read', ['--uri', 'test://template/7/data'], 'templateTest'],
    ['prompts/list', [], 'test_prompt_with_arguments'],
    ['prompts/get', ['--prompt-name', 'test_prompt_with_arguments', '--prompt-args', 'arg1=one', 'arg2=two'], "'two'"],
    ...(era === 'legacy' ? [['logging/setLevel', ['--log-level', 'info'], '{}'] as [string, string[], string]] : []),
  ])('does %s through the gate', { timeout: 60_000 }, async (method, options, expected) => {
    const run = await inspector.run(method, ...options, '--stored-auth-only');
    expect([await run.ended, run.output]).toEqual([0, expect.stringContaining(expected)]);
    expect(JSON.stringify(resultOf(run))).toContain(expected);
  });
});

describe('MCP Inspector calls a tool through the gate', () => {
  it.each([
    ['modern', startModernMcpServer],
    ['legacy', startLegacyMcpServer],
  ] as const)('as a person who signs in, in the %s protocol', { timeout: 120_000 }, async (era, start) => {
    const { server, endpoint } = await behindTheGate(era, start);
    const inspector = await new Inspector(endpoint, era).call('whoami');
    const url = new URL(await asked(inspector));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ client_id: client.id, resource: endpoint });
    expect(server.received).toEqual([]);
    await fetch(await new PersonAtBrowser(gatehouse, person).follow(url));
    expect([await inspector.ended, inspector.output]).toEqual([0, expect.stringContaining('Authorization complete')]);
    expect(JSON.parse(answerOf(inspector))).toMatchObject({
      iss: gatehouse.url,
      sub: person.id,
      aud: endpoint,
      client_id: client.id,
      act: { sub: client.id },
      scope: 'mcp',
    });
  });

  it.each([
    ['modern', 'registers itself', 'dynamic', startModernMcpServer],
    ['legacy', 'registers itself', 'dynamic', startLegacyMcpServer],
    ['modern', 'is known by its document', 'metadata_document', startModernMcpServer],
    ['legacy', 'is known by its document', 'metadata_document', startLegacyMcpServer],
  ] as const)(
    'in the %s protocol, as an application that %s',
    { timeout: 120_000 },
    async (era, _way, registration, start) => {
      const { server, endpoint } = await behindTheGate(`${era}-${registration}`.replaceAll('_', '-'), start);
      const known = registration === 'dynamic' ? [] : ['--client-metadata-url', inspectorsDocument()];
      const own = new Inspector(endpoint, era, known);
      const first = await own.call('whoami');
      const url = new URL(await asked(first));
      const id = url.searchParams.get('client_id') ?? '';
      expect([server.received, url.searchParams.get('resource')]).toEqual([[], endpoint]);
      await fetch(await new PersonAtBrowser(gatehouse, person).follow(url));
      expect([await first.ended, first.output]).toEqual([0, expect.stringContaining('Authorization complete')]);
      expect(JSON.parse(answerOf(first))).toMatchObject({ sub: person.id, aud: endpoint, act: { sub: id } });
      const { body } = await gatehouse.adminCall('GET', `/clients/${encodeURIComponent(id)}`);
      expect(body).toMatchObject({ client_name: 'MCP Inspector', registration, owner_id: null });
      const second = await own.call('whoami', '--stored-auth-only');
      expect([await second.ended, JSON.parse(answerOf(second))]).toEqual([
        0,
        expect.objectContaining({ client_id: id }),
      ]);
    },
  );

  it('with a client of its own once more, when the one that it registered is gone', { timeout: 120_000 }, async () => {
    const { endpoint } = await behindTheGate('gone', startModernMcpServer);
    const own = new Inspector(endpoint, 'modern', []);
    const answers: Record<string, string>[] = [];
    for (let round = 0; round < 2; round++) {
      const run = await own.call('whoami');
      await fetch(await new PersonAtBrowser(gatehouse, person).follow(await asked(run)));
      expect([await run.ended, run.output]).toEqual([0, expect.stringContaining(person.id)]);
      answers.push(JSON.parse(answerOf(run)));
      expect((await gatehouse.adminCall('DELETE', `/clients/${answers[round]?.['client_id']}`)).status).toBe(204);
    }
    expect(answers[1]?.['client_id']).not.toBe(answers[0]?.['client_id']);
  });

  it('never, where registering takes a token that it has no place for, and says so', { timeout: 120_000 }, async () => {
    const guarded = await TestGatehouse.start();
    try {
      const url = 'http://127.0.0.1:9/mcp';
      const { resource } = await guarded.create('/upstreams', { name: 'guarded', kind: 'mcp', url });
      const inspector = await new Inspector(resource as string, 'modern', []).call('whoami');
      expect(await inspector.ended).not.toBe(0);
      expect(inspector.output).toContain('an initial access token is needed');
    } finally {
      await guarded.stop();
    }
  });

  it('never, when the person says no', { timeout: 120_000 }, async () => {
    const { server, endpoint } = await behindTheGate('denied', startModernMcpServer);
    const inspector = await new Inspector(endpoint, 'modern').call('whoami');
    await fetch(await new PersonAtBrowser(gatehouse, person).follow(await asked(inspector), 'deny'));
    expect([await inspector.ended, inspector.output]).toEqual([1, expect.stringContaining('the person said no')]);
    expect(server.received).toEqual([]);
  });

  it('later, without anybody: it refreshes what it has kept', { timeout: 120_000 }, async () => {
    // The clock is moved at the gate alone: a server of another time would take none of its tokens.
    const { endpoint } = await behindTheGate('later', startModernMcpServer, false);
    const inspector = new Inspector(endpoint, 'modern');
    const first = await inspector.call('echo', '--tool-arg', 'message=now');
    await fetch(await new PersonAtBrowser(gatehouse, person).follow(await asked(first)));
    expect([await first.ended, answerOf(first)]).toEqual([0, 'now']);
    gatehouse.clock.advance((gatehouse.settings.ACCESS_TOKEN_SECONDS + 60) * 1000);
    const second = await inspector.call('echo', '--tool-arg', 'message=later', '--stored-auth-only');
    expect([await second.ended, second.output]).toEqual([0, expect.stringContaining('later')]);
    expect(answerOf(second)).toBe('later');
    const rotated = await gatehouse.sql('SELECT id FROM refresh_tokens WHERE used_at IS NOT NULL');
    expect(rotated).toHaveLength(1);
  });
});
