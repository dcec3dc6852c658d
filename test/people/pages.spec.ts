import { Controller, Get, Module, Param } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edge } from '../../src/http/edge.middleware.js';
import { Assets } from '../../src/http/pages/assets.js';
import { Brand } from '../../src/http/pages/brand.js';
import { FORM_POST_SCRIPT } from '../../src/http/pages/form-post-script.js';
import { MessagePage } from '../../src/http/pages/message.page.js';
import { formActionOf, Pages } from '../../src/http/pages/pages.js';
import { PinoLog } from '../../src/http/pino-log.js';
import { PublicBases } from '../../src/http/public-bases.js';
import { RefusalFilter } from '../../src/http/refusal.filter.js';
import { UnexpectedFilter } from '../../src/http/unexpected.filter.js';
import { Log } from '../../src/kernel/log.js';
import { OAuthError } from '../../src/kernel/oauth-error.js';
import { PageRefusal } from '../../src/kernel/page-refusal.js';
import { Problem, TooManyRequests } from '../../src/kernel/problem.js';
import { ConsentPage } from '../../src/oauth/authorize/consent.page.js';
import { FormPostPage } from '../../src/oauth/authorize/form-post.page.js';
import { SignOutPage } from '../../src/oauth/logout/sign-out.page.js';
import { AccessKeyPage } from '../../src/people/access-key.page.js';
import { AccountPage } from '../../src/people/account.page.js';
import { SetupPage } from '../../src/people/setup.page.js';
import { SignInPage } from '../../src/people/sign-in.page.js';
import { readSettings, Settings, type WrongSettings } from '../../src/settings/settings.js';
import { TestGatehouse } from '../support/gatehouse.js';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-brand-'));
const logo = join(folder, 'logo.svg');
writeFileSync(logo, SVG);

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ BRAND_NAME: 'Ada & <Sons>', BRAND_LOGO_FILE: logo });
});
afterAll(async () => {
  await gatehouse.stop();
  rmSync(folder, { recursive: true });
});

const NOWHERE = [
  '/oauth/authorize/no/where',
  '/oauth/logout/nowhere',
  '/account/no/where',
  '/setup/nowhere',
  '/sign-in/',
];

describe('an error where a person looks', () => {
  it.each(NOWHERE)('%s is a page', async (path) => {
    const answer = await gatehouse.request('GET', path, { headers: { 'x-request-id': 'asked-by-a-test' } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.text).toMatch(/^<!doctype html><html lang="en">/);
    expect(answer.text).toContain('<h1>There is nothing here</h1>');
    expect(answer.text).toContain('asked-by-a-test');
    expect(answer.text).toContain('<title>There is nothing here · Ada &amp; &lt;Sons></title>');
  });

  it('lets nothing foreign in, and nothing of ours out', async () => {
    const { headers, text } = await gatehouse.request('GET', '/account/nowhere');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(text).not.toMatch(/<script|<style|style=|onload|https?:/);
  });

  it('is still one for a program elsewhere', async () => {
    for (const [path, type] of [
      ['/accounts', 'problem+json'],
      ['/setups/x', 'problem+json'],
      ['/oauth/authorized', 'application/json'],
    ] as const) {
      expect((await gatehouse.request('GET', path)).headers.get('content-type')).toContain(type);
    }
  });

  it('says when to come back', async () => {
    const other = await TestGatehouse.start({ LIMIT_AUTHORIZE: '1/60' });
    await other.request('GET', '/oauth/authorize');
    const answer = await other.request('GET', '/oauth/authorize');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.text).toContain('<h1>Too many tries</h1>');
    await other.stop();
  });
});

