// A person at a browser, who lets a client have refresh tokens.
import bcrypt from 'bcrypt';
import { createHash, randomBytes } from 'node:crypto';
import type { Server } from './children.js';
import { answer, change, create, formRequest } from './gatehouse.js';

const REDIRECT = 'https://client.example.com/callback';
const PASSWORD = 'a password of the bench alone';

/** A public client, whose refresh tokens are rotated (OAuth 2.1 §4.3.1), and a person who has signed in for it. */
export class SignedIn {
  private readonly cookies = new Map<string, string>();
  private readonly verifier = randomBytes(32).toString('base64url');

  private constructor(
    private readonly url: string,
    readonly clientId: string,
    private readonly email: string,
  ) {}

  static async at({ url }: Server): Promise<SignedIn> {
    const email = 'person@example.com';
    const { id } = await create<{ id: string }>(url, 'users', { email, name: 'Person', roles: ['user'] });
    await change('PUT', url, `users/${id}/password`, { hash: await bcrypt.hash(PASSWORD, 4) });
    const client = await create<{ client_id: string }>(url, 'clients', {
      client_name: 'bench of people',
      kind: 'application',
      owner_id: id,
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [REDIRECT],
      scope: 'user mcp',
      token_endpoint_auth_method: 'none',
    });
    return new SignedIn(url, client.client_id, email);
  }

  /** So many refresh tokens, each of a session of its own. */
  async refreshTokens(count: number): Promise<string[]> {
    const tokens: string[] = [];
    while (tokens.length < count) tokens.push(await this.refreshToken());
    return tokens;
  }

  private async refreshToken(): Promise<string> {
    const { url, body, headers } = formRequest(`${this.url}/oauth/token`, {
      grant_type: 'authorization_code',
      client_id: this.clientId,
      code: await this.code(),
      redirect_uri: REDIRECT,
      code_verifier: this.verifier,
    });
    const { refresh_token: token } = await answer<{ refresh_token?: string }>(
      await fetch(url, { method: 'POST', headers, body }),
    );
    if (token === undefined) throw new Error('a code gave no refresh token');
    return token;
  }

  /** All that a person does until the client has its code: after the first time, nothing. */
  private async code(): Promise<string> {
    const asked = new URLSearchParams({
      response_type: 'code',
      client_id: this.clientId,
      redirect_uri: REDIRECT,
      scope: 'mcp',
      state: 'bench',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    let page = await this.send('GET', `/oauth/authorize?${asked.toString()}`);
    let form = '';
    for (let steps = 0; steps < 10; steps += 1) {
      const code = page.to.startsWith(REDIRECT) ? new URL(page.to).searchParams.get('code') : null;
      if (code !== null) return code;
      if (page.status === 303) {
        form = page.to.replace(this.url, '').split('?')[0] ?? '';
        page = await this.send('GET', page.to.replace(this.url, ''));
      } else page = await this.fill(form, page.text);
    }
    throw new Error(`no code: ${page.status} ${page.to} ${page.text.slice(0, 500)}`);
  }

  private fill(path: string, text: string): Promise<Page> {
    const signIn = text.includes('/sign-in"');
    const said: Record<string, string> = signIn ? { email: this.email, password: PASSWORD } : { decision: 'allow' };
    return this.send('POST', `${path}/${signIn ? 'sign-in' : 'consent'}`, { ...hiddenFields(text), ...said });
  }

  private async send(method: string, path: string, fields?: Readonly<Record<string, string>>): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const type = 'application/x-www-form-urlencoded';
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: { cookie, ...(fields === undefined ? {} : { 'content-type': type }) },
      body: fields === undefined ? null : new URLSearchParams(fields).toString(),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    return { status: response.status, to: response.headers.get('location') ?? '', text: await response.text() };
  }
}

interface Page {
  readonly status: number;
  /** Where it sends the browser; empty when nowhere. */
  readonly to: string;
  readonly text: string;
}

function hiddenFields(text: string): Record<string, string> {
  const inputs = text.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  const of = (input: string, name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? '';
  return Object.fromEntries(inputs.map((input) => [of(input, 'name'), of(input, 'value')]));
}
