import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BridgeCodes } from '../../src/bridge/codes/bridge-codes.js';
import { CookieBrowser } from '../support/cookie-browser.js';
import { BridgeMachine } from '../support/bridge-client.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, type TestPerson } from '../support/people.js';
import { PublicFront } from '../support/public-front.js';

let front: PublicFront;
let gatehouse: TestGatehouse;
let person: TestPerson;
const machines: BridgeMachine[] = [];
beforeAll(async () => {
  front = await PublicFront.reserve();
  gatehouse = await TestGatehouse.start({ PUBLIC_URL: front.url, BRIDGE_DEVICES: '100' });
  await front.open(gatehouse.url);
  person = await createPerson(gatehouse);
});
afterEach(async () => {
  for (const machine of machines.splice(0)) await machine.remove();
});
afterAll(async () => {
  await gatehouse.stop();
  await front.close();
  BridgeMachine.clear();
});

function machineFor(url = front.url): BridgeMachine {
  const machine = new BridgeMachine(url);
  machines.push(machine);
  return machine;
}

const codeFor = async (who: TestPerson = person): Promise<string> =>
  (await gatehouse.create(`/users/${who.id}/bridge-codes`, { device_name: 'Laptop' })).code as string;

async function loggedIn(who: TestPerson = person): Promise<BridgeMachine> {
  const machine = machineFor();
  expect(await machine.run(['login', '--paste'], `${await codeFor(who)}\n`)).toMatchObject({ code: 0 });
  return machine;
}

const devicesOf = async (who: TestPerson) =>
  (await gatehouse.adminCall('GET', `/devices?user_id=${who.id}&limit=200`)).body.items as Record<string, unknown>[];
const ended = (machine: BridgeMachine) => gatehouse.adminCall('DELETE', `/devices/${actorOf(machine)}`);
const actorOf = (machine: BridgeMachine) => claimsOf(machine.state.token.text as string).act.sub as string;

describe('gatehouse-bridge login with a code', () => {
  it('makes the machine a device of the person whose code it is, and says whose', async () => {
    const ada = await createPerson(gatehouse);
    const machine = machineFor();
    const { code, stdout, stderr } = await machine.run(['login', '--paste'], `${await codeFor(ada)}\n`);
    expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toMatch(new RegExp(`acts for .*(${ada.id}|${ada.email})`));
    const [device] = await devicesOf(ada);
    expect(device).toMatchObject({ id: actorOf(machine), key: 'dpop', status: 'active', name: 'Laptop' });
    const { cnf, sid } = claimsOf(machine.state.token.text as string);
    expect([cnf.jkt, sid]).toEqual([expect.any(String), machine.state.sessionId]);
    expect(stdout + stderr).not.toContain(machine.state.key.d);
  });

  it('keeps what it got in one file, for nobody else to read', async () => {
    const { folder, file } = await loggedIn();
    expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('goes on as the same device with another code of the same person', async () => {
    const machine = await loggedIn();
    const before = machine.state;
    expect(await machine.run(['login', '--code', '-'], await codeFor())).toMatchObject({ code: 0 });
    const { key, proxy, sessionId } = machine.state;
    expect({ key, proxy, sessionId }).toEqual({
      key: before.key,
      proxy: before.proxy,
      sessionId: before.sessionId,
    });
  });

  it('lets nobody else take the device over before its person has logged out', async () => {
    const machine = await loggedIn();
    const before = machine.state;
    const bob = await createPerson(gatehouse);
    const code = await codeFor(bob);
    const refused = await machine.run(['login', '--code', code]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('gatehouse-bridge logout')]);
    expect(machine.state).toEqual(before);
    expect(await machine.run(['logout'])).toMatchObject({ code: 0 });
    expect(await machine.run(['login', '--code', code])).toMatchObject({ code: 0 });
    expect([machine.state.person.id, machine.state.proxy.secret === before.proxy.secret]).toEqual([bob.id, false]);
  });

  it.each([
    ['nobody made', () => 'a'.repeat(64), 'Get another code'],
    ['has the wrong form', () => 'a'.repeat(63), 'This is no code'],
    [
      'was used',
      async () => {
        const code = await codeFor();
        await machineFor().run(['login', '--code', code]);
        return code;
      },
      'Get another code',
    ],
  ])('says what to do with a code that %s', async (_, code, advice) => {
    const machine = machineFor();
    const { code: exit, stderr } = await machine.run(['login', '--paste'], `${await code()}\n`);
    expect([exit, stderr]).toEqual([1, expect.stringContaining(advice)]);
    expect(existsSync(machine.folder) ? readdirSync(machine.folder) : []).toEqual([]);
  });

  it('goes nowhere where a code could be read on the way, and to no server with another name', async () => {
    const plain = await machineFor().run(['login', '--paste', '--url', 'http://gate.example.com']);
    expect([plain.code, plain.stderr]).toEqual([1, expect.stringContaining('is no URL of a Gatehouse')]);
    const other = await machineFor(gatehouse.url).run(['login', '--paste'], await codeFor());
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining(`calls itself ${front.url}`)]);
  });
});

