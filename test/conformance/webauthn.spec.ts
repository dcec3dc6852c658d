/*
 * WebAuthn Level 3, as far as the relying party goes: a passkey in software, with real keys, says what it should and what it
 * should not. Tested elsewhere: by a browser with its own authenticator (test/browser/passkeys.spec.ts); many answers
 * to one challenge (test/races/passkeys.spec.ts); what an attacker would try (test/attacks/passkeys.spec.ts).
 * Not here, and why:
 *   WA-08 attestation that is verified: none is asked for, and none is trusted, so that `phrh` is never said.
 *   WA-10 conditional create: the browser makes such a passkey without the person being there or verified (§5.1.3), and
 *     we take none without.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evidenceOf } from '../admin/problems.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, claimsOf, createPerson, createRelyingParty, type TestPerson } from '../support/people.js';
import { passkeysOf, PasskeyUser } from '../support/passkeys.js';
import { type Cbor, type Changes, type Flags, SoftwarePasskey } from '../support/software-authenticator.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

const ALIAS = 'https://login.example.test:8443';
/** Stands for our own origin, which no table knows yet, and a slash. */
const SLASH = 'ours/';
const NOT_ACCEPTED = 'The passkey was not accepted.';

let gatehouse: TestGatehouse;
let person: TestPerson;
/** Where the person registers passkeys; a sign-in as fresh as that needs. */
let user: PasskeyUser;
let passkey: SoftwarePasskey;
beforeAll(async () => {
  const aliases = `${ALIAS},https://192.0.2.1`;
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', PUBLIC_URL_ALIASES: aliases });
  person = await createPerson(gatehouse);
  user = await PasskeyUser.signedIn(gatehouse, person);
  passkey = await user.make();
});
afterAll(() => gatehouse.stop());

/** Somebody who has just come. */
const visitor = () => new PasskeyUser(gatehouse);
const rowOf = async (of: SoftwarePasskey) =>
  (await passkeysOf(gatehouse, person.id)).find(({ credential_id }) => credential_id === of.id);

async function expectIn(by: SoftwarePasskey, changes: Changes = {}): Promise<void> {
  const someone = visitor();
  const answer = await someone.signIn(by, changes);
  expect([answer.status, answer.headers.get('location'), await someone.isIn()]).toEqual([303, '/account', true]);
}

async function expectOut(by: SoftwarePasskey, changes: Changes = {}): Promise<void> {
  const someone = visitor();
  expectPage(await someone.signIn(by, changes), 401, NOT_ACCEPTED);
  expect(await someone.isIn()).toBe(false);
}

async function expectNotMade(changes: Changes, made = new SoftwarePasskey(gatehouse.url)): Promise<void> {
  expectPage(await user.register(made, changes), 400, NOT_ACCEPTED);
  expect(await rowOf(made)).toBeUndefined();
}

