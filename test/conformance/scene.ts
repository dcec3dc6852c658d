import { expect } from 'vitest';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import {
  AuthorizationFlow,
  createPerson,
  createRelyingParty,
  type RelyingParty,
  type TestPerson,
} from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { TestBrowser } from '../support/test-browser.js';

const FORM = 'application/x-www-form-urlencoded';

/** A Gatehouse, a person who is signed in at a browser, a client that authenticates, and a public one. */
export class Scene {
  private server: Promise<RecordingUpstream> | undefined;

  private constructor(
    readonly gatehouse: TestGatehouse,
    readonly person: TestPerson,
    readonly client: RelyingParty,
    readonly app: RelyingParty,
    readonly browser: TestBrowser,
  ) {}

  static async open(environment: Record<string, string> = {}): Promise<Scene> {
    const gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', ...environment });
    const person = await createPerson(gatehouse);
    const client = await createRelyingParty(gatehouse);
    const app = await createRelyingParty(gatehouse, { token_endpoint_auth_method: 'none', client_name: 'Desktop app' });
    const scene = new Scene(gatehouse, person, client, app, new TestBrowser(gatehouse.url));
    await scene.flow().code(person, { scope: undefined });
    return scene;
  }

  async close(): Promise<void> {
    await this.gatehouse.stop();
    await (await this.server)?.stop();
  }

  /** URL of a server that answers whatever the gate admits with 200; one that is away is soon called no more. */
  async behind(): Promise<string> {
    this.server ??= RecordingUpstream.start();
    return (await this.server).url;
  }

  /** A client's way to its tokens, with the person at the browser where they are signed in. */
  flow(client: RelyingParty = this.client, browser = this.browser): AuthorizationFlow {
    return new AuthorizationFlow(this.gatehouse, client, browser);
  }

  /** A fresh code, and the flow that can redeem it. */
  async code(changes: Record<string, string | undefined> = {}, client = this.client) {
    const flow = this.flow(client);
    return { flow, code: await flow.code(this.person, changes) };
  }

  /** Tokens of a fresh authorization, and the flow that got them. */
  async tokens(changes: Record<string, string | undefined> = {}, client = this.client) {
    const flow = this.flow(client);
    return { flow, tokens: await flow.tokens(this.person, changes) };
  }

  /** The final answer to an authorization request, to whose pages nobody does anything. */
  async ask(changes: Record<string, string | undefined>, client = this.client): Promise<Answer> {
    return (await this.flow(client).open(changes)).answer;
  }

  /** Pushes an authorization request of a flow's client (RFC 9126). */
  push(flow: AuthorizationFlow, changes: Record<string, string | undefined> = {}): Promise<Answer> {
    const ownName = flow.client.secret === undefined ? undefined : flow.client.id;
    return flow.post('/oauth/par', Object.fromEntries(flow.parameters({ client_id: ownName, ...changes })));
  }

  /** POST of a form as it is written here, without a client. */
  post(path: string, body: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.gatehouse.request('POST', path, { headers: { 'content-type': FORM, ...headers }, body });
  }

  userinfo(token: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.gatehouse.request('GET', '/oauth/userinfo', {
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
  }

  /** Whether an access token is good, as its own resource server sees it. */
  async works(token: string): Promise<boolean> {
    return (await this.userinfo(token)).status === 200;
  }
}

/** RFC 6749 §5.2: what `error_description` may be made of. */
export const DESCRIPTION = /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/;

/** Checks an error of an endpoint that clients call: JSON, never cached (RFC 6749 §5.2). */
export function expectOAuthError(answer: Answer, status: number, error: string): void {
  expect({ status: answer.status, error: answer.body?.error, text: answer.text }).toMatchObject({ status, error });
  expect(answer.body.error_description).toMatch(DESCRIPTION);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
}

/** Checks that nobody is sent anywhere: a page says what is wrong (RFC 6749 §4.1.2.1). */
export function expectErrorPage(answer: Answer, status = 400): void {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status });
  expect(answer.headers.get('location')).toBeNull();
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
}

/** What a redirect to a client carries. @throws when the answer is none to this redirect URI */
export function sentBack(answer: Answer, redirectUri: string): URLSearchParams {
  const location = answer.headers.get('location') ?? '';
  expect([answer.status, location.startsWith(redirectUri), answer.text]).toEqual([303, true, '']);
  return new URL(location).searchParams;
}

/** Checks an error that the client is told by redirect. */
export function expectSentBack(answer: Answer, redirectUri: string, error: string): URLSearchParams {
  const sent = sentBack(answer, redirectUri);
  expect([sent.get('error'), sent.get('code')]).toEqual([error, null]);
  expect(sent.get('error_description')).toMatch(DESCRIPTION);
  return sent;
}