describe('gatehouse-bridge login in a browser', () => {
  /** Stands in for the page at which a person allows it. @param back parameters of the redirect that differ */
  function allowing(who: TestPerson, back: Record<string, string> = {}): URLSearchParams[] {
    const asked: URLSearchParams[] = [];
    front.answer('/account/devices/connect', async (_request, response, { searchParams }) => {
      asked.push(searchParams);
      const challenge = searchParams.get('code_challenge');
      const wishes = { userId: who.id, deviceName: searchParams.get('device_name'), challenge };
      const { code } = await gatehouse.app
        .get(BridgeCodes)
        .issue(wishes, { kind: 'bridge_code.issued', decision: 'done', sub: who.id });
      const told = { code, state: searchParams.get('state') ?? '', iss: front.url, ...back };
      const location = `${searchParams.get('redirect_uri')}?${new URLSearchParams(told).toString()}`;
      response.writeHead(303, { location }).end();
    });
    return asked;
  }

  const begin = async (machine: BridgeMachine) => {
    const program = machine.start(['login', '--name', 'Ada’s laptop', '--no-browser']);
    const [url = ''] = await program.said(/(http:\/\/127\.0\.0\.1:\d+\/[\w-]{43})/);
    return { program, url };
  };

  it('takes the code that the browser brings back, and proves that it asked for it', async () => {
    const asked = allowing(person);
    const machine = machineFor();
    const { program, url } = await begin(machine);
    const page = await new CookieBrowser().open(url);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('You can close this window')]);
    expect(await program.ended).toMatchObject({ code: 0 });
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      device_name: 'Ada’s laptop',
    });
    expect((await devicesOf(person)).find(({ id }) => id === actorOf(machine))).toMatchObject({ name: 'Ada’s laptop' });
  });

  it.each([
    ['of another request', { state: 'x'.repeat(43) }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['without an issuer', { iss: '' }],
  ])('turns an answer %s away, and waits on', async (_, back) => {
    allowing(person, back);
    const machine = machineFor();
    const { program, url } = await begin(machine);
    const browser = new CookieBrowser();
    const sent = (await browser.open(url, 0)).headers.get('location') ?? '';
    expect((await browser.open(sent)).status).toBe(400);
    allowing(person);
    expect((await browser.open(sent)).status).toBe(200);
    expect(await program.ended).toMatchObject({ code: 0 });
  });

  it('ends when the person says no', async () => {
    allowing(person, { code: '', error: 'access_denied' });
    const machine = machineFor();
    const { program, url } = await begin(machine);
    await new CookieBrowser().open(url);
    expect(await program.ended).toMatchObject({ code: 1, stderr: expect.stringContaining('did not allow it') });
    expect(existsSync(machine.folder)).toBe(false);
  });
});

