import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Agent, fetch as undiciFetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testAuthority } from '../../support/certificates.js';
import { freePort, TestGatehouse } from '../../support/gatehouse.js';
import { hiddenFields, TestBrowser } from '../../support/test-browser.js';
import { Checker } from './checker.js';

const SERVER = '1.3.6.1.5.5.7.3.1';
const SECRET = 'a secret of the company’s: +%&'.replace('’', "'");
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-idp-'));

let gatehouse: TestGatehouse;
let idp: Checker;
let issuer: string;
let agent: Agent;
beforeAll(async () => {
  const authority = await testAuthority({ subject: 'CN=Authority of the company' });
  const names = [{ type: 'dns' as const, value: 'localhost' }];
  const { cert, key } = await authority.issue({ subject: 'CN=Provider of the company', purposes: [SERVER], names });
  for (const [name, text] of Object.entries({ 'cert.pem': cert, 'key.pem': key, 'ca.pem': authority.cert })) {
    writeFileSync(join(folder, name), text);
  }
  agent = new Agent({ connect: { ca: authority.cert } });
  const OUTBOUND_CA_FILE = join(folder, 'ca.pem');
  gatehouse = await TestGatehouse.start({ OUTBOUND_NETWORKS: '127.0.0.0/8,::1/128', OUTBOUND_CA_FILE });
  const port = await freePort();
  issuer = `https://localhost:${port}`;
  const client = {
    client_id: 'gatehouse',
    client_secret: SECRET,
    redirect_uris: [`${gatehouse.url}/sign-in/callback/acme`],
    backchannel_logout_uri: `${gatehouse.url}/sign-in/backchannel-logout/acme`,
    backchannel_logout_session_required: true,
    scope: 'openid email profile groups',
  };
  const packages = join(process.env['CHECKERS'] ?? '', 'node_modules');
  const program = relative(packages, fileURLToPath(new URL('company-idp.ts', import.meta.url)));
  const CHECKERS = process.env['CHECKERS'] ?? '';
  idp = new Checker(program, [], { CHECKERS, FOLDER: folder, CLIENT: JSON.stringify(client), PORT: String(port) });
  await idp.said(/(listening)/);
  await gatehouse.create('/sign-in-providers', {
    slug: 'acme',
    name: 'Acme',
    issuer,
    client_id: 'gatehouse',
    client_secret: SECRET,
    scope: 'openid email profile groups',
    email_domains: ['acme.example'],
    create_people: true,
    role_claim: ['groups'],
    role_map: { engineering: ['user'] },
  });
}, 60_000);
afterAll(async () => {
  await Checker.stopAll();
  await gatehouse.stop();
  await agent.close();
  rmSync(folder, { recursive: true });
});

/** An employee's browser at the provider: it keeps cookies, and answers the forms that it is shown. */
class Employee {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly name: string) {}

  /** Follows what the provider shows until it leads elsewhere. @returns where to */
  async follow(start: string, form?: Record<string, string>): Promise<string> {
    let [url, sent] = [start, form];
    for (let steps = 0; steps < 15; steps++) {
      const { location, text } = await this.ask(url, sent);
      if (location !== null) {
        const next = new URL(location, issuer);
        if (next.origin !== issuer) return next.href;
        [url, sent] = [next.href, undefined];
        continue;
      }
      const action = /<form[^>]* action="([^"]+)"/.exec(text)?.[1];
      if (action === undefined) return text;
      [url, sent] = [new URL(action, issuer).href, this.filled(text)];
    }
    throw new Error('the provider leads round and round');
  }

  private filled(text: string): Record<string, string> {
    const page = { status: 200, headers: new Headers(), body: undefined, text: text.replaceAll("'", '"') };
    return { ...hiddenFields(page), login: this.name, password: 'any', logout: 'yes' };
  }

  private async ask(url: string, form?: Record<string, string>) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const posted = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
    const answer = await undiciFetch(url, { dispatcher: agent, redirect: 'manual', headers: { cookie }, ...posted });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { location: answer.headers.get('location'), text: await answer.text() };
  }
}

async function signedIn(employee: Employee) {
  const browser = new TestBrowser(gatehouse.url);
  const page = await browser.get('/sign-in');
  const sent = await browser.post('/sign-in', { ...hiddenFields(page), provider: 'acme' });
  const back = new URL(await employee.follow(sent.headers.get('location') ?? ''));
  const answer = await browser.get(back.pathname + back.search);
  return { browser, back, answer };
}

describe('oidc-provider as a company’s provider', () => {
  it('signs an employee in, whose address and groups its UserInfo endpoint tells', { timeout: 60_000 }, async () => {
    const { browser, back, answer } = await signedIn(new Employee('emma'));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account']);
    expect(back.searchParams.get('iss')).toBe(issuer);
    expect((await browser.get('/account')).text).toContain('emma@acme.example');
    const [user] = (await gatehouse.adminCall('GET', '/users?email=emma@acme.example')).body.items;
    expect(user).toMatchObject({ name: 'Emma Employee', roles: ['user'] });
  });

  it('signs an employee out here when it signs them out there', { timeout: 60_000 }, async () => {
    const employee = new Employee('otto');
    const { browser } = await signedIn(employee);
    const { browser: another } = await signedIn(new Employee('emma'));
    expect((await browser.get('/account')).text).toContain('otto@acme.example');
    await employee.follow(`${issuer}/session/end`);
    await idp.said(/(told of the logout)/);
    expect((await browser.get('/account')).status).toBe(303);
    expect((await another.get('/account')).status).toBe(200);
  });

  it('tells an employee who says no there what to do', { timeout: 60_000 }, async () => {
    const browser = new TestBrowser(gatehouse.url);
    const page = await browser.get('/sign-in');
    const sent = await browser.post('/sign-in', { ...hiddenFields(page), provider: 'acme' });
    const asked = new URL(sent.headers.get('location') ?? '');
    asked.searchParams.set('prompt', 'none');
    const back = new URL(await new Employee('nobody').follow(asked.href));
    expect(back.searchParams.get('error')).toBe('login_required');
    const answer = await browser.get(back.pathname + back.search);
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('did not let you in')]);
  });
});