describe('each kind of refusal', () => {
  const thrown: Record<string, Error> = {
    oauth: new OAuthError('invalid_request', 'repeated parameter: <state>'),
    page: new PageRefusal(403, 'Not this one', 'It is suspended.', 'unauthorized_client'),
    problem: new Problem(503, 'Not now.', [], { 'retry-after': '7', 'www-authenticate': 'Bearer' }),
    tooMany: new TooManyRequests('client', 9),
    away: Object.assign(new Error('secret host db.internal'), { code: 'ECONNREFUSED' }),
    bug: new Error('secret: undefined is not a function'),
  };
  @Controller('account')
  class Throwing {
    @Get(':kind')
    refuse(@Param('kind') kind: string): never {
      throw thrown[kind] ?? new Error(kind);
    }
  }
  const settings = readSettings({});
  @Module({
    controllers: [Throwing],
    providers: [
      { provide: Settings, useValue: settings },
      { provide: Log, useValue: new PinoLog('silent') },
      Brand,
      Assets,
      Pages,
      { provide: APP_FILTER, useClass: UnexpectedFilter },
      { provide: APP_FILTER, useClass: RefusalFilter },
    ],
  })
  class Refusing {}

  it.each([
    ['oauth', 400, null, 'Repeated parameter: &lt;state>.', '<code>invalid_request</code>'],
    ['page', 403, null, '<h1>Not this one</h1><p>It is suspended.</p>', '<code>unauthorized_client</code>'],
    ['problem', 503, '7', 'Back in a moment', 'Not now.'],
    ['tooMany', 429, '9', 'Too many tries', 'Try again in 9 s.'],
    ['away', 503, '2', 'Back in a moment', 'Try again soon.'],
    ['bug', 500, null, 'Something went wrong', 'the request id finds it'],
  ])('%s is a page of status %i', async (kind, status, retryAfter, ...texts) => {
    const app = await NestFactory.create(Refusing, { logger: false });
    app.use(edge(new PublicBases(settings)));
    await app.listen(0, '127.0.0.1');
    const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
    const answer = await fetch(`http://127.0.0.1:${port}/account/${kind}`);
    const html = await answer.text();
    await app.close();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('www-authenticate')).toBeNull();
    expect(html).toContain(answer.headers.get('x-request-id'));
    expect(html).not.toContain('secret');
    for (const text of texts) expect(html).toContain(text);
  });
});

