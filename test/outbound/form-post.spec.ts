import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FormPost } from '../../src/outbound/form-post.js';
import { HostNames } from '../../src/outbound/host-names.js';
import { readSettings } from '../../src/settings/settings.js';
import { HttpsHost } from '../support/https-host.js';

/** Names that mean what a test says. */
class Names extends HostNames {
  override readonly resolve: HostNames['resolve'];

  constructor(...addresses: string[]) {
    super();
    this.resolve = (_name, _options, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
  }
}

let host: HttpsHost;
let plain: Server;
let hits = 0;
beforeAll(async () => {
  host = await HttpsHost.start();
  plain = createServer((_request, response) => {
    hits += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await host.stop();
  await new Promise((resolve) => plain.close(resolve));
});

const FORM = new URLSearchParams({ a: 'ä&=' });
const port = () => (plain.address() as AddressInfo).port;
const post = (environment: Record<string, string> = {}, names = new HostNames()) =>
  new FormPost(readSettings({ ...host.settings, OUTBOUND_NETWORKS: '', ...environment }), names);
const sent = (url: string, by = post()) => by.send(url, FORM, {}).catch(String);

it('a form goes to a host over https, with what was given and nothing else', async () => {
  let body = '';
  const url = host.route('/token', (request, response) => {
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"x"}'));
  });
  const answer = await post().send(`${url}?tenant=1`, FORM, { authorization: 'Basic eA==' });
  expect([answer.status, answer.body.toString(), body]).toEqual([400, '{"error":"x"}', FORM.toString()]);
  const request = host.requests.at(-1);
  expect([request?.method, request?.url]).toEqual(['POST', '/token?tenant=1']);
  expect(request?.headers).toEqual({
    host: `localhost:${host.port}`,
    connection: 'close',
    authorization: 'Basic eA==',
    accept: 'application/json',
    'accept-encoding': 'identity',
    'content-length': String(FORM.toString().length),
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'Gatehouse',
  });
});

describe('a form with a secret goes nowhere', () => {
  const nowhere = async (url: string, reason: RegExp, by?: FormPost) => {
    const before = [hits, host.hits()];
    expect(await sent(url, by)).toMatch(reason);
    expect([hits, host.hits()]).toEqual(before);
  };

  it.each([
    ['the metadata of a cloud', 'https://169.254.169.254/token'],
    ['the same within IPv6', 'https://[::ffff:169.254.169.254]/token'],
    ['the same as a number', 'https://2852039166/token'],
    ['no host at all', 'https://0.0.0.0/token'],
    ['a link', 'https://[fe80::1]/token'],
  ])('to %s', (_, url) => nowhere(url, /link-local, cloud metadata or no host/));

  it.each([['169.254.169.254'], ['fd00:ec2::254'], ['::ffff:169.254.169.254']])('by a name that means %s', (address) =>
    nowhere('https://as.example/token', /link-local, cloud metadata/, post({}, new Names(address))),
  );

  it('over http to another machine, by address or by name', async () => {
    await nowhere('http://192.0.2.1/token', /is not this machine/);
    await nowhere(`http://as.example:${port()}/token`, /is not this machine/, post({}, new Names('192.0.2.1')));
  });

  it('over http to this machine when the networks of upstreams are elsewhere', async () => {
    await nowhere(
      `http://127.0.0.1:${port()}/`,
      /outside of UPSTREAM_NETWORKS/,
      post({ UPSTREAM_NETWORKS: '10.0.0.0/8' }),
    );
  });

  it('that is no web address', async () => {
    await nowhere('ftp://localhost/', /neither https nor http/);
    await nowhere('token', /not a URL/);
  });

  it('with a redirection, nor is an answer read that is too large', async () => {
    const target = host.route('/elsewhere', {});
    const from = host.route('/from', (_request, response) => response.writeHead(307, { location: target }).end());
    expect(await sent(from)).toMatch(/redirections are not followed/);
    expect(host.hits('/elsewhere')).toBe(0);
    expect(await sent(host.route('/large', { x: 'x'.repeat(65_537) }))).toMatch(/larger than 65536 bytes/);
  });

  it('to a host whose authority nobody listed', async () => {
    const stranger = await HttpsHost.start();
    expect(await sent(stranger.route('/token', {}))).toMatch(/CERT|SIGNATURE/);
    expect(stranger.hits()).toBe(0);
    await stranger.stop();
  });
});

it('a form goes over http to this machine, by its address and by its name', async () => {
  const before = hits;
  expect(await sent(`http://127.0.0.1:${port()}/`)).toMatchObject({ status: 200 });
  expect(await sent(`http://localhost:${port()}/`)).toMatchObject({ status: 200 });
  expect(hits).toBe(before + 2);
});

it('a form goes to the public internet and to listed networks also when those of upstreams are elsewhere', async () => {
  const networks = { UPSTREAM_NETWORKS: '10.0.0.0/8', OUTBOUND_NETWORKS: '127.0.0.0/8' };
  expect(await sent(host.route('/ok', {}), post(networks))).toMatchObject({ status: 200 });
});
