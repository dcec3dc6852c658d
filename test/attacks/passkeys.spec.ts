import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty, type TestPerson } from '../support/people.js';
import { passkeysOf, PasskeyUser } from '../support/passkeys.js';
import { SoftwarePasskey } from '../support/software-authenticator.js';
import { expectPage, hiddenFields, TestBrowser } from '../support/test-browser.js';

let gatehouse: TestGatehouse;
let victim: TestPerson;
let attacker: TestPerson;
let attacking: PasskeyUser;
let theirs: SoftwarePasskey;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' });
  [victim, attacker] = [await createPerson(gatehouse), await createPerson(gatehouse)];
  attacking = await PasskeyUser.signedIn(gatehouse, attacker);
  theirs = await attacking.make();
});
afterAll(() => gatehouse.stop());

const linkOf = async ({ id }: TestPerson) => {
  const { url } = await gatehouse.create(`/users/${id}/setup-link`, {});
  return (url as string).slice(gatehouse.url.length);
};
const untouched = async () => expect(await passkeysOf(gatehouse, victim.id)).toEqual([]);

describe('somebody is signed in as the attacker, or under a session that the attacker knows (9)', () => {
  it('an answer to the attacker’s challenge is no good in the victim’s browser', async () => {
    const sent = theirs.get(await attacking.signInOptions());
    const lured = new PasskeyUser(gatehouse);
    expectPage(await lured.send(sent), 401);
    expect(await lured.isIn()).toBe(false);
  });

  it('nor is one that another site posts, with the attacker’s form', async () => {
    const options = await attacking.signInOptions();
    const form = hiddenFields(await attacking.browser.get('/sign-in'));
    const lured = new TestBrowser(gatehouse.url);
    await lured.get('/sign-in');
    for (const headers of [{}, { 'sec-fetch-site': 'cross-site' }] as Record<string, string>[]) {
      expectPage(await lured.post('/sign-in', { ...form, passkey: theirs.get(options) }, headers), 403);
    }
  });

  it('a cookie from before the sign-in is worth nothing after it', async () => {
    const user = new PasskeyUser(gatehouse);
    await user.signIn(theirs);
    const known = user.browser.copy();
    await user.signIn(theirs);
    expect([(await known.get('/account')).status, await user.isIn()]).toEqual([303, true]);
  });

  it('nobody else goes on with an application’s sign-in, by a passkey either', async () => {
    const flow = new AuthorizationFlow(gatehouse, await createRelyingParty(gatehouse));
    const { path, answer } = await flow.open();
    const options = await attacking.signInOptions();
    const fields = { ...hiddenFields(answer), passkey: theirs.get(options) };
    expect((await attacking.browser.post(`${path}/sign-in`, fields)).status).toBe(403);
  });
});