describe('WA-01 challenges', () => {
  it('WA-01 have 32 random bytes, never the same, and are stored as a keyed hash', async () => {
    const seen = new Set<string>();
    for (let time = 0; time < 5; time++) {
      for (const { challenge } of [await user.signInOptions(), await user.registerOptions()]) {
        expect(Buffer.from(challenge as string, 'base64url')).toHaveLength(32);
        seen.add(challenge as string);
      }
    }
    expect(seen.size).toBe(10);
    const rows = await gatehouse.sql<{ row: string }>('SELECT passkey_ceremonies::text AS row FROM passkey_ceremonies');
    for (const challenge of seen) expect(rows.some(({ row }) => row.includes(challenge))).toBe(false);
  });

  it('WA-01 are good once, whatever came of it', async () => {
    const someone = visitor();
    const options = await someone.signInOptions();
    expect((await someone.send(passkey.get(options))).status).toBe(303);
    expectPage(await someone.send(passkey.get(options)), 401, NOT_ACCEPTED);
    const other = await someone.signInOptions();
    expectPage(await someone.send(passkey.get(other, { spoilSignature: true })), 401, NOT_ACCEPTED);
    expectPage(await someone.send(passkey.get(other)), 401, NOT_ACCEPTED);
    const made = new SoftwarePasskey(gatehouse.url);
    const creation = await user.registerOptions();
    expectPage(await user.sendNew(made.create(creation, { flags: { uv: false } })), 400, NOT_ACCEPTED);
    expectPage(await user.sendNew(made.create(creation)), 400, NOT_ACCEPTED);
  });

  it('WA-01 are good for five minutes', async () => {
    const [early, late] = [visitor(), visitor()];
    const [one, other] = [await early.signInOptions(), await late.signInOptions()];
    expect([one.timeout, other.timeout]).toEqual([300_000, 300_000]);
    gatehouse.clock.advance(295_000);
    expect((await early.send(passkey.get(one))).status).toBe(303);
    gatehouse.clock.advance(6_000);
    expectPage(await late.send(passkey.get(other)), 401, NOT_ACCEPTED);
    await user.byPassword(person);
  });

  it('WA-01 are for the browser that asked, and nobody else spends them', async () => {
    const [asked, other] = [visitor(), visitor()];
    const options = await asked.signInOptions();
    expectPage(await other.send(passkey.get(options)), 401, NOT_ACCEPTED);
    expect((await asked.send(passkey.get(options))).status).toBe(303);
  });

  it('WA-01 to sign in are not for a registration, nor the other way round', async () => {
    const made = new SoftwarePasskey(gatehouse.url);
    const [signIn, creation] = [await user.signInOptions(), await user.registerOptions()];
    const { challenge } = signIn;
    expectPage(await user.sendNew(made.create({ ...creation, challenge })), 400, NOT_ACCEPTED);
    expectPage(await user.send(passkey.get({ ...signIn, challenge: creation.challenge })), 401, NOT_ACCEPTED);
  });

  it('WA-01 to register are for the sign-in that asked, in the same browser', async () => {
    const [first, second] = [await createPerson(gatehouse), await createPerson(gatehouse)];
    const shared = await PasskeyUser.signedIn(gatehouse, first);
    const options = await shared.registerOptions();
    await shared.byPassword(second);
    const made = new SoftwarePasskey(gatehouse.url);
    expectPage(await shared.sendNew(made.create(options)), 400, NOT_ACCEPTED);
    expect(await passkeysOf(gatehouse, second.id)).toEqual([]);
  });

  it('WA-01 are nobody’s who did not ask for them', async () => {
    for (const challenge of ['', 'AAAA', randomBytes(32).toString('base64url')]) {
      await expectOut(passkey, { challenge });
      await expectNotMade({ challenge });
    }
  });
});

