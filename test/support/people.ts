import bcrypt from 'bcrypt';
import { createHash, randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { type Answer, basicHeader, type TestGatehouse } from './gatehouse.js';
import { hiddenFields, TestBrowser } from './test-browser.js';

export const PASSWORD = 'correct horse battery staple';
export const REDIRECT = 'https://client.example.test/callback';

/** A person who can sign in by a password. */
export interface TestPerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

let hash: Promise<string> | undefined;

export async function createPerson(
  gatehouse: TestGatehouse,
  fields: Record<string, unknown> = {},
): Promise<TestPerson> {
  const user = await gatehouse.create('/users', {
    email: `${randomBytes(6).toString('hex')}@example.test`,
    name: 'Grace Person',
    roles: ['user'],
    ...fields,
  });
  hash ??= bcrypt.hash(PASSWORD, 4);
  const imported = await gatehouse.adminCall('PUT', `/users/${user.id}/password`, { hash: await hash });
  expect(imported.status).toBe(204);
  return user as TestPerson;
}

/** A client that people come from: confidential with `client_secret_basic`, unless told otherwise. */
export async function createRelyingParty(gatehouse: TestGatehouse, fields: Record<string, unknown> = {}) {
  const { client, id, secret } = await gatehouse.agent({
    client_name: 'Reporter',
    kind: 'application',
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: [REDIRECT],
    scope: 'openid profile email offline_access user mcp',
    ...fields,
  });
  return { client, id, secret: secret as string | undefined };
}
export type RelyingParty = Awaited<ReturnType<typeof createRelyingParty>>;

/** One client's way to a code and its tokens, with a person at a browser of their own. */
export class AuthorizationFlow {
  readonly verifier = randomBytes(32).toString('base64url');
  readonly challenge = createHash('sha256').update(this.verifier).digest('base64url');
  readonly browser: TestBrowser;

  constructor(
    private readonly gatehouse: TestGatehouse,
    readonly client: RelyingParty,
    browser?: TestBrowser,
  ) {
    this.browser = browser ?? new TestBrowser(gatehouse.url);
  }

  /** Parameters of an ordinary request; undefined removes one. */
  parameters(changes: Record<string, string | undefined> = {}): [string, string][] {
    const all: Record<string, string | undefined> = {
      response_type: 'code',
      client_id: this.client.id,
      redirect_uri: REDIRECT,
      scope: 'openid user',
      state: 'some state',
      code_challenge: this.challenge,
      code_challenge_method: 'S256',
      ...changes,
    };
    return Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  }

  /** The answer to the authorization request itself: a 303 to the stored request's path, or to the client. */
  begin(changes: Record<string, string | undefined> = {}): Promise<Answer> {
    return this.browser.get(`/oauth/authorize?${new URLSearchParams(this.parameters(changes)).toString()}`);
  }

  /** The first page of the stored request, or the client's answer when nothing is to be shown. */
  async open(changes: Record<string, string | undefined> = {}): Promise<{ path: string; answer: Answer }> {
    const begun = await this.begin(changes);
    const path = begun.headers.get('location') ?? '';
    if (!path.startsWith('/oauth/authorize/')) return { path, answer: begun };
    return { path, answer: await this.browser.get(path) };
  }

  /** Sends the sign-in form of a page. */
  signIn(path: string, page: Answer, person: TestPerson, password = PASSWORD): Promise<Answer> {
    return this.browser.post(`${path}/sign-in`, { ...hiddenFields(page), email: person.email, password });
  }

  /** Sends the consent form of a page. */
  decide(path: string, page: Answer, decision: string): Promise<Answer> {
    return this.browser.post(`${path}/consent`, { ...hiddenFields(page), decision });
  }

  /** Everything a person has to do, until the client has its answer. */
  async answer(person: TestPerson, changes: Record<string, string | undefined> = {}): Promise<URLSearchParams> {
    const { path, answer } = await this.open(changes);
    let page = answer;
    for (let steps = 0; page.status === 200 && steps < 4; steps++) {
      const signIn = page.text.includes('/sign-in"');
      const sent = await (signIn ? this.signIn(path, page, person) : this.decide(path, page, 'allow'));
      if (sent.status !== 303) throw new Error(`not taken: ${sent.status} ${sent.text}`);
      page = await this.browser.get(sent.headers.get('location') ?? '');
    }
    const location = page.headers.get('location');
    if (location === null) throw new Error(`no answer: ${page.status} ${page.text} ${this.gatehouse.errors()}`);
    expect(location.startsWith(REDIRECT)).toBe(true);
    return new URL(location).searchParams;
  }

  async code(person: TestPerson, changes: Record<string, string | undefined> = {}): Promise<string> {
    const answer = await this.answer(person, changes);
    const code = answer.get('code');
    if (code === null) throw new Error(`no code: ${answer.toString()}`);
    return code;
  }

  /** POST /oauth/token as this client. */
  token(form: Record<string, string | undefined>): Promise<Answer> {
    return this.post('/oauth/token', form);
  }

  /** A POST of this client to one of its endpoints. */
  post(path: string, form: Record<string, string | undefined>, headers: Record<string, string> = {}): Promise<Answer> {
    const { id, secret } = this.client;
    const given = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return this.gatehouse.request('POST', path, {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(secret === undefined ? {} : { authorization: basicHeader(id, secret) }),
        ...headers,
      },
      body: new URLSearchParams(secret === undefined ? [...given, ['client_id', id]] : given).toString(),
    });
  }

  redeem(code: string, changes: Record<string, string | undefined> = {}): Promise<Answer> {
    return this.token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT,
      code_verifier: this.verifier,
      ...changes,
    });
  }

  refresh(refreshToken: string, changes: Record<string, string> = {}): Promise<Answer> {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...changes });
  }

  /** Tokens of a fresh authorization. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
  async tokens(person: TestPerson, changes: Record<string, string | undefined> = {}): Promise<any> {
    const answer = await this.redeem(await this.code(person, changes));
    if (answer.status !== 200) throw new Error(`no tokens: ${answer.status} ${answer.text} ${this.gatehouse.errors()}`);
    return answer.body;
  }
}

/** The claims of a JWT, unverified. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
export function claimsOf(token: string): any {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