describe('gatehouse-bridge token', () => {
  it('prints a token, the same one while it is good', async () => {
    const machine = await loggedIn();
    const first = await machine.run(['token']);
    expect(claimsOf(first.stdout.trim())).toMatchObject({ sub: person.id, client_id: 'bridge' });
    const second = JSON.parse((await machine.run(['token', '--json'])).stdout) as object;
    expect(second).toMatchObject({ token: first.stdout.trim(), token_type: 'DPoP', issuer: front.url });
  });

  it('renews one that is about to end, in the same session', async () => {
    const machine = await loggedIn();
    const { token, sessionId } = machine.state;
    machine.alter({ token: { ...token, renewAt: Date.now() - 1 } });
    const renewed = (await machine.run(['token'])).stdout.trim();
    expect(renewed).not.toBe(token.text);
    expect(claimsOf(renewed).sid).toBe(sessionId);
    expect(machine.state.token.text).toBe(renewed);
    expect(statSync(machine.file).mode & 0o777).toBe(0o600);
  });

  it('says that nobody is logged in, or that the device has ended, and what to do', async () => {
    const nobody = await machineFor().run(['token']);
    expect([nobody.code, nobody.stdout, nobody.stderr]).toEqual([1, '', expect.stringContaining('bridge login --url')]);
    const machine = await loggedIn();
    await ended(machine);
    machine.alter({ token: null });
    const revoked = await machine.run(['token']);
    expect([revoked.code, revoked.stderr]).toEqual([1, expect.stringMatching(/was ended[^]*bridge login --url/)]);
  });

  it('comes to several programs at once, and none spoils what another wrote', async () => {
    const machine = await loggedIn();
    machine.alter({ token: null });
    const all = await Promise.all(Array.from({ length: 4 }, () => machine.run(['token'])));
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(all.map(({ stdout }) => stdout.trim())).toContain(machine.state.token.text);
    expect(readdirSync(machine.folder)).toHaveLength(1);
  });

  it('never comes from the file of another Gatehouse', async () => {
    const machine = await loggedIn();
    machine.alter({ issuer: 'https://other.example' });
    expect(await machine.run(['token'])).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be used') });
  });
});

describe('a device that must be let in', () => {
  it('waits, says so, and has a token once somebody has let it in', async () => {
    const strict = await TestGatehouse.start({ BRIDGE_APPROVAL: 'true' });
    try {
      const { id } = await createPerson(strict);
      const machine = machineFor(strict.url);
      const { code } = await strict.create(`/users/${id}/bridge-codes`, {});
      const begun = await machine.run(['login', '--code', '-'], code as string);
      expect([begun.code, begun.stderr]).toEqual([1, expect.stringContaining('Ask an administrator')]);
      const doctor = await machine.run(['doctor']);
      expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringMatching(/FAIL {2}session[^]*administrator/)]);
      const [device] = (await strict.adminCall('GET', `/devices?user_id=${id}`)).body.items;
      await strict.adminCall('POST', `/devices/${device.id}/approve`);
      const token = await machine.run(['token']);
      expect(claimsOf(token.stdout.trim())).toMatchObject({ sub: id, act: { sub: device.id } });
      expect(machine.state.person).toMatchObject({ id });
    } finally {
      await strict.stop();
    }
  });
});

describe('where proofs need a nonce', () => {
  it('logs in and renews all the same', async () => {
    const strict = await TestGatehouse.start({ REQUIRE_DPOP_NONCE: 'true' });
    try {
      const { id } = await createPerson(strict);
      const machine = machineFor(strict.url);
      const { code } = await strict.create(`/users/${id}/bridge-codes`, {});
      expect(await machine.run(['login', '--code', '-'], code as string)).toMatchObject({ code: 0 });
      machine.alter({ token: null });
      expect(claimsOf((await machine.run(['token'])).stdout.trim()).sub).toBe(id);
    } finally {
      await strict.stop();
    }
  });
});

