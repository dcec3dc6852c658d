import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLegacyMcpServer } from '../../demo/servers/legacy-mcp.js';
import { startModernMcpServer } from '../../demo/servers/modern-mcp.js';
import type { RunningUpstream } from '../../demo/servers/upstream-http.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { createPerson, type TestPerson } from '../support/people.js';
import { PersonAtBrowser } from './person-at-browser.js';
import { AppMemory, CALLBACK, legacyLine, modernLine, SigningInApp } from './signing-in-app.js';

// Applications that no administrator registered, by the official clients of both lines, told the URL of a server alone.

let host: HttpsHost;
let gatehouse: TestGatehouse;
let person: TestPerson;
/** Where only administrators say who registers; tests move its clock. */
let later: TestGatehouse;
let theirs: TestPerson;
const closing: (() => Promise<void>)[] = [];
const OPEN = { CLIENT_REGISTRATION: 'open', LIMIT_REGISTRATION: '6000/60', CLIENT_METADATA_HOSTS: 'localhost' };
beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start({ ...host.settings, ...OPEN });
  person = await createPerson(gatehouse);
  later = await TestGatehouse.start({ ...host.settings, CLIENT_METADATA_HOSTS: 'localhost' });
  theirs = await createPerson(later);
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await gatehouse.stop();
  await later.stop();
  await host.stop();
});

let made = 0;

/** A real server behind a gate. @param checked whether it takes only tokens that are made out to it, now */
async function behind(gate: TestGatehouse, start: typeof startModernMcpServer, scopes = ['mcp'], checked = true) {
  const name = `server-${++made}`;
  const endpoint = `${gate.url}/api/v1/mcp/${name}`;
  const expected = { issuer: gate.url, jwksUrl: `${gate.url}/oauth/jwks`, audience: endpoint };
  const server: RunningUpstream = await start(checked ? expected : {});
  closing.push(server.close);
  const { id } = await gate.create('/upstreams', { name, kind: 'mcp', url: server.url, required_scopes: scopes });
  return { id: id as string, endpoint, server };
}

/** An application that is known by its document. */
function documented(metadata: Record<string, unknown> = {}): AppMemory {
  const path = `/app-${++made}.json`;
  const memory = new AppMemory(metadata, host.url + path);
  host.route(path, { client_id: host.url + path, ...memory.clientMetadata });
  return memory;
}

/** An administrator removes its client. @returns the id that it had */
async function removed({ client }: AppMemory): Promise<string> {
  const id = client?.client_id ?? '';
  expect((await gatehouse.adminCall('DELETE', `/clients/${encodeURIComponent(id)}`)).status).toBe(204);
  return id;
}

/** A fetch that shows an initial access token where clients register, for which the SDK itself has no place. */
async function presentingToken(): Promise<typeof fetch> {
  const body = { name: 'apps', expires_at: '2099-01-01T00:00:00Z' };
  const { initial_access_token: token } = await later.create('/registration-tokens', body);
  return (url, init) => {
    const headers = new Headers(init?.headers);
    if (new URL(url as string | URL).pathname === '/oauth/register') headers.set('authorization', `Bearer ${token}`);
    return fetch(url, { ...init, headers });
  };
}

/** Without a refresh token: line 1.x uses one that it has where only a person could help. */
const NEVER_REFRESHED = { grant_types: ['authorization_code'] };
const LINES = [
  ['client 2.4', startModernMcpServer, modernLine, {}],
  ['sdk 1.32', startLegacyMcpServer, legacyLine, NEVER_REFRESHED],
] as const;
const WAYS = [
  ['registers itself', 'dynamic', (metadata: Record<string, unknown> = {}) => new AppMemory(metadata)],
  ['is known by its document', 'metadata_document', documented],
] as const;

