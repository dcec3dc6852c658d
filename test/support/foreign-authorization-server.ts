import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import type { TestGatehouse } from './gatehouse.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

/** What came to the token endpoint. */
export interface TokenRequest {
  readonly form: Record<string, string>;
  readonly headers: IncomingMessage['headers'];
  /** Claims of the subject token, verified under the gate's published keys. */
  readonly subject?: JWTPayload;
}

/** For whom a token was given. */
export interface Given {
  readonly sub: string;
  readonly act?: unknown;
  readonly aud?: string | undefined;
  revoked: boolean;
}

/**
 * An authorization server of somebody else, which knows the gate as a client and trusts what it signs: token exchange,
 * refresh with rotation and detection of reuse, client credentials.
 */
export class ForeignAuthorizationServer {
  readonly requests: TokenRequest[] = [];
  readonly given = new Map<string, Given>();
  clientId = 'gate at the bank';
  secret = 'f0reign +%&s3cr3t';
  /** Seconds; undefined: it does not say. */
  lifetime: number | undefined = 3600;
  refreshes = false;
  /** Answers in place of the server, when it returns true. */
  instead: (request: TokenRequest, response: ServerResponse) => boolean = () => false;
  /** Awaited after a request was acted upon, and before it is answered. */
  beforeAnswer: () => Promise<unknown> = () => Promise.resolve();
  /** Refresh tokens: null once they are spent. */
  private readonly refreshTokens = new Map<string, Given | null>();

  private constructor(
    private readonly server: Server,
    private readonly gatehouse: TestGatehouse,
  ) {}

  static async start(gatehouse: TestGatehouse): Promise<ForeignAuthorizationServer> {
    const server = createServer();
    const one = new ForeignAuthorizationServer(server, gatehouse);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void one.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return one;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  get tokenEndpoint(): string {
    return `http://${this.host}/oauth2/token`;
  }

  /** What an administrator writes down about it. */
  credential(more: object = {}) {
    const { clientId: client_id, secret: client_secret, tokenEndpoint: token_endpoint } = this;
    return { mode: 'token_exchange', token_endpoint, client_id, client_secret, ...more };
  }

  /** For whom a bearer token of this server is good; null when it is not. */
  holderOf(authorization: string | undefined): Given | null {
    const given = this.given.get((authorization ?? '').replace(/^Bearer /, ''));
    return given === undefined || given.revoked ? null : given;
  }

  /** Grants in the order in which they were asked for. */
  grants(since = 0): string[] {
    return this.requests.slice(since).map(({ form }) => form['grant_type']?.split(':').at(-1) ?? '');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const params = new URLSearchParams(Buffer.concat(chunks).toString());
    const form = Object.fromEntries(params);
    const subject = await this.verified(form['subject_token']);
    const came: TokenRequest = { form, headers: request.headers, ...(subject === undefined ? {} : { subject }) };
    this.requests.push(came);
    if (this.instead(came, response)) return;
    const [status, body] = this.decided(came);
    await this.beforeAnswer();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  private async verified(token: string | undefined): Promise<JWTPayload | undefined> {
    if (token === undefined) return undefined;
    const keys = createRemoteJWKSet(new URL(`${this.gatehouse.url}/oauth/jwks`));
    const currentDate = new Date(this.gatehouse.clock.now());
    const { payload } = await jwtVerify(token, keys, { issuer: this.gatehouse.url, currentDate });
    return payload;
  }

  private decided({ form, headers, subject }: TokenRequest): [number, object] {
    const { clientId, secret } = this;
    const encoded = [clientId, secret].map((part) => new URLSearchParams({ '': part }).toString().slice(1)).join(':');
    const isBasic = headers.authorization === `Basic ${Buffer.from(encoded).toString('base64')}`;
    if (!isBasic && (form['client_id'] !== clientId || form['client_secret'] !== secret)) {
      return [401, { error: 'invalid_client', error_description: `<b>you sent ${form['client_secret']}</b>` }];
    }
    const aud = form['audience'];
    if (form['grant_type'] === 'client_credentials') return [200, this.give({ sub: clientId, aud, revoked: false })];
    if (form['grant_type'] === 'refresh_token') return this.refreshed(form['refresh_token'] ?? '');
    if (form['grant_type'] !== EXCHANGE || subject?.sub === undefined) return [400, { error: 'invalid_request' }];
    if (subject.aud !== this.tokenEndpoint) return [400, { error: 'invalid_grant' }];
    const act = subject['act'];
    return [200, this.give({ sub: subject.sub, ...(act === undefined ? {} : { act }), aud, revoked: false })];
  }

  /** A spent one that comes again ends all that came of it (RFC 9700 §4.14.2). */
  private refreshed(token: string): [number, object] {
    const given = this.refreshTokens.get(token);
    if (given === null) for (const one of this.given.values()) one.revoked = true;
    if (given === undefined || given === null) return [400, { error: 'invalid_grant' }];
    this.refreshTokens.set(token, null);
    return [200, this.give({ ...given, revoked: false })];
  }

  private give(given: Given): object {
    const token = randomUUID();
    this.given.set(token, given);
    const refresh = `refresh-${randomUUID()}`;
    if (this.refreshes) this.refreshTokens.set(refresh, given);
    return {
      access_token: token,
      token_type: 'Bearer',
      issued_token_type: ACCESS_TOKEN,
      expires_in: this.lifetime,
      ...(this.refreshes ? { refresh_token: refresh } : {}),
    };
  }
}
