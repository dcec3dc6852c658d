import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PasskeyRegister } from '../../src/identity/passkeys/passkey-register.js';
import { Replica } from '../keys/replicas.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { whileHeld } from '../support/held-lock.js';
import { createPerson, type TestPerson } from '../support/people.js';
import { passkeysOf, PasskeyUser } from '../support/passkeys.js';
import { TestApp } from '../support/second-factor.js';
import { SoftwarePasskey } from '../support/software-authenticator.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';
import { testSecrets } from '../support/test-secrets.js';

const AT_ONCE = 10;

let gatehouse: TestGatehouse;
let second: Replica;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' });
  const shared = { ...testSecrets, PUBLIC_URL: gatehouse.url, LIMIT_SIGN_IN: '6000/60' };
  second = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
});

/** One form, sent many times at the same moment by one browser, to both instances in turn. */
function race(browser: TestBrowser, path: string, forms: readonly Record<string, string>[]): Promise<Answer[]> {
  const other = browser.at(second.url);
  return Promise.all(forms.map((form, turn) => (turn % 2 === 0 ? browser : other).post(path, form)));
}

const repeated = <T>(one: T): T[] => Array.from({ length: AT_ONCE }, () => one);
const count = (answers: readonly Answer[], status: number) => answers.filter((one) => one.status === status).length;
const evidence = async (kind: string, { id }: TestPerson) =>
  (await gatehouse.sql('SELECT 1 FROM audit_events WHERE kind = $1 AND sub = $2', [kind, id])).length;

async function arrived() {
  const person = await createPerson(gatehouse);
  return { person, user: await PasskeyUser.signedIn(gatehouse, person) };
}

describe('one challenge, answered many times at two instances', () => {
  it('one replica finishes what the other began', async () => {
    const { user } = await arrived();
    const passkey = await user.make();
    const visitor = new PasskeyUser(gatehouse);
    const sent = passkey.get(await visitor.signInOptions());
    const form = { ...hiddenFields(await visitor.browser.get('/sign-in')), passkey: sent };
    const answer = await visitor.browser.at(second.url).post('/sign-in', form);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account']);
  });

  it('signs in once', async () => {
    const { person, user } = await arrived();
    const passkey = await user.make();
    const before = await evidence('sign_in.succeeded', person);
    const visitor = new PasskeyUser(gatehouse);
    const options = await visitor.signInOptions();
    const hidden = hiddenFields(await visitor.browser.get('/sign-in'));
    // Each by a signature and a count of its own: nothing but the challenge keeps them apart.
    const forms = repeated(null).map(() => ({ ...hidden, passkey: passkey.get(options) }));
    const answers = await race(visitor.browser, '/sign-in', forms);
    expect([count(answers, 303), count(answers, 401)]).toEqual([1, AT_ONCE - 1]);
    expect(await evidence('sign_in.succeeded', person)).toBe(before + 1);
  });

  it('makes one passkey, of many that answer it', async () => {
    const { person, user } = await arrived();
    const options = await user.registerOptions();
    const form_token = await user.formToken();
    const forms = repeated(null).map(() => ({
      form_token,
      passkey: new SoftwarePasskey(gatehouse.url).create(options),
    }));
    const answers = await race(user.browser, '/account/passkeys', forms);
    expect([count(answers, 200), count(answers, 400)]).toEqual([1, AT_ONCE - 1]);
    expect(await passkeysOf(gatehouse, person.id)).toHaveLength(1);
  });
});

describe('one setup link', () => {
  /** A link that was opened, and what its holder could send. */
  async function opened() {
    const person: TestPerson = await createPerson(gatehouse);
    const { url } = await gatehouse.create(`/users/${person.id}/setup-link`, {});
    const browser = new TestBrowser(gatehouse.url);
    const hidden = hiddenFields(await browser.get((url as string).slice(gatehouse.url.length)));
    const passkey = async () => {
      const options = await browser.post('/setup/passkey-options', hidden);
      expect(options.status).toBe(200);
      return { ...hidden, passkey: new SoftwarePasskey(gatehouse.url).create(JSON.parse(options.text)) };
    };
    const password = (text: string) => ({ ...hidden, password: text, password_again: text });
    return { person, browser, passkey, password };
  }

  it('makes one passkey, whoever comes at once with challenges of their own', async () => {
    const { person, browser, passkey } = await opened();
    const forms = await Promise.all(repeated(null).map(passkey));
    const answers = await race(browser, '/setup', forms);
    expect([count(answers, 303), count(answers, 404)]).toEqual([1, AT_ONCE - 1]);
    expect(await passkeysOf(gatehouse, person.id)).toHaveLength(1);
    expect(await evidence('passkey.set', person)).toBe(1);
  });

  it('sets a password or makes a passkey, never both', async () => {
    for (let round = 0; round < 3; round++) {
      const { person, browser, passkey, password } = await opened();
      const forms = [
        await passkey(),
        password('seven green bicycles'),
        await passkey(),
        password('eight red bicycles'),
      ];
      const answers = await race(browser, '/setup', forms);
      expect([count(answers, 303), count(answers, 404)]).toEqual([1, 3]);
      const passkeys = await passkeysOf(gatehouse, person.id);
      const passwords = await gatehouse.sql('SELECT 1 FROM passwords WHERE user_id = $1', [person.id]);
      expect(passkeys.length + passwords.length).toBe(1);
      expect((await evidence('passkey.set', person)) + (await evidence('password.set', person))).toBe(1);
    }
  });
});

