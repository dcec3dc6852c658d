import { Controller, Get, Module, type Type } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Administers, Anyone } from '../../src/http/access.js';
import { DeclaredRoutes } from '../../src/http/declared-routes.js';
import { Draining } from '../../src/http/draining.js';
import { KeptAnswers } from '../../src/http/kept-answers.js';
import { TestGatehouse } from '../support/gatehouse.js';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
});
afterAll(() => gatehouse.stop());

describe('request ids', () => {
  it('are in every answer: of success, refusal, unknown routes and public documents', async () => {
    for (const path of ['/health/live', '/api/v1/admin/users', '/nowhere', '/oauth/jwks', '/api/v1/mcp/x']) {
      expect((await gatehouse.request('GET', path)).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('are taken from the caller when they are well-formed, and are in its log lines', async () => {
    const headers = { 'x-request-id': 'caller-chose-this.1' };
    const answer = await gatehouse.request('GET', '/api/v1/mcp/somewhere', { headers });
    expect(answer.headers.get('x-request-id')).toBe('caller-chose-this.1');
    const line = gatehouse.logLines.map((text) => JSON.parse(text)).find(({ server }) => server === 'somewhere');
    expect(line).toMatchObject({ event: 'gate.challenged', request_id: 'caller-chose-this.1', status: 401 });
  });

  it.each(['short', 'a'.repeat(65), 'with space', '{"json":1}', 'new%0aline'])('%j is replaced', async (id) => {
    const answer = await gatehouse.request('GET', '/health/live', { headers: { 'x-request-id': id } });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('security headers', () => {
  it.each(['/health/live', '/oauth/authorize', '/nowhere', '/api/v1/mcp/x'])('%s has them', async (path) => {
    const { headers } = await gatehouse.request('GET', path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('promise https where the issuer is https', async () => {
    const other = await TestGatehouse.start({ PUBLIC_URL: 'https://gate.example.test' });
    const { headers } = await other.request('GET', '/health/live');
    expect(headers.get('strict-transport-security')).toContain('max-age=');
    await other.stop();
  });
});

describe('health', () => {
  it('is live and ready', async () => {
    expect((await gatehouse.request('GET', '/health/live')).body).toEqual({ status: 'live' });
    expect((await gatehouse.request('GET', '/health/ready')).body).toEqual({ status: 'ready' });
  });

  it('is not ready while it drains, and stays alive', async () => {
    const other = await TestGatehouse.start();
    other.app.get(Draining).begin();
    const ready = await other.request('GET', '/health/ready');
    expect([ready.status, ready.body.detail]).toEqual([503, 'Shutting down.']);
    expect((await other.request('GET', '/health/live')).status).toBe(200);
    await other.stop();
  });
});

describe('unknown routes and broken requests', () => {
  it('are problems', async () => {
    const answer = await gatehouse.request('GET', '/nowhere');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status: 404, title: 'Not found', detail: 'There is nothing here.' });
  });

  it('never make a 5xx, whatever the path', async () => {
    for (const path of [
      '/%',
      '/%zz',
      '/api/v1/mcp/%',
      '/api/v1/mcp/%ff',
      '/api/v1/mcp/%00',
      '/api/v1/admin/users/%00',
      '/oauth/%c0',
      '//',
      '/api/v1/admin/clients/%F0%9F',
    ]) {
      const answer = await gatehouse.request('GET', path);
      expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
    }
    expect(gatehouse.errors()).toBe('');
  });

  it('a request that is no HTTP is answered 400 and costs nothing else', async () => {
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(new URL(gatehouse.url).port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      socket.on('data', (chunk) => (text += chunk.toString())).on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('a route that does not say who may call it', () => {
  @Controller('declared')
  @Anyone()
  class Declared {
    @Get()
    one(): string {
      return 'one';
    }
  }
  @Controller('silent')
  class Silent {
    @Get('route')
    speak(): string {
      return 'anything';
    }
  }
  @Module({ imports: [DiscoveryModule], providers: [DeclaredRoutes], controllers: [Declared] })
  class Complete {}
  @Module({ imports: [DiscoveryModule], providers: [DeclaredRoutes], controllers: [Declared, Silent] })
  class Incomplete {}
  const start = (module: Type) =>
    NestFactory.create(module, { logger: false, abortOnError: false }).then((app) => app.init());

  @Controller('twice')
  @Administers('users')
  class Twice {
    @Get()
    @Administers('users', 'read')
    speak(): string {
      return 'anything';
    }
  }

  @Module({
    imports: [DiscoveryModule],
    providers: [DeclaredRoutes, { provide: KeptAnswers, useValue: {} }],
    controllers: [Declared, Twice],
  })
  class Doubled {}

  it('that says twice that it is of administration refuses the start', async () => {
    await expect(start(Doubled)).rejects.toThrow(
      'These routes say twice that they are of administration: GET Twice.speak',
    );
  });

  it('refuses the start, by name', async () => {
    await expect(start(Incomplete)).rejects.toThrow('These routes do not say who may call them: GET Silent.speak');
  });

  it('and only that', async () => {
    await (await start(Complete)).close();
  });
});