describe('a step of the setup is skipped (10)', () => {
  it('there is no passkey without a link', async () => {
    const browser = new TestBrowser(gatehouse.url);
    const { form_token = '' } = hiddenFields(await browser.get(await linkOf(attacker)));
    for (const token of ['', 'x', randomBytes(32).toString('base64url')]) {
      expect((await browser.post('/setup/passkey-options', { form_token, token })).status).toBe(404);
      const passkey = new SoftwarePasskey(gatehouse.url).create(await attacking.registerOptions());
      expectPage(await browser.post('/setup', { form_token, token, passkey }), 404);
    }
    await untouched();
  });

  it('a challenge for one link is no good for another, and spends neither', async () => {
    const browser = new TestBrowser(gatehouse.url);
    const own = hiddenFields(await browser.get(await linkOf(attacker)));
    const link = await linkOf(victim);
    const other = hiddenFields(await browser.get(link));
    const options = JSON.parse((await browser.post('/setup/passkey-options', own)).text) as object;
    const passkey = new SoftwarePasskey(gatehouse.url).create(options);
    expectPage(await browser.post('/setup', { ...other, passkey }), 400, 'was not accepted');
    await untouched();
    expectPage(await browser.get(link), 200);
  });

  it('nor is one that was asked for while signed in, or to sign in', async () => {
    const { browser } = attacking;
    const hidden = hiddenFields(await browser.get(await linkOf(victim)));
    const creation = await attacking.registerOptions();
    const { challenge } = await attacking.signInOptions();
    for (const options of [creation, { ...creation, challenge }]) {
      const passkey = new SoftwarePasskey(gatehouse.url).create(options);
      expectPage(await browser.post('/setup', { ...hidden, passkey }), 400, 'was not accepted');
    }
    await untouched();
  });

  it('nor is a sign-in’s answer a setup, or a setup’s a sign-in', async () => {
    const { browser } = attacking;
    const hidden = hiddenFields(await browser.get(await linkOf(victim)));
    const { text } = await browser.post('/setup/passkey-options', hidden);
    const { challenge } = JSON.parse(text) as { challenge: string };
    const signIn = { ...(await attacking.signInOptions()), challenge };
    expectPage(await browser.post('/setup', { ...hidden, passkey: theirs.get(signIn) }), 400);
    const made = new SoftwarePasskey(gatehouse.url);
    expectPage(await new PasskeyUser(gatehouse).send(made.create(JSON.parse(text))), 401);
    await untouched();
  });
});

describe('the sign-in is spoken to directly (11)', () => {
  it.each(['/sign-in', '/account/confirm', '/device/sign-in', '/setup'])(
    'what is sent to %s without its page is refused',
    async (path) => {
      const user = new PasskeyUser(gatehouse);
      const passkey = theirs.get(await user.signInOptions());
      expectPage(await user.browser.post(path, { passkey }), 403);
      expect(await user.isIn()).toBe(false);
    },
  );

  it('two answers in one form are refused', async () => {
    const user = new PasskeyUser(gatehouse);
    const one = theirs.get(await user.signInOptions());
    const { form_token = '' } = hiddenFields(await user.browser.get('/sign-in'));
    const body = new URLSearchParams([['form_token', form_token], ['passkey', one], ['passkey', one]]).toString(); // prettier-ignore
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await user.browser.request('POST', '/sign-in', { headers, body })).status).toBe(400);
    expect(await user.isIn()).toBe(false);
  });

  it('a wrong passkey is not helped by a right password, nor a wrong password by a right passkey’s name', async () => {
    const user = new PasskeyUser(gatehouse);
    const passkey = theirs.get(await user.signInOptions(), { spoilSignature: true });
    const fields = { ...hiddenFields(await user.browser.get('/sign-in')), passkey };
    const password = 'correct horse battery staple';
    expectPage(await user.browser.post('/sign-in', { ...fields, email: victim.email, password }), 401);
    expect(await user.isIn()).toBe(false);
  });
});

