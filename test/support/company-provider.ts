import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type ForeignKey, foreignKey, signed } from './foreign-issuer.js';
import type { Answer, TestGatehouse } from './gatehouse.js';
import { type HttpsHost } from './https-host.js';
import { hiddenFields, type TestBrowser } from './test-browser.js';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** What a test lets the provider do differently from what the standard says. */
export interface Mischief {
  /** Changes of the ID token's claims; undefined leaves one out. */
  claims?: Record<string, unknown>;
  /** Changes of its header. */
  header?: Record<string, unknown>;
  /** The ID token itself, from the one that would be right. */
  idToken?: (claims: Record<string, unknown>) => string | Promise<string>;
  /** The answer of the token endpoint. */
  token?: (response: ServerResponse) => void;
  /** Changes of what the person brings back; undefined leaves a parameter out. */
  answer?: Record<string, string | undefined>;
}

interface Asked {
  readonly parameters: URLSearchParams;
  readonly claims: Record<string, unknown>;
}

/** A company's OpenID provider on a real https host: whoever comes is signed in at once as the person that a test says. */
export class CompanyProvider {
  /** Claims of the next person who comes. */
  person: Record<string, unknown> = {};
  /** What the UserInfo endpoint tells beside `sub`. */
  userinfo: Record<string, unknown> = {};
  mischief: Mischief = {};
  /** Authorization requests, in order. */
  readonly asked: URLSearchParams[] = [];
  /** Forms of the token endpoint, in order. */
  readonly forms: Record<string, string>[] = [];
  readonly clientId = 'gatehouse-at-company';
  readonly secret = 'company secret: with +%&';
  private readonly codes = new Map<string, Asked>();
  private readonly tokens = new Map<string, string>();

  private constructor(
    readonly host: HttpsHost,
    readonly issuer: string,
    readonly path: string,
    readonly key: ForeignKey,
    private readonly seconds: () => number,
  ) {}

  /** @param path below which its endpoints are: one host can be several providers */
  static async start(host: HttpsHost, gatehouse: () => TestGatehouse, path = ''): Promise<CompanyProvider> {
    const seconds = (): number => gatehouse().clock.seconds();
    const provider = new CompanyProvider(host, host.url + path, path, await foreignKey(), seconds);
    provider.route();
    return provider;
  }

  metadata(changes: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      userinfo_endpoint: `${this.issuer}/userinfo`,
      jwks_uri: `${this.issuer}/keys`,
      response_types_supported: ['code'],
      id_token_signing_alg_values_supported: ['ES256', 'HS256'],
      authorization_response_iss_parameter_supported: true,
      ...changes,
    };
  }

  publish(changes: Record<string, unknown> = {}): void {
    this.host.route(`${this.path}/.well-known/openid-configuration`, this.metadata(changes));
  }

  /** Writes it down at a Gatehouse. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
  register(gatehouse: TestGatehouse, fields: Record<string, unknown> = {}): Promise<any> {
    return gatehouse.create('/sign-in-providers', this.registration(fields));
  }

  registration(fields: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      slug: 'acme',
      name: 'Acme',
      issuer: this.issuer,
      client_id: this.clientId,
      client_secret: this.secret,
      ...fields,
    };
  }

  /** What the person's browser does there: it comes with a request, and gets the URL to go back to. */
  visit(location: string): string {
    const parameters = new URL(location).searchParams;
    this.asked.push(parameters);
    const code = randomUUID();
    this.codes.set(code, { parameters, claims: { ...this.person } });
    const back: Record<string, string | undefined> = {
      code,
      state: parameters.get('state') ?? undefined,
      iss: this.issuer,
      ...this.mischief.answer,
    };
    const query = Object.entries(back).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `${parameters.get('redirect_uri')}?${new URLSearchParams(query).toString()}`;
  }

  /** From the button on a page to the URL that the person comes back to. */
  async leave(browser: TestBrowser, page: string, slug = 'acme', action = page): Promise<string> {
    const shown = await browser.get(page);
    const sent = await browser.post(action, { ...hiddenFields(shown), provider: slug });
    const location = sent.headers.get('location');
    if (sent.status !== 303 || location === null) throw new Error(`nobody was sent away: ${sent.status} ${sent.text}`);
    return this.visit(location);
  }

  /** The whole way: from the button to the answer of the page that the person comes back to. */
  async signIn(browser: TestBrowser, page = '/sign-in', slug = 'acme', action = page): Promise<Answer> {
    const back = new URL(await this.leave(browser, page, slug, action));
    return browser.get(back.pathname + back.search);
  }

  /** A logout token that is in order; undefined leaves a claim out. */
  logoutToken(claims: Record<string, unknown>, header: Record<string, unknown> = {}, key = this.key): Promise<string> {
    const now = this.seconds();
    const all = {
      iss: this.issuer,
      aud: this.clientId,
      iat: now,
      exp: now + 120,
      jti: randomUUID(),
      events: { [EVENT]: {} },
      ...claims,
    };
    return signed(JSON.stringify(all), key, { typ: 'logout+jwt', ...header });
  }

  private route(): void {
    this.publish();
    this.host.route(`${this.path}/keys`, { keys: [this.key.jwk] });
    this.host.route(`${this.path}/authorize`, ({ url = '' }, response) => {
      response.writeHead(303, { location: this.visit(this.host.url + url) }).end();
    });
    this.host.route(`${this.path}/token`, (request, response) => void this.token(request, response));
    this.host.route(`${this.path}/userinfo`, (request, response) => {
      const sub = this.tokens.get(request.headers.authorization ?? '');
      if (sub === undefined) return void response.writeHead(401).end();
      json(response, 200, { sub, ...this.userinfo });
    });
  }

  private async token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    this.forms.push(form);
    if (this.mischief.token !== undefined) return this.mischief.token(response);
    const asked = this.codes.get(form['code'] ?? '');
    this.codes.delete(form['code'] ?? '');
    const refused = this.fault(request, form, asked);
    if (refused !== null || asked === undefined) return json(response, 400, { error: refused });
    const claims = this.claims(asked);
    const access = randomUUID();
    this.tokens.set(`Bearer ${access}`, asked.claims['sub'] as string);
    const { idToken, header } = this.mischief;
    const id_token =
      idToken === undefined ? await signed(JSON.stringify(claims), this.key, header) : await idToken(claims);
    json(response, 200, { access_token: access, token_type: 'Bearer', expires_in: 60, id_token });
  }

  private fault(request: IncomingMessage, form: Record<string, string>, asked: Asked | undefined): string | null {
    const basic = Buffer.from((request.headers.authorization ?? '').slice(6), 'base64').toString();
    const [id, secret] = basic.split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    if (id !== this.clientId || secret !== this.secret) return 'invalid_client';
    const challenge = createHash('sha256')
      .update(form['code_verifier'] ?? '')
      .digest('base64url');
    const { parameters } = asked ?? {};
    const fits =
      parameters?.get('redirect_uri') === form['redirect_uri'] && parameters?.get('code_challenge') === challenge;
    return fits ? null : 'invalid_grant';
  }

  private claims({ parameters, claims }: Asked): Record<string, unknown> {
    const now = this.seconds();
    return {
      iss: this.issuer,
      aud: this.clientId,
      iat: now,
      exp: now + 300,
      nonce: parameters.get('nonce'),
      ...(parameters.has('max_age') ? { auth_time: now } : {}),
      ...claims,
      ...this.mischief.claims,
    };
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
