import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectWrong } from '../admin/problems.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { createListener, until, Visit } from '../support/logout-listener.js';
import { createPerson, type TestPerson } from '../support/people.js';

/** Where nobody listed it, this machine and what it can reach are nobody's to name. */
let gatehouse: TestGatehouse;
let person: TestPerson;
let inner: Server;
let host: HttpsHost;
let port: number;
let came = 0;
beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', OUTBOUND_CA_FILE: host.caFile });
  person = await createPerson(gatehouse);
  inner = createServer((_request, response) => {
    came += 1;
    response.end();
  });
  inner.on('connection', () => (came += 1));
  await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
  ({ port } = inner.address() as AddressInfo);
});
afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
  await new Promise((resolve) => inner.close(resolve));
});

const notTold = (clientId: string) =>
  gatehouse.logLines.find((line) => line.includes('"logout.not_told"') && line.includes(clientId));

describe('a back-channel logout URI that leads inside', () => {
  it.each([
    (plain: number) => `http://127.0.0.1:${plain}/`,
    (plain: number) => `http://localhost:${plain}/`,
    (plain: number) => `http://[::1]:${plain}/`,
    (_plain: number, tls: number) => `https://127.0.0.1:${tls}/`,
    (_plain: number, tls: number) => `https://localhost:${tls}/`,
    (_plain: number, tls: number) => `https://[::ffff:7f00:1]:${tls}/`,
    () => 'https://169.254.169.254/latest/meta-data/',
    () => 'https://[fe80::1]/',
    () => 'https://10.0.0.1/',
  ])('is not called: %#', async (uri) => {
    const client = await createListener(gatehouse, uri(port, host.port));
    const visit = await Visit.begin(gatehouse, person);
    await visit.tokens(client);
    await visit.signOut();
    await until(() => notTold(client.id) !== undefined, 'the log');
    expect(JSON.parse(notTold(client.id)!)).toMatchObject({
      cause: expect.stringMatching(/OUTBOUND_NETWORKS|link-local/),
      again: true,
    });
    expect([came, host.hits()]).toEqual([0, 0]);
  });
});

describe('a sector_identifier_uri that leads inside', () => {
  const registered = (sector_identifier_uri: string) =>
    gatehouse.adminCall('POST', '/clients', {
      client_name: 'Reporter',
      kind: 'application',
      owner_id: person.id,
      grant_types: ['authorization_code'],
      redirect_uris: ['https://client.example.test/callback'],
      scope: 'openid',
      subject_type: 'pairwise',
      sector_identifier_uri,
    });

  it.each([
    (tls: number) => `https://127.0.0.1:${tls}/list`,
    (tls: number) => `https://localhost:${tls}/list`,
    (tls: number) => `https://[::1]:${tls}/list`,
    (tls: number) => `https://2130706433:${tls}/list`,
    () => 'https://169.254.169.254/latest/meta-data/',
    () => 'https://metadata.google.internal/',
    () => 'https://[fe80::1]/',
    () => 'https://10.0.0.1/',
    () => 'https://user:secret@client.example.test/list',
  ])('is not fetched, and nobody is told what is there: %#', async (uri) => {
    host.route('/list', ['https://client.example.test/callback']);
    const answer = await registered(uri(host.port));
    expectWrong(answer, '/sector_identifier_uri');
    expect(answer.body.errors[0].detail).toBe('could not be fetched, or is not a JSON list of texts');
    expect(host.hits()).toBe(0);
  });

  it.each([
    (plain: number) => `http://127.0.0.1:${plain}/`,
    () => 'http://client.example.test/list',
    () => 'file:///etc/passwd',
  ])('is no https URL: %#', async (uri) => {
    expectWrong(await registered(uri(port)), '/sector_identifier_uri');
    expect(came).toBe(0);
  });
});
