import type { RequestListener, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PinoLog } from '../../src/http/pino-log.js';
import { DocumentAddressRule } from '../../src/outbound/address-rule.js';
import { checkedLookup } from '../../src/outbound/checked-lookup.js';
import { GuardedFetch, type Wanted } from '../../src/outbound/guarded-fetch.js';
import { HostNames } from '../../src/outbound/host-names.js';
import { readSettings } from '../../src/settings/settings.js';
import { HttpsHost } from '../support/https-host.js';

// Attacks 37 (server-side request forgery) and 38 (rebinding) by whoever chooses the URL of a document, or answers there.

const log = new PinoLog('silent');
const METADATA = '169.254.169.254';
let host: HttpsHost;
let fetch: GuardedFetch;

beforeAll(async () => {
  host = await HttpsHost.start({ names: ['keys.example.test'] });
  fetch = new GuardedFetch(readSettings(host.settings), log, new HostNames());
});

afterAll(() => host.stop());

/** Names whose addresses the attacker chooses, each time anew. */
class Names extends HostNames {
  asked = 0;

  constructor(answer: (turn: number) => readonly string[]) {
    super();
    this.resolve = (_name, _options, done) =>
      done(
        null,
        answer(this.asked++).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
  }

  override readonly resolve: HostNames['resolve'];
}

async function refusal(url: string, wanted?: Wanted, through = fetch): Promise<string> {
  return through.get(url, wanted).then(
    ({ status }) => `fetched: ${status}`,
    (error: Error) => `${error.name} ${error.message}`,
  );
}

const NOT_PUBLIC = /^FetchRefused .*(is not of the public internet|is link-local, cloud metadata or no host)/;

describe('a URL that names an address', () => {
  const plain = new GuardedFetch(readSettings({}), log, new HostNames());

  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://017700000001/',
    'https://0x7f000001/',
    'https://0x7f.0.0.1/',
    'https://0177.0.0.01/',
    'https://127.0.0.1./',
    'https://１２７.0.0.1/',
    'https://127。0。0。1/',
    'https://%31%32%37.0.0.1/',
    'https://0/',
    'https://10.0.0.1:8443/',
    `https://${METADATA}/latest/meta-data/`,
    'https://2852039166/',
    'https://0xa9fea9fe/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[::127.0.0.1]/',
    'https://[0:0:0:0:0:ffff:0a00:0001]/',
    'https://[64:ff9b::169.254.169.254]/',
    'https://[64:ff9b::10.0.0.1]/',
    'https://[64:ff9b:1::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:4136:e378:8000:63bf:80ff:fffe]/',
    'https://[fe80::1]/',
    'https://[fd00:ec2::254]/',
    'https://[fd12::1]/',
  ])('%s leads nowhere', async (url) => {
    expect(await refusal(url, {}, plain)).toMatch(NOT_PUBLIC);
  });
});

describe('a URL', () => {
  it.each([
    ['http://localhost/', 'it is not https'],
    ['file:///etc/passwd', 'it is not https'],
    ['data:application/json,{}', 'it is not https'],
    ['gopher://localhost/', 'it is not https'],
    ['https://user@localhost/', 'it names a user'],
    ['https://:secret@localhost/', 'it names a user'],
    ['https://', 'it is not a URL'],
    ['https://[fe80::1%25eth0]/', 'it is not a URL'],
    ['//localhost/', 'it is not a URL'],
    ['', 'it is not a URL'],
  ])('%s is refused', async (url, reason) => {
    const text = await refusal(url);
    expect(text).toContain(reason);
    expect(text).not.toContain('secret');
  });

  it('what a query holds is not told', async () => {
    expect(await refusal('https://127.0.0.1:1/path?key=hidden#part')).not.toMatch(/hidden|part/);
  });
});