describe('while a person begins anew by a link', () => {
  /**
   * Somebody who opened a link, whose commit waits when the ways of before are gone and the sessions of before are open
   * still, until `meanwhile` is done or waits as well.
   */
  async function beginningAnew(form: (hidden: Record<string, string>, options: object) => Record<string, string>) {
    const { person, user } = await arrived();
    const { url } = await gatehouse.create(`/users/${person.id}/setup-link`, {});
    const browser = new TestBrowser(gatehouse.url);
    const link = (url as string).slice(gatehouse.url.length);
    const hidden = hiddenFields(await browser.get(link));
    const options = JSON.parse((await browser.post('/setup/passkey-options', hidden)).text) as object;
    const other = `another link of ${person.id}`;
    await gatehouse.sql(
      `INSERT INTO setup_links (hash, user_id, created_at, expires_at) VALUES ($1, $2, now(), now())`,
      [other, person.id],
    );
    const sent = form(hidden, options);
    const held = async (meanwhile: () => Promise<Answer>): Promise<[Answer, Answer]> =>
      whileHeld(gatehouse, ['SELECT 1 FROM setup_links WHERE hash = $1 FOR UPDATE', [other]], async (lock) => {
        const begun = browser.post('/setup', sent);
        await lock.waitedFor(1);
        const done = meanwhile();
        await lock.waitedFor(2, done);
        await lock.release();
        return Promise.all([begun, done]);
      });
    return { person, user, browser, link, held };
  }

  it.each(['password', 'passkey'])('a passkey that an intruder makes does not outlive a new %s', async (chosen) => {
    const [own, theirs] = [new SoftwarePasskey(gatehouse.url), new SoftwarePasskey(gatehouse.url)];
    const password = 'seven green bicycles';
    const { person, user, held } = await beginningAnew((hidden, options) =>
      chosen === 'passkey'
        ? { ...hidden, passkey: own.create(options) }
        : { ...hidden, password, password_again: password },
    );
    const sent = { form_token: await user.formToken(), passkey: theirs.create(await user.registerOptions()) };
    const [begun, made] = await held(() => user.browser.at(second.url).post('/account/passkeys', sent));
    expect([begun.status, made.status]).toEqual([303, 403]);
    const left = (await passkeysOf(gatehouse, person.id)).map(({ credential_id }) => credential_id);
    expect(left).toEqual(chosen === 'passkey' ? [own.id] : []);
    expect((await new PasskeyUser(gatehouse).signIn(theirs)).status).toBe(401);
  });

  it('a second factor that is set up keeps out the passkey of whoever has the link', async () => {
    const theirs = new SoftwarePasskey(gatehouse.url);
    const { person, user, browser, link, held } = await beginningAnew((hidden, options) => ({
      ...hidden,
      passkey: theirs.create(options),
      keep: 'yes',
    }));
    const offer = await user.browser.get('/account/second-factor');
    const code = TestApp.of(gatehouse, offer).code();
    const [begun, done] = await held(() =>
      user.browser.at(second.url).post('/account/second-factor', { ...hiddenFields(offer), code }),
    );
    expect([begun.status, done.status]).toEqual([400, 200]);
    expect(await passkeysOf(gatehouse, person.id)).toEqual([]);
    expect([await user.isIn(), (await browser.get(link)).status]).toEqual([true, 200]);
  });
});

describe('a passkey that is used while', () => {
  const keeper = {
    event: (kind: string, detail: object) => ({ kind, decision: 'done' as const, detail: { ...detail } }),
    sessionId: null,
    keepsOneWay: false,
  };

  it('it is deleted opens nothing that stays', async () => {
    const { person, user } = await arrived();
    const passkey = await user.make();
    const [{ id } = { id: '' }] = await passkeysOf(gatehouse, person.id);
    const visitor = new PasskeyUser(gatehouse);
    const sent = passkey.get(await visitor.signInOptions());
    const hidden = hiddenFields(await visitor.browser.get('/sign-in'));
    await whileHeld(gatehouse, ['SELECT 1 FROM passkeys WHERE id = $1 FOR SHARE', [id]], async (lock) => {
      const removed = second.app.get(PasskeyRegister).remove(person.id, id, keeper);
      await lock.waitedFor(1);
      const answer = visitor.browser.post('/sign-in', { ...hidden, passkey: sent });
      await lock.waitedFor(2);
      await lock.release();
      expect([await removed, (await answer).status]).toEqual(['removed', 401]);
    });
    expect(await visitor.isIn()).toBe(false);
  });

  it('a copy of it is used: one of the two counts, and the other is refused', async () => {
    const { user } = await arrived();
    const passkey = await user.make();
    const visitors = [new PasskeyUser(gatehouse), new PasskeyUser(gatehouse)] as const;
    const sent = await Promise.all(
      visitors.map(async (visitor) => {
        const options = await visitor.signInOptions();
        const hidden = hiddenFields(await visitor.browser.get('/sign-in'));
        return { visitor, form: { ...hidden, passkey: passkey.get(options, { counter: 5 }) } };
      }),
    );
    const answers = await Promise.all(
      sent.map(({ visitor, form }, turn) =>
        visitor.browser.at(turn === 0 ? gatehouse.url : second.url).post('/sign-in', form),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401]);
  });

  it('its person is shut out opens nothing that stays', async () => {
    const { person, user } = await arrived();
    const passkey = await user.make();
    for (let round = 0; round < 3; round++) {
      const visitor = new PasskeyUser(gatehouse);
      const sent = passkey.get(await visitor.signInOptions());
      const hidden = hiddenFields(await visitor.browser.get('/sign-in'));
      await Promise.all([
        visitor.browser.post('/sign-in', { ...hidden, passkey: sent }),
        gatehouse.adminCall('PATCH', `/users/${person.id}`, { status: 'inactive' }),
      ]);
      await gatehouse.adminCall('PATCH', `/users/${person.id}`, { status: 'active' });
      expect(await visitor.isIn()).toBe(false);
    }
  });
});