describe('gatehouse-bridge doctor', () => {
  const findings = async (machine: BridgeMachine) => {
    const { code, stdout } = await machine.run(['doctor', '--json']);
    const told = JSON.parse(stdout) as { ok: boolean; findings: { check: string; ok: boolean; advice?: string }[] };
    expect(told.ok).toBe(code === 0);
    return Object.fromEntries(told.findings.map(({ check, ok, advice }) => [check, ok ? 'ok' : advice]));
  };

  it('finds nothing to do where all is well', async () => {
    const machine = await loggedIn();
    const well = { folder: 'ok', file: 'ok', server: 'ok', clock: 'ok', session: 'ok', proxy: 'ok' };
    expect(await findings(machine)).toEqual(well);
    const { stdout } = await machine.run(['doctor']);
    expect(stdout).toMatch(new RegExp(`This device acts for (${person.id}|${person.email}); its token is good until`));
  });

  it('finds that nobody is logged in', async () => {
    expect(await findings(machineFor())).toEqual({ login: expect.stringContaining('gatehouse-bridge login') });
  });

  it('finds files that others can read', async () => {
    const machine = await loggedIn();
    chmodSync(machine.file, 0o644);
    expect(await findings(machine)).toMatchObject({ folder: 'ok', file: expect.stringContaining('chmod 600') });
  });

  it('finds that the device was revoked, although its token lives', async () => {
    const machine = await loggedIn();
    await ended(machine);
    expect(await findings(machine)).toMatchObject({ server: 'ok', session: expect.stringContaining('login --url') });
  });

  it('finds that the server is away', async () => {
    const machine = await loggedIn();
    await front.close();
    try {
      expect(await findings(machine)).toMatchObject({ file: 'ok', server: expect.stringContaining('online') });
    } finally {
      await front.open(gatehouse.url);
    }
  });

  it('finds who has the proxy’s port, and tells them no secret', async () => {
    const machine = await loggedIn();
    const { program } = await machine.proxy();
    expect(await findings(machine)).toMatchObject({ proxy: 'ok' });
    await program.stop();
    const heard: string[] = [];
    const other = createServer((request, response) => {
      heard.push(`${request.url} ${JSON.stringify(request.headers)}`);
      response.end('{"program":"gatehouse-bridge","proof":"mine"}');
    });
    await once(other.listen(machine.state.proxy.port, '127.0.0.1'), 'listening');
    expect(await findings(machine)).toMatchObject({ proxy: expect.stringContaining('--port') });
    expect(heard.join('')).not.toContain(machine.state.proxy.secret);
    const refused = await machine.run(['proxy']);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('another program has it')]);
    await new Promise((resolve) => other.close(resolve).closeAllConnections());
  });

  it('finds that the clocks differ', async () => {
    const machine = await loggedIn();
    const date = new Date(Date.now() - 600_000).toUTCString();
    const metadata = createServer((_request, response) => {
      response.setHeader('date', date).end(JSON.stringify({ issuer: `http://localhost:${port()}` }));
    });
    const port = () => (metadata.address() as AddressInfo).port;
    await once(metadata.listen(0, 'localhost'), 'listening');
    const url = `http://localhost:${port()}`;
    const told = await machineLike(machine, url).run(['doctor']);
    expect([told.code, told.stdout]).toEqual([1, expect.stringMatching(/FAIL {2}clock {5}.*(599|600|601) s/)]);
    await new Promise((resolve) => metadata.close(resolve).closeAllConnections());
  });
});

/** Another machine that believes to be logged in at a URL. */
function machineLike(known: BridgeMachine, url: string): BridgeMachine {
  const machine = machineFor(url);
  machine.write({ ...known.state, issuer: url });
  return machine;
}

describe('gatehouse-bridge logout', () => {
  it('ends the device, with evidence that it did so itself, and forgets it', async () => {
    const machine = await loggedIn();
    const device = actorOf(machine);
    const token = machine.state.token.text as string;
    const { code, stdout } = await machine.run(['logout']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('This device has ended')]);
    expect(readdirSync(machine.folder)).toEqual([]);
    expect((await devicesOf(person)).find(({ id }) => id === device)).toMatchObject({ status: 'ended' });
    const [row] = await gatehouse.sql(
      "SELECT sub, act, sid, detail FROM audit_events WHERE kind = 'device.revoked' AND detail->>'id' = $1",
      [device],
    );
    expect(row).toMatchObject({ sub: person.id, act: { sub: device }, sid: claimsOf(token).sid });
  });

  it('forgets it when Gatehouse cannot be told, and says so', async () => {
    const machine = await loggedIn();
    await front.close();
    try {
      const { code, stdout } = await machine.run(['logout']);
      expect([code, stdout]).toEqual([0, expect.stringContaining('/account/devices')]);
      expect(readdirSync(machine.folder)).toEqual([]);
    } finally {
      await front.open(gatehouse.url);
    }
  });
});

it('says its version, and what people want of it, without a server', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const machine = machineFor();
  expect((await machine.run(['--version'])).stdout.trim()).toBe(version);
  expect((await machine.run(['--help'])).stdout).toMatch(/login[^]*token[^]*proxy[^]*doctor[^]*logout/);
});
