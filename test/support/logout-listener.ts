import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRemoteJWKSet, type JWTPayload, jwtVerify, type ProtectedHeaderParameters } from 'jose';
import { expect } from 'vitest';
import type { TestGatehouse } from './gatehouse.js';
import { HttpsHost } from './https-host.js';
import { AuthorizationFlow, createRelyingParty, PASSWORD, type RelyingParty, type TestPerson } from './people.js';
import { hiddenFields, TestBrowser } from './test-browser.js';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Milliseconds: what is sent at once is here long before; what is not sent is waited for by something that is. */
const PATIENCE = 20_000;
const PAUSE = 20;

/** How a relying party answers; by default it has done as it was told. */
export type Answering = (response: ServerResponse, turn: number) => void;
const done: Answering = (response) => response.writeHead(200, { 'cache-control': 'no-store' }).end();

/** A request to a relying party's back-channel logout URI, as it came. */
export interface Heard {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly form: URLSearchParams;
}

/** Relying parties on one https host, each with a back-channel logout URI of its own. */
export class LogoutListener {
  private readonly heardAt = new Map<string, Heard[]>();
  private count = 0;

  private constructor(readonly host: HttpsHost) {}

  static async start(): Promise<LogoutListener> {
    return new LogoutListener(await HttpsHost.start());
  }

  stop(): Promise<void> {
    return this.host.stop();
  }

  /** A back-channel logout URI of its own. */
  place(answering: Answering = done): string {
    const path = `/signed-out/${++this.count}`;
    const heard: Heard[] = [];
    const uri = this.host.route(path, (request: IncomingMessage, response: ServerResponse) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method, url, headers } = request;
        heard.push({ method, url, headers, form: new URLSearchParams(body) });
        answering(response, heard.length);
      });
    });
    this.heardAt.set(uri, heard);
    return uri;
  }

  /** What came to a URI until now. */
  heard(uri: string): readonly Heard[] {
    return this.heardAt.get(uri.replace(/\?.*$/, '')) ?? [];
  }

  /** The logout tokens that came to a URI, once there are so many. */
  async tokens(uri: string, count = 1): Promise<string[]> {
    await until(() => this.heard(uri).length >= count, `${count} logout tokens at ${uri}`);
    return this.heard(uri).map(({ form }) => form.get('logout_token') ?? '');
  }
}

export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = performance.now() + PATIENCE; !(await holds());) {
    if (performance.now() > end) throw new Error(`not within ${PATIENCE} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** How a relying party reads a logout token (Back-Channel Logout §2.6), with jose and what the issuer publishes. */
export async function readLogoutToken(
  gatehouse: TestGatehouse,
  clientId: string,
  token: string,
): Promise<{ claims: JWTPayload; header: ProtectedHeaderParameters }> {
  const keys = createRemoteJWKSet(new URL(`${gatehouse.url}/oauth/jwks`));
  const { payload: claims, protectedHeader: header } = await jwtVerify(token, keys, {
    issuer: gatehouse.settings.PUBLIC_URL,
    audience: clientId,
    typ: 'logout+jwt',
    currentDate: new Date(gatehouse.clock.now()),
    requiredClaims: ['iat', 'exp', 'jti', 'events'],
  });
  expect([typeof claims['sid'], typeof claims.sub].includes('string')).toBe(true);
  expect((claims['events'] as Record<string, unknown>)[EVENT]).toEqual({});
  expect(claims).not.toHaveProperty('nonce');
  return { claims, header };
}

/** A client of the company's own that wants to be told. */
export async function createListener(
  gatehouse: TestGatehouse,
  uri: string,
  fields: Record<string, unknown> = {},
): Promise<RelyingParty & { readonly uri: string }> {
  const party = await createRelyingParty(gatehouse, { first_party: true, backchannel_logout_uri: uri, ...fields });
  return { ...party, uri };
}

/** A person's way to tokens of a client, at a browser at which they have just signed in. */
export class Visit {
  private constructor(
    readonly gatehouse: TestGatehouse,
    readonly person: TestPerson,
    readonly browser: TestBrowser,
  ) {}

  static async begin(gatehouse: TestGatehouse, person: TestPerson): Promise<Visit> {
    const browser = new TestBrowser(gatehouse.url);
    const form = hiddenFields(await browser.get('/sign-in'));
    expect((await browser.post('/sign-in', { ...form, email: person.email, password: PASSWORD })).status).toBe(303);
    return new Visit(gatehouse, person, browser);
  }

  /** Tokens for a client, and the flow that can refresh them. */
  async tokens(client: RelyingParty, changes: Record<string, string | undefined> = {}) {
    const flow = new AuthorizationFlow(this.gatehouse, client, this.browser);
    return { flow, tokens: await flow.tokens(this.person, changes) };
  }

  /** Signs out at the account page. */
  async signOut(): Promise<void> {
    const answer = await this.browser.post('/sign-out', hiddenFields(await this.browser.get('/account')));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
  }
}