describe('what pages refer to', () => {
  it('is there, has its type, and may be kept for ever', async () => {
    const { text } = await gatehouse.request('GET', '/account/nowhere');
    const paths = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(paths).toContain('/assets/logo');
    const types: Record<string, string> = {
      css: 'text/css; charset=utf-8',
      svg: 'image/svg+xml; charset=utf-8',
      js: 'text/javascript; charset=utf-8',
    };
    for (const path of [FORM_POST_SCRIPT, ...paths.filter((one) => one !== '/assets/logo')]) {
      const { status, headers } = await gatehouse.request('GET', path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers.get('content-type')).toBe(types[path.split('.')[1] ?? '']);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('under a name of another content is nothing', async () => {
    for (const path of ['/assets/style-0000000000000000.css', '/assets/..%2f..%2fpackage.json', '/assets/toString']) {
      const answer = await gatehouse.request('GET', path);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
    }
  });

  it('changes its name with the colour', () => {
    const path = (color: string): string => new Assets(new Brand(readSettings({ BRAND_COLOR: color }))).stylesheetPath;
    expect(path('#102030')).not.toBe(path('#102031'));
    expect(path('#abcdef')).toBe(path('#ABCDEF'));
  });

  it('the logo is a picture and nothing else', async () => {
    const { headers, text } = await gatehouse.request('GET', '/assets/logo');
    expect([headers.get('content-type'), text]).toEqual(['image/svg+xml', SVG]);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.* sandbox$/);
  });

  it('there is no logo where none was given', async () => {
    const other = await TestGatehouse.start();
    expect((await other.request('GET', '/assets/logo')).status).toBe(404);
    expect((await other.request('GET', '/account/nowhere')).text).not.toContain('/assets/logo');
    await other.stop();
  });
});

describe('what others have written', () => {
  const evil = '"><script>alert(1)</script>';
  const person = { name: evil, email: evil };
  const scopes = [{ name: evil, description: evil }];
  const form = { action: evil, formToken: evil };
  const [since, until] = [new Date(0), new Date(1)];
  const client = {
    ...{ name: evil, host: evil, kind: evil, purpose: evil, owner: person },
    registration: 'dynamic' as const,
  };
  const pages: Record<string, VNode> = {
    message: MessagePage({ heading: evil, text: evil, code: evil, action: { href: evil, label: evil } }),
    signIn: SignInPage({ ...form, email: evil, error: evil, clientName: evil }),
    confirm: SignInPage({ ...form, person }),
    setup: SetupPage({ ...form, linkToken: evil, email: evil, error: evil }),
    consent: ConsentPage({
      ...{ ...form, person, client, scopes, offline: true },
      ...{ redirect: { host: evil, loopback: true }, resources: [evil], offer: evil },
    }),
    formPost: FormPostPage({ action: evil, fields: [[evil, evil]] }),
    signOut: SignOutPage({ ...form, person, clientName: evil, fields: [[evil, evil]] }),
    account: AccountPage({
      ...{ person, formToken: evil, notice: evil, passwordError: evil },
      signIns: [{ id: evil, device: evil, current: true, since, until }],
      acts: [{ id: evil, clientName: evil, resources: [evil], scopes: [evil], since, until }],
      agents: [{ clientId: evil, name: evil, kind: evil, status: evil, purpose: evil }],
      consents: [{ id: evil, clientName: evil, resource: evil, scopes, since }],
      keys: [
        {
          ...{ id: evil, name: evil, prefix: evil, scopes: [evil], resources: [evil], addresses: [evil] },
          since,
          until,
          used: since,
        },
      ],
      passkeys: [{ id: evil, name: evil, synced: true, since, used: since, suspect: since }],
      ...{ offersPasskeys: true, isPresent: true, hasPassword: true, recoveryCodesLeft: null, passkeyError: evil },
      signals: [[evil, { evil }]],
      ...{ scopes: scopes.map((scope) => ({ ...scope, tier: 'user', level: 0 })), mostDays: 1, asksPassword: true },
      ...{
        keyWrong: { field: 'name', text: evil },
        keyValues: { name: evil, scopes: [], days: evil, addresses: evil },
      },
    }),
    accessKey: AccessKeyPage({ name: evil, text: evil, until }),
  };

  it.each(Object.entries(pages))('is text in %s, not markup', (_name, page) => {
    const html = renderToString(page);
    expect(html).toContain('&lt;script>');
    expect(html).not.toContain('<script');
    expect(html).not.toContain('">&lt;script>alert(1)&lt;/script>"');
  });

  it('cannot widen where a form may go', () => {
    const pages = gatehouse.app.get(Pages);
    const content = { title: 'x', body: MessagePage({ heading: 'x', text: 'x' }) };
    for (const source of ["'self'; script-src *", 'a b', 'a,b']) {
      expect(() => pages.send({} as never, { ...content, formAction: [source] })).toThrow();
    }
  });
});

describe('the source for a form that ends at', () => {
  it.each([
    ['https://app.example/callback?x=1', 'https://app.example'],
    ['http://127.0.0.1:51234/cb', 'http://127.0.0.1:51234'],
    ['http://[::1]:51234/cb', 'http:'],
    ['com.example.app:/cb', 'com.example.app:'],
  ])('%s is %s', (url, source) => {
    expect(formActionOf(url)).toBe(source);
  });
});

describe('a brand that cannot be', () => {
  const problemsOf = (environment: Record<string, string>): readonly string[] => {
    try {
      readSettings(environment);
      return [];
    } catch (error) {
      return (error as WrongSettings).problems;
    }
  };

  it('is refused at the start, all of it at once', () => {
    expect(
      problemsOf({ BRAND_NAME: 'x'.repeat(61), BRAND_COLOR: 'teal', BRAND_LOGO_FILE: join(folder, 'none') }),
    ).toEqual([
      'BRAND_NAME: must have 1 to 60 characters',
      'BRAND_COLOR: must be a colour such as #1f6f63',
      `BRAND_LOGO_FILE: there is no file ${join(folder, 'none')}`,
    ]);
  });

  it.each([
    ['a page', '<!doctype html><svg>', 'neither an SVG nor a PNG'],
    ['text', 'hello', 'neither an SVG nor a PNG'],
    ['nothing', '', 'neither an SVG nor a PNG'],
    ['too large', `<svg>${' '.repeat(256 * 1024)}</svg>`, 'at most 256 KiB'],
  ])('a logo that is %s is refused', (_what, content, text) => {
    const file = join(folder, 'wrong');
    writeFileSync(file, content);
    expect(problemsOf({ BRAND_LOGO_FILE: file })[0]).toContain(text);
  });

  it('a folder is no logo, a name has no line breaks', () => {
    expect(problemsOf({ BRAND_LOGO_FILE: folder, BRAND_NAME: 'a\nb' })).toHaveLength(2);
  });

  it.each([
    ['<?xml version="1.0"?>\n<svg/>', 'image/svg+xml'],
    ['<!-- made by hand --><svg/>', 'image/svg+xml'],
    [Buffer.from('89504e470d0a1a0a00', 'hex'), 'image/png'],
  ])('what it is, its first bytes tell', (content, type) => {
    const file = join(folder, 'picture');
    writeFileSync(file, content);
    expect(readSettings({ BRAND_LOGO_FILE: file }).BRAND_LOGO_FILE?.type).toBe(type);
  });
});
