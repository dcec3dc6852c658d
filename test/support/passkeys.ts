import { expect } from 'vitest';
import type { Answer, TestGatehouse } from './gatehouse.js';
import { PASSWORD, type TestPerson } from './people.js';
import { type Changes, type PasskeyAlgorithm, SoftwarePasskey } from './software-authenticator.js';
import { hiddenFields, TestBrowser } from './test-browser.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- options as they came
type Options = any;

/** A person at a browser, who does with passkeys what our script does for them. */
export class PasskeyUser {
  constructor(
    readonly gatehouse: TestGatehouse,
    readonly browser = new TestBrowser(gatehouse.url),
  ) {}

  /** Signs in by password at a browser of their own. */
  static async signedIn(gatehouse: TestGatehouse, person: TestPerson): Promise<PasskeyUser> {
    const user = new PasskeyUser(gatehouse);
    await user.byPassword(person);
    return user;
  }

  async byPassword({ email }: TestPerson, password = PASSWORD): Promise<void> {
    const page = await this.browser.get('/sign-in');
    const sent = await this.browser.post('/sign-in', { ...hiddenFields(page), email, password });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/account']);
  }

  /** A challenge, once a page of ours is open. */
  async signInOptions(): Promise<Options> {
    await this.browser.get('/sign-in');
    const answer = await this.browser.post('/sign-in/passkey-options', {});
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    return JSON.parse(answer.text);
  }

  /** Sends what a passkey answered, to the sign-in page or another place. */
  async send(passkey: string, page = '/sign-in', action = page): Promise<Answer> {
    return this.browser.post(action, { ...hiddenFields(await this.browser.get(page)), passkey });
  }

  async signIn(passkey: SoftwarePasskey, changes: Changes = {}): Promise<Answer> {
    return this.send(passkey.get(await this.signInOptions(), changes));
  }

  async formToken(): Promise<string> {
    return hiddenFields(await this.browser.get('/account'))['form_token'] ?? '';
  }

  async registerOptions(): Promise<Options> {
    const form_token = await this.formToken();
    const answer = await this.browser.post('/account/passkeys/options', { form_token });
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('challenge')]);
    return JSON.parse(answer.text);
  }

  /** Sends what an authenticator answered to the account page. */
  async sendNew(response: string, name = 'My key'): Promise<Answer> {
    const form_token = await this.formToken();
    return this.browser.post('/account/passkeys', { form_token, passkey: response, passkey_name: name });
  }

  async register(passkey: SoftwarePasskey, changes: Changes = {}, name?: string): Promise<Answer> {
    return this.sendNew(passkey.create(await this.registerOptions(), changes), name);
  }

  /** A passkey that is registered. */
  async make(algorithm: PasskeyAlgorithm = 'ES256', flags?: Partial<SoftwarePasskey['flags']>) {
    const passkey = new SoftwarePasskey(this.gatehouse.url, algorithm);
    passkey.flags = { ...passkey.flags, ...flags };
    const answer = await this.register(passkey);
    expect([answer.status, answer.text.includes('You can sign in with your new passkey now.')]).toEqual([200, true]);
    return passkey;
  }

  /** Whether the browser is signed in. */
  async isIn(): Promise<boolean> {
    return (await this.browser.get('/account')).status === 200;
  }
}

/** What the database holds of a person's passkeys. */
export function passkeysOf(gatehouse: TestGatehouse, userId: string) {
  return gatehouse.sql<{
    id: string;
    credential_id: string;
    counter: string;
    backup_eligible: boolean;
    backed_up: boolean;
    transports: string[];
    aaguid: string;
    name: string;
    last_used_at: Date | null;
    suspect_at: Date | null;
  }>('SELECT * FROM passkeys WHERE user_id = $1 ORDER BY id', [userId]);
}