describe('WA-02 where an answer comes from', () => {
  const wrong: [string, Changes][] = [
    ['another type', { type: 'webauthn.other' }],
    ['the type of a payment', { type: 'payment.get' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://localhost:1' }],
    ['no port', { origin: 'http://localhost' }],
    ['another scheme', { origin: 'https://localhost' }],
    ['a host below ours', { origin: 'http://a.localhost' }],
    ['a slash at the end', { origin: SLASH }],
    ['an alias without its port', { origin: 'https://login.example.test' }],
    ['an alias that is an address', { origin: 'https://192.0.2.1' }],
    ['an alias that is not encrypted', { origin: 'http://plain.example.test' }],
    ['no origin', { origin: '' }],
    ['a page within a foreign one', { crossOrigin: true }],
    ['a page that says so oddly', { crossOrigin: 'true' }],
    ['a page within one that is named', { crossOrigin: true, topOrigin: 'https://evil.example' }],
    ['a page within one of ours', { crossOrigin: true, topOrigin: 'http://localhost' }],
    ['a top origin alone', { topOrigin: 'https://evil.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['the origin as relying party', { rpId: 'http://localhost' }],
    ['an upper-case relying party', { rpId: 'LOCALHOST' }],
  ];
  const changed = (changes: Changes): Changes =>
    changes.origin === SLASH ? { ...changes, origin: `${gatehouse.url}/` } : changes;

  it.each(wrong)('WA-02 %s lets nobody in', async (_name, changes) => expectOut(passkey, changed(changes)));
  it.each(wrong)('WA-02 %s makes no passkey', async (_name, changes) => expectNotMade(changed(changes)));
  it('WA-02 the type of the other ceremony is refused', async () => {
    await expectOut(passkey, { type: 'webauthn.create' });
    await expectNotMade({ type: 'webauthn.get' });
  });
  it('WA-02 our own origin, and that of an alias with its port, are good', async () => {
    await expectIn(passkey);
    await expectIn(passkey, { origin: ALIAS });
    const made = new SoftwarePasskey(gatehouse.url);
    expect((await user.register(made, { origin: ALIAS })).status).toBe(200);
    await expectIn(made);
  });
});

describe('WA-03 flags', () => {
  const wrong: [string, Partial<Flags>][] = [
    ['nobody was there', { up: false }],
    ['nobody was verified', { uv: false }],
    ['neither', { up: false, uv: false }],
    ['a backup of what cannot be backed up', { be: false, bs: true }],
  ];
  it.each(wrong)('WA-03 %s: nobody is let in', async (_name, flags) => expectOut(passkey, { flags }));
  it.each(wrong)('WA-03 %s: no passkey is made', async (_name, flags) => expectNotMade({ flags }));

  it('WA-03 whether it can be synced never changes, either way', async () => {
    const synced = await user.make('ES256', { be: true });
    await expectOut(passkey, { flags: { be: true } });
    await expectOut(synced, { flags: { be: false } });
    await expectIn(synced);
    await expectIn(passkey);
  });

  it('WA-03 whether it is synced may change, and is kept', async () => {
    const synced = await user.make('ES256', { be: true });
    expect(await rowOf(synced)).toMatchObject({ backup_eligible: true, backed_up: false });
    await expectIn(synced, { flags: { be: true, bs: true } });
    expect(await rowOf(synced)).toMatchObject({ backed_up: true });
    await expectIn(synced, { flags: { be: true, bs: false } });
    expect(await rowOf(synced)).toMatchObject({ backed_up: false });
  });
});

describe('WA-04 keys and credential ids', () => {
  it.each(['ES256', 'RS256', 'EdDSA'] as const)(
    'WA-04 %s signs in, and a signature by another key does not',
    async (name) => {
      const made = await user.make(name);
      await expectIn(made);
      await expectOut(made, { key: new SoftwarePasskey(gatehouse.url, name).privateKey });
      await expectOut(made, { spoilSignature: true });
    },
  );

  const es256 = () => new Map(new SoftwarePasskey('x').coseKey());
  const keys: [string, () => Cbor][] = [
    ['ES384, which nobody asked for', () => es256().set(3, -35)],
    ['ES256K', () => es256().set(3, -47).set(-1, 8)],
    ['RS1', () => new Map(new SoftwarePasskey('x', 'RS256').coseKey()).set(3, -65535)],
    ['no algorithm', () => new Map([...es256()].filter(([label]) => label !== 3))],
    ['ES256 on another curve', () => es256().set(-1, 2)],
    ['a point that is on no curve', () => es256().set(-2, new Uint8Array(32))],
    ['half a point', () => new Map([...es256()].filter(([label]) => label !== -3))],
    ['an EdDSA key that says ES256', () => new Map(new SoftwarePasskey('x', 'EdDSA').coseKey()).set(3, -7)],
    ['an RSA key of 1024 bits', () => new SoftwarePasskey('x', 'RS256', 1024).coseKey()],
    ['an RSA key of 5120 bits', () => longKey()],
    ['no key', () => new Map<number, Cbor>()],
    ['text', () => 'key'],
  ];
  /** Its length is what matters: to make a real one takes many seconds. */
  const longKey = (): ReadonlyMap<number, Cbor> =>
    new Map(new SoftwarePasskey('x', 'RS256').coseKey()).set(-1, new Uint8Array(5120 / 8).fill(0xff));

  it.each(keys)('WA-04 %s makes no passkey', async (_name, key) => expectNotMade({ coseKey: key() }));

  it('WA-04 what is asked for is EdDSA, ES256 and RS256', async () => {
    const { pubKeyCredParams } = await user.registerOptions();
    expect(pubKeyCredParams).toEqual([-8, -7, -257].map((alg) => ({ type: 'public-key', alg })));
  });

  it('WA-04 an id of 1023 bytes is good, and one of 1024 is not', async () => {
    const longest = new SoftwarePasskey(gatehouse.url);
    longest.id = randomBytes(1023).toString('base64url');
    expect((await user.register(longest)).status).toBe(200);
    await expectIn(longest);
    const longer = new SoftwarePasskey(gatehouse.url);
    longer.id = randomBytes(1024).toString('base64url');
    await expectNotMade({}, longer);
    await expectOut(longer);
  });

  it('WA-04 an id is one person’s, among all of them', async () => {
    const stranger = await PasskeyUser.signedIn(gatehouse, await createPerson(gatehouse));
    for (const someone of [stranger, user]) {
      const copy = new SoftwarePasskey(gatehouse.url);
      copy.id = passkey.id;
      expectPage(await someone.register(copy), 409, 'This passkey is in use');
    }
    await expectIn(passkey);
  });

  it('WA-04 an id in another spelling, or another one than the authenticator’s, is refused', async () => {
    const spelt = (id: string): Changes => ({ rewrite: (response) => ({ ...response, id, rawId: id }) });
    for (const id of [`${passkey.id}=`, `${passkey.id}==`, ` ${passkey.id}`, passkey.id.slice(0, -1) + 'B', '']) {
      await expectOut(passkey, spelt(id));
      await expectNotMade(spelt(id));
    }
    await expectOut(passkey, { rewrite: (response) => ({ ...response, rawId: 'AAAA' }) });
    await expectNotMade(spelt(randomBytes(32).toString('base64url')));
  });
});

describe('WA-05 counters', () => {
  it('WA-05 that go up are kept', async () => {
    const made = await user.make();
    await expectIn(made);
    await expectIn(made, { counter: 4_294_967_295 });
    expect(await rowOf(made)).toMatchObject({ counter: '4294967295', suspect_at: null });
  });

  it.each([
    ['goes back', 5],
    ['stays', 9],
    ['is 0 all at once', 0],
  ])('WA-05 one that %s is refused, shown to the person, and on record', async (_name, counter) => {
    const made = await user.make();
    await expectIn(made, { counter: 9 });
    await expectOut(made, { counter });
    const row = await rowOf(made);
    expect(row).toMatchObject({ counter: '9', suspect_at: expect.any(Date) });
    const [event] = await gatehouse.sql<object>(
      `SELECT kind, decision, sub, detail FROM audit_events WHERE kind = 'passkey.counter_regressed' AND detail->>'passkey' = $1`,
      [row!.id],
    );
    const detail = { id: person.id, passkey: row!.id, stored: 9, sent: counter };
    expect(event).toEqual({ kind: 'passkey.counter_regressed', decision: 'deny', sub: person.id, detail });
    expectPage(await user.browser.get('/account'), 200, 'Somebody may have a copy of it');
    await expectIn(made, { counter: 10 });
  });

  it('WA-05 0 and 0 again is a passkey that does not count', async () => {
    const made = new SoftwarePasskey(gatehouse.url);
    made.step = 0;
    await user.register(made);
    for (let time = 0; time < 3; time++) await expectIn(made);
    expect(await rowOf(made)).toMatchObject({ counter: '0', suspect_at: null, last_used_at: expect.any(Date) });
  });

  it('WA-05 a wrong signature flags nothing, whatever it counts', async () => {
    const made = await user.make();
    await expectIn(made, { counter: 9 });
    await expectOut(made, { counter: 3, spoilSignature: true });
    expect(await rowOf(made)).toMatchObject({ suspect_at: null });
  });
});

describe('WA-06 user handles', () => {
  it('WA-06 are random, of 32 bytes, one for each person, and neither their id nor their address', async () => {
    const { user: first } = await user.registerOptions();
    const { user: again } = await user.registerOptions();
    const stranger = await PasskeyUser.signedIn(gatehouse, await createPerson(gatehouse));
    const { user: other } = await stranger.registerOptions();
    expect([first.id === again.id, first.id === other.id]).toEqual([true, false]);
    const bytes = Buffer.from(first.id as string, 'base64url');
    expect(bytes).toHaveLength(32);
    for (const known of [person.id, person.id.replaceAll('-', ''), person.email]) {
      expect([bytes.toString('latin1').includes(known), bytes.toString('hex').includes(known)]).toEqual([false, false]);
    }
    expect([first.name, first.displayName]).toEqual([person.email, person.name]);
  });

  it('WA-06 must be there, and the owner’s', async () => {
    const stranger = await PasskeyUser.signedIn(gatehouse, await createPerson(gatehouse));
    const theirs = await stranger.make();
    for (const userHandle of [null, '', theirs.userHandle, 'AAAA', passkey.userHandle.slice(0, -2)]) {
      await expectOut(passkey, { userHandle });
    }
    await expectIn(passkey);
  });
});

describe('WA-07 nobody learns who exists', () => {
  it('WA-07 the options are the same for everybody, and name no credential', async () => {
    const shapes = new Set<string>();
    for (const someone of [visitor(), user, await PasskeyUser.signedIn(gatehouse, await createPerson(gatehouse))]) {
      shapes.add(JSON.stringify({ ...(await someone.signInOptions()), challenge: '' }));
    }
    const shape = { challenge: '', rpId: 'localhost', allowCredentials: [], userVerification: 'required' };
    expect([...shapes].map((one) => JSON.parse(one) as object)).toEqual([{ ...shape, timeout: 300_000 }]);
  });

  it('WA-07 nor do they change by who somebody says they are', async () => {
    const someone = visitor();
    await someone.browser.get('/sign-in');
    for (const email of [person.email, 'nobody@example.test']) {
      const answer = await someone.browser.post('/sign-in/passkey-options', { email, username: email });
      expect(JSON.parse(answer.text)).toMatchObject({ allowCredentials: [] });
    }
  });

  it('WA-07 a passkey that nobody has is refused in the same words', async () => {
    const pages = [];
    for (const by of [new SoftwarePasskey(gatehouse.url), passkey]) {
      by.userHandle ||= passkey.userHandle;
      const answer = await visitor().signIn(by, { spoilSignature: true });
      expectPage(answer, 401, NOT_ACCEPTED);
      const told = answer.text.replace(/<div hidden data-passkey-signals="[^"]*"><\/div>/, '');
      pages.push(told.replaceAll(/value="[^"]*"/g, ''));
    }
    expect(pages[0]).toBe(pages[1]);
  });

  it('WA-07 the options are for pages of ours alone', async () => {
    const path = '/sign-in/passkey-options';
    expectPage(await new TestBrowser(gatehouse.url).post(path, {}), 403);
    const browser = new TestBrowser(gatehouse.url);
    await browser.get('/sign-in');
    for (const site of ['cross-site', 'same-site', 'none']) {
      expectPage(await browser.post(path, {}, { 'sec-fetch-site': site }), 403);
    }
    const good = await browser.post(path, {}, { 'sec-fetch-site': 'same-origin', origin: gatehouse.url });
    expect([good.status, good.headers.get('access-control-allow-origin')]).toEqual([200, null]);
  });
});

describe('WA-08 attestation', () => {
  it('WA-08 is not asked for', async () => {
    expect((await user.registerOptions()).attestation).toBe('none');
  });

  it('WA-08 that needs trust is refused before anybody looks into it: nothing is fetched', async () => {
    let fetched = 0;
    const server = createServer((_request, response) => {
      fetched++;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const certificate = Buffer.from(`http://127.0.0.1:${port}/crl`);
    const statement = new Map<string, Cbor>([
      ['alg', -7],
      ['sig', new Uint8Array(64)],
      ['x5c', [new Uint8Array(certificate)]],
    ]);
    for (const fmt of ['packed', 'fido-u2f', 'tpm', 'apple', 'android-key', 'android-safetynet', 'compound', '']) {
      await expectNotMade({ attestation: { fmt, attStmt: statement } });
    }
    expect(fetched).toBe(0);
    await new Promise((resolve) => server.close(resolve));
  });

  it('WA-08 none with a statement, and one of the passkey itself that is wrong, are refused', async () => {
    const statement = new Map<string, Cbor>([['alg', -7]]);
    await expectNotMade({ attestation: { fmt: 'none', attStmt: statement } });
    await expectNotMade({ attestation: { fmt: 'packed', attStmt: statement.set('sig', new Uint8Array(70)) } });
    await expectNotMade({ attestation: { fmt: 'none', attStmt: 'x' } });
  });
});

describe('WA-09 related origins', () => {
  it('WA-09 are told to whoever asks: those from which an answer is taken, with their ports', async () => {
    const answer = await gatehouse.request('GET', '/.well-known/webauthn');
    expect([answer.status, answer.body]).toEqual([200, { origins: [gatehouse.url, ALIAS] }]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('WA-09 where the issuer is an address there are no passkeys, and the pages offer none', async () => {
    const numbered = await TestGatehouse.start({ PUBLIC_URL: 'http://127.0.0.1:8080' });
    try {
      expect((await numbered.request('GET', '/.well-known/webauthn')).status).toBe(404);
      const browser = new TestBrowser(numbered.url);
      const page = await browser.get('/sign-in');
      expect([page.text.includes('passkey'), page.text.includes('<script')]).toEqual([false, false]);
      expect((await browser.post('/sign-in/passkey-options', {})).status).toBe(403);
    } finally {
      await numbered.stop();
    }
  });
});

describe('WA-10 what the browser is told', () => {
  const signals = (text: string) => {
    const [, json = '[]'] = /data-passkey-signals="([^"]*)"/.exec(text) ?? [];
    return JSON.parse(json.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as [string, Record<string, unknown>][];
  };

  it('WA-10 at the account: which passkeys there are, and what the person is called', async () => {
    const known = (await passkeysOf(gatehouse, person.id)).map(({ credential_id }) => credential_id);
    const of = { rpId: 'localhost', userId: passkey.userHandle };
    expect(signals((await user.browser.get('/account')).text)).toEqual([
      ['signalAllAcceptedCredentials', { ...of, allAcceptedCredentialIds: known }],
      ['signalCurrentUserDetails', { ...of, name: person.email, displayName: person.name }],
    ]);
  });

  it('WA-10 at the sign-in: that a passkey is nobody’s any more', async () => {
    const lost = new SoftwarePasskey(gatehouse.url);
    lost.userHandle = passkey.userHandle;
    const unknown = ['signalUnknownCredential', { rpId: 'localhost', credentialId: lost.id }];
    expect(signals((await visitor().signIn(lost)).text)).toEqual([unknown]);
    expect(signals((await visitor().signIn(passkey, { spoilSignature: true })).text)).toEqual([]);
  });

  it('WA-10 the field of the e-mail address offers passkeys, by a script of ours', async () => {
    const page = await new TestBrowser(gatehouse.url).get('/sign-in');
    expect(page.text).toMatch(/<input type="email"[^>]* autocomplete="username webauthn"/);
    const [, path = ''] = /<script src="([^"]+)" defer>/.exec(page.text) ?? [];
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'; connect-src 'self';");
    const script = await gatehouse.request('GET', path);
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    for (const word of ["mediation: 'conditional'", 'isConditionalMediationAvailable']) {
      expect(script.text).toContain(word);
    }
  });
});

describe('WA-11, WA-13 options', () => {
  it('WA-11 ask for no extension but whether the passkey is discoverable', async () => {
    expect((await user.registerOptions()).extensions).toEqual({ credProps: true });
    expect(await user.signInOptions()).not.toHaveProperty('extensions');
  });

  it('WA-13 are what parseCreationOptionsFromJSON reads, with what must not be made twice', async () => {
    const options = await user.registerOptions();
    const known = (await passkeysOf(gatehouse, person.id)).map(({ credential_id: id }) => id);
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'Gatehouse' },
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      excludeCredentials: known.map((id) => ({ type: 'public-key', id, transports: ['internal'] })),
      timeout: 300_000,
    });
  });

  it('WA-13 a passkey that is not discoverable is refused', async () => {
    await expectNotMade({ credProps: { rk: false } });
    const made = new SoftwarePasskey(gatehouse.url);
    expect((await user.register(made, { credProps: { rk: true } })).status).toBe(200);
  });

  const odd: [string, (response: Record<string, unknown>) => unknown][] = [
    ['no JSON', () => '{'],
    ['a list', () => []],
    ['null', () => 'null'],
    ['a member twice', (all) => JSON.stringify(all).replace('{', '{"type":"public-key",')],
    ['another type', (all) => ({ ...all, type: 'password' })],
    ['no response', ({ response: _, ...all }) => all],
    ['a response that is text', (all) => ({ ...all, response: 'x' })],
    ['no client data', (all) => ({ ...all, response: { ...(all['response'] as object), clientDataJSON: undefined } })],
    [
      'client data that is no JSON',
      (all) => ({ ...all, response: { ...(all['response'] as object), clientDataJSON: 'AAAA' } }),
    ],
    [
      'client data that is a number',
      (all) => ({ ...all, response: { ...(all['response'] as object), clientDataJSON: 5 } }),
    ],
    [
      'data of no authenticator',
      (all) => ({
        ...all,
        response: { ...(all['response'] as object), authenticatorData: 'AAAA', attestationObject: 'AAAA' },
      }),
    ],
    ['what goes deep', (all) => ({ ...all, deep: JSON.parse('['.repeat(30) + ']'.repeat(30)) as object })],
    ['40 kilobytes', (all) => ({ ...all, more: 'x'.repeat(40_000) })],
  ];
  it.each(odd)('WA-13 %s is refused, never a fault of ours', async (_name, rewrite) => {
    await expectOut(passkey, { rewrite });
    await expectNotMade({ rewrite });
    expect(gatehouse.errors()).toBe('');
  });
});

describe('WA-12 who may change something', () => {
  it('WA-12 somebody who signed in within ten minutes; others confirm it first, and lose nothing', async () => {
    const other = await createPerson(gatehouse);
    const someone = await PasskeyUser.signedIn(gatehouse, other);
    const mine = await someone.make();
    const options = await someone.registerOptions();
    const [row] = await passkeysOf(gatehouse, other.id);
    gatehouse.clock.advance(601_000);
    const form_token = await someone.formToken();
    expectPage(await someone.browser.get('/account'), 200, 'Before you add, rename or delete one');
    expectPage(await someone.browser.post('/account/passkeys/options', { form_token }), 403);
    const sent = new SoftwarePasskey(gatehouse.url).create(options);
    for (const [path, fields] of [
      ['', { passkey: sent }],
      [`/${row!.id}/rename`, { passkey_name: 'x' }],
      [`/${row!.id}/delete`, {}],
    ] as const) {
      const answer = await someone.browser.post(`/account/passkeys${path}`, { form_token, ...fields });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account/confirm']);
    }
    expect((await passkeysOf(gatehouse, other.id)).map(({ name }) => name)).toEqual(['My key']);
    const page = await someone.browser.get('/account/confirm');
    expectPage(page, 200, 'Confirm it is you', 'Use a passkey');
    const asked = await someone.signInOptions();
    const confirmed = await someone.browser.post('/account/confirm', {
      ...hiddenFields(page),
      passkey: mine.get(asked),
    });
    expect([confirmed.status, confirmed.headers.get('location')]).toEqual([303, '/account']);
    expect((await someone.browser.post('/account/passkeys/options', { form_token })).status).toBe(200);
    await user.byPassword(person);
  });

  it('WA-12 the last way to sign in stays, whoever asks at once', async () => {
    const other = await createPerson(gatehouse);
    const someone = await PasskeyUser.signedIn(gatehouse, other);
    await someone.make();
    await someone.make();
    await gatehouse.adminCall('DELETE', `/users/${other.id}/password`);
    const rows = await passkeysOf(gatehouse, other.id);
    const form_token = await someone.formToken();
    const remove = (id: string) => someone.browser.post(`/account/passkeys/${id}/delete`, { form_token });
    const statuses = (await Promise.all(rows.map(({ id }) => remove(id)))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 400]);
    const [last] = await passkeysOf(gatehouse, other.id);
    expectPage(await remove(last!.id), 400, 'This is your only way to sign in.');
    expect(await passkeysOf(gatehouse, other.id)).toHaveLength(1);
  });
});

describe('WA-14 what is said of a sign-in', () => {
  it.each([
    ['on one device', { be: false }, 'hwk'],
    ['synced', { be: true }, 'swk'],
  ])('WA-14 by a passkey %s, in tokens and as evidence', async (_name, flags, kind) => {
    const made = await user.make('ES256', flags);
    const client = await createRelyingParty(gatehouse, { first_party: true });
    const flow = new AuthorizationFlow(gatehouse, client);
    const someone = new PasskeyUser(gatehouse, flow.browser);
    await someone.signIn(made);
    const tokens = await flow.tokens(person);
    for (const token of [tokens.access_token, tokens.id_token] as string[]) {
      expect(claimsOf(token)).toMatchObject({ acr: 'phr', amr: [kind, 'user', 'mfa'], sub: person.id });
    }
    const [event] = await gatehouse.sql<{ detail: object }>(
      `SELECT detail FROM audit_events WHERE kind = 'sign_in.succeeded' AND sub = $1 ORDER BY id DESC LIMIT 1`,
      [person.id],
    );
    expect(event?.detail).toEqual({ amr: [kind, 'user', 'mfa'] });
  });

  it('WA-14 a passkey is noticed: made, renamed, deleted, refused', async () => {
    const other = await createPerson(gatehouse);
    const someone = await PasskeyUser.signedIn(gatehouse, other);
    const made = await someone.make();
    await someone.make();
    const id = (await passkeysOf(gatehouse, other.id))[0]!.id;
    const form_token = await someone.formToken();
    await someone.browser.post(`/account/passkeys/${id}/rename`, { form_token, passkey_name: 'Ring' });
    await expectOut(made, { spoilSignature: true });
    await someone.browser.post(`/account/passkeys/${id}/delete`, { form_token });
    const kinds = (await evidenceOf(gatehouse, other.id)).map(({ kind }) => kind);
    const told = ['passkey.created', 'passkey.created', 'passkey.renamed', 'sign_in.refused', 'passkey.deleted'];
    expect(kinds.filter((kind) => told.includes(kind))).toEqual(told);
  });
});