describe.each(LINES)('@modelcontextprotocol/%s', (_line, start, line, steppingUp) => {
  const app = (endpoint: string, memory: AppMemory, who = person, gate = gatehouse, fetching = fetch) => {
    const created = new SigningInApp(line, endpoint, memory, new PersonAtBrowser(gate, who), fetching);
    closing.push(() => created.close());
    return created;
  };

  describe.each(WAYS)('as an application that %s', (_way, registration, remembering) => {
    it('walks from the URL of a server to a tool, as a person who lets it in', async () => {
      const { endpoint, server } = await behind(gatehouse, start);
      const memory = remembering();
      const peer = app(endpoint, memory);
      const seen = JSON.parse(await peer.call('whoami'));
      const id = memory.client?.client_id ?? '';
      expect(seen).toMatchObject({
        iss: gatehouse.url,
        sub: person.id,
        aud: endpoint,
        client_id: id,
        act: { sub: id },
      });
      expect(Object.fromEntries(peer.asked[0]?.searchParams ?? [])).toMatchObject({
        ...{ client_id: id, resource: endpoint, redirect_uri: CALLBACK },
      });
      expect(await peer.call('add', { a: 19, b: 23 })).toContain('42');
      expect([peer.asked.length, server.received.length > 0]).toEqual([1, true]);
      const { body } = await gatehouse.adminCall('GET', `/clients/${encodeURIComponent(id)}`);
      expect(body).toMatchObject({ registration, owner_id: null, token_endpoint_auth_method: 'none' });
    });

    it('is asked for more when a server wants more, and gets it for the client that knew of less', async () => {
      const { id, endpoint, server } = await behind(gatehouse, start);
      const peer = app(endpoint, remembering(steppingUp));
      expect(JSON.parse(await peer.call('whoami')).scope).toBe('mcp');
      const client = peer.memory.client?.client_id;
      await gatehouse.adminCall('PATCH', `/upstreams/${id}`, { required_scopes: ['mcp', 'user'] });
      expect(JSON.parse(await peer.call('whoami')).scope).toBe('mcp user');
      expect(peer.asked.map(({ searchParams }) => searchParams.get('scope'))).toEqual([
        expect.not.stringContaining('user'),
        expect.stringContaining('user'),
      ]);
      expect([peer.asked.length, peer.memory.client?.client_id]).toEqual([2, client]);
      expect(server.received.length).toBeGreaterThan(0);
    });

    it('gets what a second server wants, for the client that knew of the first alone', async () => {
      const [first, second] = [await behind(gatehouse, start), await behind(gatehouse, start, ['a2a'])];
      const peer = app(first.endpoint, remembering());
      await peer.call('whoami');
      const memory = new AppMemory({}, peer.memory.clientMetadataUrl);
      memory.client = peer.memory.client;
      const other = app(second.endpoint, memory);
      const seen = JSON.parse(await other.call('whoami'));
      expect(seen).toMatchObject({ aud: second.endpoint, scope: 'a2a', client_id: peer.memory.client?.client_id });
    });

    it('gives up where the person may not have what the server wants, and reaches nothing', async () => {
      const { id, endpoint, server } = await behind(gatehouse, start);
      const peer = app(endpoint, remembering(steppingUp), await createPerson(gatehouse, { roles: ['anonymous'] }));
      await peer.call('whoami');
      const reached = server.received.length;
      await gatehouse.adminCall('PATCH', `/upstreams/${id}`, { required_scopes: ['mcp', 'user'] });
      await expect(peer.call('whoami')).rejects.toThrow();
      expect([peer.asked.length, server.received.length]).toEqual([2, reached]);
    });

    it('asks the person anew when its client is gone, as soon as it refreshes', async () => {
      const { endpoint, server } = await behind(gatehouse, start);
      const peer = app(endpoint, remembering());
      await peer.call('whoami');
      await peer.close();
      const gone = await removed(peer.memory);
      const back = app(endpoint, peer.memory);
      const reached = server.received.length;
      expect(JSON.parse(await back.call('whoami'))).toMatchObject({ sub: person.id });
      expect([back.asked.length, server.received.length > reached]).toEqual([1, true]);
      // A document is still there for the next who asks.
      expect(peer.memory.client?.client_id === gone).toBe(registration === 'metadata_document');
    });

    it('goes on without its person: it refreshes, and keeps what came for next time', async () => {
      // The clock is moved at the gate alone: a server of another time would take none of its tokens.
      const { endpoint } = await behind(later, start, ['mcp'], false);
      const peer = app(endpoint, remembering(), theirs, later, await presentingToken());
      expect(await peer.call('echo', { message: 'now' })).toContain('now');
      for (const message of ['a while later', 'later still']) {
        const before = peer.memory.held;
        later.clock.advance((later.settings.ACCESS_TOKEN_SECONDS + 60) * 1000);
        expect(await peer.call('echo', { message })).toContain(message);
        expect(peer.memory.held?.access_token).not.toBe(before?.access_token);
        expect(peer.memory.held?.refresh_token).not.toBe(before?.refresh_token);
      }
      expect(peer.asked).toHaveLength(1);
    });
  });

  it('is lost when it registered itself, its client is gone, and it has nothing to refresh: its person reads why', async () => {
    const { endpoint } = await behind(gatehouse, start);
    const peer = app(endpoint, new AppMemory(NEVER_REFRESHED));
    await peer.call('whoami');
    await peer.close();
    await removed(peer.memory);
    // Nobody may be sent anywhere in the name of a client that is not there (RFC 6749 §4.1.2.1), so the SDK hears nothing.
    await expect(app(endpoint, peer.memory).call('whoami')).rejects.toThrow(/is not known/);
    peer.memory.invalidateCredentials('all');
    expect(JSON.parse(await app(endpoint, peer.memory).call('whoami'))).toMatchObject({ sub: person.id });
  });

  it('is brought back by its document when its client is gone, and it has nothing to refresh', async () => {
    const { endpoint } = await behind(gatehouse, start);
    const peer = app(endpoint, documented(NEVER_REFRESHED));
    await peer.call('whoami');
    await peer.close();
    await removed(peer.memory);
    const back = app(endpoint, peer.memory);
    expect(JSON.parse(await back.call('whoami'))).toMatchObject({ sub: person.id });
    expect(back.asked).toHaveLength(1);
  });

  it('registers itself by an administrator’s token where that is needed, and not without', async () => {
    const { endpoint, server } = await behind(later, start, ['mcp'], false);
    const without = new SigningInApp(line, endpoint, new AppMemory(), new PersonAtBrowser(later, theirs));
    await expect(without.call('echo', { message: 'nothing' })).rejects.toThrow(/an initial access token is needed/);
    expect([without.asked, server.received]).toEqual([[], []]);
    const one = await presentingToken();
    const by = app(endpoint, new AppMemory(), theirs, later, one);
    expect(await by.call('echo', { message: 'by its token' })).toContain('by its token');
    const another = app(endpoint, new AppMemory(), theirs, later, one);
    await expect(another.call('echo', { message: 'by the same' })).rejects.toThrow(/used up/);
  });

  it.each(['client_secret_basic', 'client_secret_post'])('registers itself with a secret, for %s', async (method) => {
    const { endpoint } = await behind(gatehouse, start);
    const peer = app(endpoint, new AppMemory({ token_endpoint_auth_method: method }));
    expect(JSON.parse(await peer.call('whoami'))).toMatchObject({ sub: person.id });
    expect(peer.memory.client).toMatchObject({ client_secret: expect.any(String) });
  });
});

it('sdk 1.32 refreshes where only its person could help, and stops until it has nothing left to refresh', async () => {
  const { id, endpoint } = await behind(gatehouse, startLegacyMcpServer);
  const memory = new AppMemory();
  const open = () => new SigningInApp(legacyLine, endpoint, memory, new PersonAtBrowser(gatehouse, person));
  const peer = open();
  await peer.call('whoami');
  await gatehouse.adminCall('PATCH', `/upstreams/${id}`, { required_scopes: ['mcp', 'user'] });
  await expect(peer.call('whoami')).rejects.toThrow(/403 after trying/);
  await peer.close();
  expect(peer.asked).toHaveLength(1);
  for (const what of ['tokens', 'discovery'] as const) memory.invalidateCredentials(what);
  const again = open();
  expect(JSON.parse(await again.call('whoami')).scope).toBe('mcp user');
  await again.close();
});
