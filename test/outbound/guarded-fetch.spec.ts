import { afterAll, beforeAll, expect, it } from 'vitest';
import { GuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';

let host: HttpsHost;
let gatehouse: TestGatehouse;
let fetch: GuardedFetch;

beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start(host.settings);
  fetch = gatehouse.app.get(GuardedFetch);
});

afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
});

it('a document comes with its status, headers and bytes', async () => {
  const url = host.route('/document', (_request, response) =>
    response.writeHead(404, { 'content-type': 'text/plain', 'x-own': 'a' }).end('näh'),
  );
  const { status, headers, body } = await fetch.get(url);
  expect([status, headers['content-type'], headers['x-own'], body.toString()]).toEqual([404, 'text/plain', 'a', 'näh']);
});

it('the request tells the host nothing but what is wanted, on a connection of its own', async () => {
  const url = host.route('/seen', { a: 1 });
  await fetch.get(`${url}?q=1#part`, { accept: 'application/json' });
  await fetch.get(`${url}?q=1`, { accept: 'application/json' });
  const [first, second] = host.requests.slice(-2);
  expect([first?.method, first?.url]).toEqual(['GET', '/seen?q=1']);
  expect(first?.headers).toEqual({
    host: `localhost:${host.port}`,
    connection: 'close',
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'Gatehouse',
  });
  expect(first?.socket).not.toBe(second?.socket);
});

it('JSON is read strictly', async () => {
  expect(await fetch.json(host.route('/json', { a: [1] }))).toEqual({ a: [1] });
  const twice = host.route('/twice', (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/jwk-set+json; charset=utf-8' }).end('{"a":1,"a":2}'),
  );
  await expect(fetch.json(twice)).rejects.toThrow('is not JSON');
});

it('the start says what is admitted beyond the public internet', () => {
  const line = gatehouse.logLines.find((one) => one.includes('"outbound.admits"'));
  expect(JSON.parse(line ?? '{}')).toMatchObject({
    networks: ['127.0.0.0/8', '::1/128'],
    further_authorities: true,
  });
});

it('nothing beyond it is admitted unless the settings say so, and then the start says nothing', async () => {
  const plain = await TestGatehouse.start();
  const refusal = await plain.app.get(GuardedFetch).get(host.route('/plain', {})).catch(String);
  await plain.stop();
  expect(refusal).toMatch(/FetchRefused: .*127\.0\.0\.1 is not of the public internet \(loopback\)/);
  expect(plain.logLines.join('')).not.toContain('outbound.admits');
  expect(host.hits('/plain')).toBe(0);
});

it('a host whose authority nobody listed is not believed', async () => {
  const stranger = await HttpsHost.start();
  const refusal = await fetch.get(stranger.route('/', {})).catch(String);
  expect(refusal).toMatch(/could not be asked \(\w*(CERT|SIGNATURE)\w*\)/);
  expect(stranger.hits()).toBe(0);
  await stranger.stop();
});

it('a host that is away is refused with the reason', async () => {
  const gone = await HttpsHost.start();
  const url = gone.route('/', {});
  await gone.stop();
  expect(await fetch.get(url).catch(String)).toContain('could not be asked (ECONNREFUSED)');
});
