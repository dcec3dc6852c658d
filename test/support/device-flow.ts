import { expect } from 'vitest';
import { type Answer, basicHeader, type TestGatehouse } from './gatehouse.js';
import { createRelyingParty, PASSWORD, type RelyingParty, type TestPerson } from './people.js';
import { hiddenFields, TestBrowser } from './test-browser.js';

export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

/** What a client is told to wait with (RFC 8628 §3.2). */
export interface Started {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly verification_uri_complete: string;
}

/** A client that runs where no browser is: confidential with `client_secret_basic`, unless told otherwise. */
export function createDeviceClient(gatehouse: TestGatehouse, fields: Record<string, unknown> = {}) {
  return createRelyingParty(gatehouse, {
    client_name: 'Television',
    grant_types: [DEVICE_CODE, 'refresh_token'],
    redirect_uris: [],
    ...fields,
  });
}

/** What a client does that has no browser. */
export class DeviceFlow {
  constructor(
    readonly gatehouse: TestGatehouse,
    readonly client: RelyingParty,
  ) {}

  /** A POST of this client; undefined leaves a parameter out. @param at another instance */
  async post(
    path: string,
    form: Record<string, string | undefined> | [string, string][],
    headers: Record<string, string> = {},
    at = this.gatehouse.url,
  ): Promise<Answer> {
    const { id, secret } = this.client;
    const given = Object.entries(Array.isArray(form) ? {} : form).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as [string, string]],
    );
    const all = Array.isArray(form) ? form : given;
    const response = await fetch(at + path, {
      method: 'POST',
      headers: { ...(secret === undefined ? {} : { authorization: basicHeader(id, secret) }), ...headers },
      body: new URLSearchParams(secret === undefined ? [...all, ['client_id', id]] : all),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as never };
  }

  begin(
    form: Record<string, string | undefined> | [string, string][] = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.post('/oauth/device_authorization', form, headers);
  }

  async started(form: Record<string, string | undefined> = {}, headers: Record<string, string> = {}): Promise<Started> {
    const answer = await this.begin(form, headers);
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
    return answer.body as Started;
  }

  /** Asks as it is, be it too soon. */
  ask(
    device_code: string,
    form: Record<string, string | undefined> = {},
    headers: Record<string, string> = {},
    at = this.gatehouse.url,
  ): Promise<Answer> {
    return this.post('/oauth/token', { grant_type: DEVICE_CODE, device_code, ...form }, headers, at);
  }

  /** Asks as late as it should. */
  poll(device_code: string, form: Record<string, string | undefined> = {}, headers: Record<string, string> = {}) {
    this.gatehouse.clock.advance(5_000);
    return this.ask(device_code, form, headers);
  }
}

/** A person at a browser, who enters codes there. */
export class CodeReader {
  constructor(
    private readonly browser: TestBrowser,
    readonly person: TestPerson,
  ) {}

  /** Signs in where codes are entered. */
  static async arrive(gatehouse: { readonly url: string }, person: TestPerson): Promise<CodeReader> {
    const browser = new TestBrowser(gatehouse.url);
    const fields = { ...hiddenFields(await browser.get('/device')), email: person.email, password: PASSWORD };
    const answer = await browser.post('/device/sign-in', fields);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/device']);
    return new CodeReader(browser, person);
  }

  get(path: string): Promise<Answer> {
    return this.browser.get(path);
  }

  post(path: string, fields: Record<string, string>): Promise<Answer> {
    return this.browser.post(path, fields);
  }

  async enter(user_code: string): Promise<Answer> {
    return this.browser.post('/device', { ...hiddenFields(await this.browser.get('/device')), user_code });
  }

  async decide(user_code: string, decision: string): Promise<Answer> {
    return this.answer(await this.enter(user_code), decision);
  }

  /** Sends the form of a page that asks. */
  answer(page: Answer, decision: string, changes: Record<string, string> = {}): Promise<Answer> {
    return this.browser.post('/device/decision', { ...hiddenFields(page), decision, ...changes });
  }
}