/** First and last address of each range of the registries for special use (RFC 6890 and what IANA added since). */
const special: readonly [string, string, string][] = [
  ['this network', '0.0.0.0', '0.255.255.255'],
  ['private', '10.0.0.0', '10.255.255.255'],
  ['shared by carriers', '100.64.0.0', '100.127.255.255'],
  ['loopback', '127.0.0.0', '127.255.255.255'],
  ['link-local', '169.254.0.0', '169.254.255.255'],
  ['private', '172.16.0.0', '172.31.255.255'],
  ['protocol assignments', '192.0.0.0', '192.0.0.255'],
  ['documentation', '192.0.2.0', '192.0.2.255'],
  ['AS112', '192.31.196.0', '192.31.196.255'],
  ['AMT', '192.52.193.0', '192.52.193.255'],
  ['6to4 relays', '192.88.99.0', '192.88.99.255'],
  ['private', '192.168.0.0', '192.168.255.255'],
  ['AS112', '192.175.48.0', '192.175.48.255'],
  ['benchmarking', '198.18.0.0', '198.19.255.255'],
  ['documentation', '198.51.100.0', '198.51.100.255'],
  ['documentation', '203.0.113.0', '203.0.113.255'],
  ['multicast', '224.0.0.0', '239.255.255.255'],
  ['reserved, broadcast', '240.0.0.0', '255.255.255.255'],
  ['unspecified, loopback', '::', '::1'],
  ['IPv4-compatible', '::2', '::ffff:ffff'],
  ['IPv4-mapped loopback', '::ffff:127.0.0.0', '::ffff:127.255.255.255'],
  ['IPv4-translated', '::ffff:0:0:0', '::ffff:0:808:808'],
  ['NAT64 of private addresses', '64:ff9b::a00:0', '64:ff9b::aff:ffff'],
  ['local NAT64', '64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:808:808'],
  ['discard, dummy', '100::', '100::1:ffff:ffff:ffff:ffff'],
  ['Teredo', '2001::', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['protocol assignments', '2001:1::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['documentation', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['6to4', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['AS112', '2620:4f:8000::', '2620:4f:8000:ffff:ffff:ffff:ffff:ffff'],
  ['documentation', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['segment routing, and what nobody was given', '4000::', 'fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['unique-local', 'fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['link-local', 'fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['site-local', 'fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['multicast', 'ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
];

describe('a name', () => {
  it.each(special)(
    'that resolves to addresses for special use (%s, %s to %s) is not dialled',
    async (_, first, last) => {
      for (const address of [first, last]) {
        const through = new GuardedFetch(readSettings({}), log, new Names(() => [address]));
        expect([address, await refusal('https://keys.example.test/', {}, through)]).toEqual([
          address,
          expect.stringMatching(NOT_PUBLIC),
        ]);
      }
    },
  );

  it('that resolves to a good address first and to a bad one later is dialled at the good one alone', async () => {
    const names = new Names((turn) => [turn === 0 ? '127.0.0.1' : METADATA]);
    const through = new GuardedFetch(readSettings(host.settings), log, names);
    host.route('/rebound', {});
    const url = `${host.named('keys.example.test')}/rebound`;
    expect(await refusal(url, {}, through)).toBe('fetched: 200');
    // What was checked was dialled: nobody asked again in between.
    expect(names.asked).toBe(1);
    expect(await refusal(url, {}, through)).toMatch(NOT_PUBLIC);
    expect(host.hits('/rebound')).toBe(1);
  });

  it('that resolves to good and bad addresses is dialled at the good ones alone', async () => {
    const rule = new DocumentAddressRule([]);
    const names = new Names(() => [METADATA, '8.8.8.8', '::1', '2606:4700::1111', '10.0.0.1']);
    const lookup = checkedLookup(
      (address) => rule.refuses(address),
      (reason) => new Error(reason),
      names.resolve,
    );
    const all = await new Promise((done) => lookup('x', { all: true }, (_, found) => done(found)));
    expect(all).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ]);
    expect(await new Promise((done) => lookup('x', {}, (_, found) => done(found)))).toBe('8.8.8.8');
  });

  it('that resolves to nothing is refused', async () => {
    const through = new GuardedFetch(readSettings({}), log, new Names(() => []));
    expect(await refusal('https://keys.example.test/', {}, through)).toMatch(/^FetchRefused/);
  });

  it('that the certificate does not have is refused, though the address is right', async () => {
    const through = new GuardedFetch(readSettings(host.settings), log, new Names(() => ['127.0.0.1']));
    const url = `${host.named('other.example.test')}/rebound`;
    expect(await refusal(url, {}, through)).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
  });
});

describe('the rule for addresses', () => {
  it.each(['8.8.8.8', '11.0.0.0', '100.128.0.0', '172.32.0.0', '192.0.1.0', '198.20.0.0', '223.255.255.255'])(
    'admits %s, also through NAT64 and as IPv6',
    (address) => {
      const rule = new DocumentAddressRule([]);
      const wrapped = [address, `::ffff:${address}`, `64:ff9b::${address}`];
      expect(wrapped.map((text) => rule.refuses(text))).toEqual([null, null, null]);
    },
  );

  it.each(['2606:4700:4700::1111', '2a00:1450:4001:800::200e', '2001:200::1', '3ffe::1'])('admits %s', (address) => {
    expect(new DocumentAddressRule([]).refuses(address)).toBeNull();
  });

  it('admits what the administrator listed, and nothing beside it', () => {
    const rule = new DocumentAddressRule(['10.0.0.0/8', 'fd12::/16', '192.168.0.7']);
    const admitted = ['10.1.2.3', '::ffff:10.1.2.3', '64:ff9b::10.1.2.3', 'fd12::1', '192.168.0.7'];
    expect(admitted.map((text) => rule.refuses(text))).toEqual(admitted.map(() => null));
    for (const address of ['192.168.0.8', '127.0.0.1', 'fd13::1', '::1']) {
      expect([address, rule.refuses(address)]).not.toContain(null);
    }
  });

  it('refuses metadata and link-local addresses, whatever is listed', () => {
    const rule = new DocumentAddressRule(['0.0.0.0/0', '::/0']);
    expect(['10.0.0.1', '::1', 'fd00::1'].map((text) => rule.refuses(text))).toEqual([null, null, null]);
    for (const address of [
      METADATA,
      '100.100.100.200',
      '168.63.129.16',
      '192.0.0.192',
      '0.0.0.0',
      '255.255.255.255',
      'fe80::1',
      'fd00:ec2::254',
      'fd20:ce::254',
      `::ffff:${METADATA}`,
      `64:ff9b::${METADATA}`,
      '64:ff9b:1::a9fe:a9fe',
      '::ffff:0:a9fe:a9fe',
      '2002:a9fe:a9fe::1',
      '2001:0:4136:e378:8000:63bf:5601:5601',
      'ff02::1',
    ]) {
      expect([address, rule.refuses(address)]).toEqual([address, expect.stringContaining('link-local')]);
    }
  });

  it.each(['', '10', '0x7f.1', '010.0.0.1', '1.2.3', 'localhost', '[fe80::1%eth0]', 'fe80::1%1', '1.2.3.4/8', '::1 '])(
    'does not take %o for an address',
    (text) => {
      expect(new DocumentAddressRule(['0.0.0.0/0', '::/0']).refuses(text)).toContain('is not an address');
    },
  );
});

describe('an answer', () => {
  it.each([300, 301, 302, 303, 304, 307, 308])('with status %i is not followed', async (status) => {
    const target = host.route('/inside', {});
    const url = host.route('/redirect', (_request, response) => response.writeHead(status, { location: target }).end());
    expect(await refusal(url)).toContain(`the answer was ${status}, and redirections are not followed`);
    expect(host.hits('/inside')).toBe(0);
  });

  it('with a cookie gets it back from nobody', async () => {
    const url = host.route('/cookie', (_request, response) =>
      response.writeHead(200, { 'set-cookie': 'a=b', refresh: '0; url=/inside' }).end('{}'),
    );
    await fetch.get(url);
    await fetch.get(url);
    expect(host.requests.at(-1)?.headers.cookie).toBeUndefined();
    expect(host.hits('/inside')).toBe(0);
  });

  it.each<[string, RequestListener]>([
    [
      'that is compressed, though nobody asked for it',
      (_request, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
    ],
    [
      'that says to be too large',
      (_request, response) => response.writeHead(200, { 'content-length': 300_000 }).write('{'),
    ],
    ['that is too large', (_request, response) => response.writeHead(200).end(Buffer.alloc(256 * 1024 + 1))],
    ['that has no end', (_request, response) => endless(response.writeHead(200))],
    [
      'that breaks off',
      (_request, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy());
      },
    ],
    ['with headers without an end', (_request, response) => endlessHead(response)],
    ['that is no HTTP', (_request, response) => response.socket?.end('SSH-2.0-OpenSSH_9.6 internal\r\n\r\n')],
  ])('%s is refused, and its connection ends', async (_name, handler) => {
    let ended: Promise<unknown> = Promise.reject(new Error('nobody asked'));
    ended.catch(() => undefined);
    const url = host.route('/wrong', (request, response) => {
      ended = new Promise((done) => request.socket.on('close', done));
      handler(request, response);
    });
    const text = await refusal(url);
    expect(text).toMatch(/^FetchRefused/);
    expect(text).not.toContain('internal');
    await ended;
  });

  it('may be as large as its reader wants, and no larger', async () => {
    const url = host.route('/sized', (_request, response) => response.writeHead(200).end('12345'));
    expect(await refusal(url, { largest: 5 })).toBe('fetched: 200');
    expect(await refusal(url, { largest: 4 })).toContain('the answer is larger than 4 bytes');
  });

  it('that says to be shorter than it is ends where it says', async () => {
    const url = host.route('/lie', (_request, response) => {
      response.socket?.end(`HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}${' '.repeat(500_000)}`);
    });
    const body = await fetch.get(url).then(
      (answer) => answer.body.toString(),
      () => '{}',
    );
    expect(body).toBe('{}');
  });
});

describe('time and number', () => {
  it('five seconds are the limit of all of it, however it is spun out', async () => {
    const slow = [
      await HttpsHost.start(),
      await HttpsHost.start(),
      await HttpsHost.start(),
      await HttpsHost.start(),
    ] as const;
    const timers: NodeJS.Timeout[] = [];
    const again = (work: () => void) => void timers.push(setInterval(work, 300));
    const silent: RequestListener = () => undefined;
    const dripping: RequestListener = (_request, response) => {
      response.writeHead(200);
      again(() => response.write(' '));
    };
    const drippingHead: RequestListener = (_request, { socket }) => {
      socket?.write('HTTP/1.1 200 OK\r\n');
      again(() => socket?.write('x: y\r\n'));
    };
    const interim: RequestListener = (_request, { socket }) =>
      again(() => socket?.write('HTTP/1.1 103 Early Hints\r\n\r\n'));
    const says = [silent, dripping, drippingHead, interim];
    const texts = await Promise.all(
      slow.map((one, at) => {
        const settings = readSettings(one.settings);
        return refusal(one.route('/', says[at]!), {}, new GuardedFetch(settings, log, new HostNames()));
      }),
    );
    for (const timer of timers) clearInterval(timer);
    await Promise.all(slow.map((one) => one.stop()));
    for (const text of texts) expect(text).toContain('it took longer than 5 s');
  });

  it('one host is asked two things at a time, and a crowd is turned away', async () => {
    const waiting: ServerResponse[] = [];
    let free = false;
    let most = 0;
    const url = host.route('/crowd', (_request, response) => {
      if (free) return response.end('{}');
      waiting.push(response);
      most = Math.max(most, waiting.length);
    });
    const first = Array.from({ length: 200 }, () => refusal(url));
    expect(await refusal(url)).toContain('too many documents are being fetched');
    while (waiting.length < 2) await new Promise((done) => setTimeout(done, 5));
    free = true;
    for (const response of waiting) response.end('{}');
    const texts = await Promise.all(first);
    expect(most).toBe(2);
    expect(texts[0]).toBe('fetched: 200');
    // Whoever left made room.
    expect(await refusal(url)).toBe('fetched: 200');
  });
});

function endless(response: ServerResponse): void {
  const push = (): void => {
    if (response.destroyed) return;
    if (response.write(Buffer.alloc(65_536))) setImmediate(push);
    else response.once('drain', push);
  };
  push();
}

function endlessHead({ socket }: ServerResponse): void {
  if (socket === null) return;
  socket.write('HTTP/1.1 200 OK\r\n');
  const push = (): void => {
    if (socket.destroyed) return;
    if (socket.write(`x: ${'y'.repeat(1000)}\r\n`)) setImmediate(push);
    else socket.once('drain', push);
  };
  push();
}