describe('somebody’s account is taken over by a passkey that is put into it (15)', () => {
  it('not by the attacker’s, made under the attacker’s sign-in', async () => {
    const shared = new TestBrowser(gatehouse.url);
    const first = new PasskeyUser(gatehouse, shared);
    await first.byPassword(attacker);
    const options = await first.registerOptions();
    await first.byPassword(victim);
    expectPage(await first.sendNew(new SoftwarePasskey(gatehouse.url).create(options)), 400);
    await untouched();
  });

  it('not by a user handle of the victim’s in the attacker’s signature', async () => {
    const known = (await (await PasskeyUser.signedIn(gatehouse, victim)).registerOptions()).user.id as string;
    const user = new PasskeyUser(gatehouse);
    expectPage(await user.signIn(theirs, { userHandle: known }), 401);
    expect(await user.isIn()).toBe(false);
    await untouched();
  });

  it('not by the id of a passkey of the victim’s with the attacker’s key', async () => {
    const at = await PasskeyUser.signedIn(gatehouse, await createPerson(gatehouse));
    const passkey = await at.make();
    const user = new PasskeyUser(gatehouse);
    expectPage(await user.signIn(passkey, { key: theirs.privateKey }), 401);
    expectPage(await user.signIn(theirs, { id: passkey.id, userHandle: passkey.userHandle }), 401);
    expect(await user.isIn()).toBe(false);
  });

  it('not by a form of another site, at a browser where the victim is signed in', async () => {
    const user = await PasskeyUser.signedIn(gatehouse, victim);
    const passkey = new SoftwarePasskey(gatehouse.url).create(await user.registerOptions());
    const form_token = await attacking.formToken();
    expectPage(await user.browser.post('/account/passkeys', { form_token, passkey }), 403);
    const own = { form_token: await user.formToken(), passkey };
    expectPage(await user.browser.post('/account/passkeys', own, { 'sec-fetch-site': 'cross-site' }), 403);
    await untouched();
  });

  it('not at a browser left open, once ten minutes have gone', async () => {
    const user = await PasskeyUser.signedIn(gatehouse, victim);
    gatehouse.clock.advance(601_000);
    const form_token = await user.formToken();
    expectPage(await user.browser.post('/account/passkeys/options', { form_token }), 403);
    await attacking.byPassword(attacker);
    await untouched();
  });

  it('not where the victim has just signed out', async () => {
    const user = await PasskeyUser.signedIn(gatehouse, victim);
    const passkey = new SoftwarePasskey(gatehouse.url).create(await user.registerOptions());
    const form_token = await user.formToken();
    const left = user.browser.copy();
    await user.browser.post('/sign-out', { form_token });
    expect((await left.post('/account/passkeys', { form_token, passkey })).headers.get('location')).toBe('/sign-in');
    await untouched();
  });
});

describe('what is sent is written down (58)', () => {
  it('no challenge, signature or handle is in the log or in evidence', async () => {
    const user = new PasskeyUser(gatehouse);
    const options = await user.signInOptions();
    const sent = theirs.get(options, { origin: 'https://evil.example/"\n{"level":"error"}' });
    expectPage(await user.send(sent), 401);
    const { response } = JSON.parse(sent) as { response: Record<string, string> };
    const rows = await gatehouse.sql<{ row: string }>('SELECT e::text AS row FROM audit_events e');
    const written = gatehouse.logLines.join('') + rows.map(({ row }) => row).join('');
    for (const secret of [options.challenge as string, ...Object.values(response)]) {
      expect(written.includes(secret)).toBe(false);
    }
    expect(written).not.toContain('evil.example');
  });

  it.each([
    ['a status that no database takes', { tokenBinding: { status: 'a\u0000b' } }],
    ['an origin of the same', { origin: 'a"\u0000"b' }],
    ['a line of its own', { tokenBinding: { status: 'evil\n{"level":"error"}' } }],
    ['words that turn the line round', { tokenBinding: { status: 'evil\u202elive' } }],
  ])('%s is refused like everything else, and not repeated', async (_name, fields) => {
    const user = new PasskeyUser(gatehouse);
    const rewrite = (whole: Record<string, unknown>) => {
      const response = whole['response'] as Record<string, string>;
      const said = JSON.parse(Buffer.from(response['clientDataJSON'] ?? '', 'base64url').toString()) as object;
      const clientDataJSON = Buffer.from(JSON.stringify({ ...said, ...fields })).toString('base64url');
      return { ...whole, response: { ...response, clientDataJSON } };
    };
    expectPage(await user.send(theirs.get(await user.signInOptions(), { rewrite })), 401);
    const [{ reason } = { reason: '' }] = await gatehouse.sql<{ reason: string }>(
      `SELECT reason FROM audit_events WHERE kind = 'sign_in.refused' AND sub = $1 ORDER BY id DESC LIMIT 1`,
      [attacker.id],
    );
    expect(reason).toMatch(/^[\x20-\x7e…]+$/u);
    expect(reason).not.toContain('evil');
  });
});
