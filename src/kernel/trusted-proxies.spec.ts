import { describe, expect, it } from 'vitest';
import { addressKey, TrustedProxies } from './trusted-proxies.js';

const proxies = new TrustedProxies(['10.0.0.0/8', '192.0.2.7', '2001:db8:aaaa::/48', '::1']);

describe('the list of trusted proxies', () => {
  it.each([
    '',
    ' ',
    'localhost',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/08',
    '10.0.0.0/8/8',
    '10/8',
    '010.0.0.0/8',
    '0x0a.0.0.0/8',
    '10.0.0/24',
    '10.0.0.0/255.0.0.0',
    ' 10.0.0.0/8',
    '*',
    '::/129',
    '2001:db8::g/64',
    'fe80::1%eth0',
    '::ffff:10.0.0.0/104',
    '::ffff:10.0.0.0/8',
    '::10.0.0.1',
    '10.0.0.1%eth0',
  ])('refuses %j by name', (cidr) => {
    expect(() => new TrustedProxies(['127.0.0.1', cidr])).toThrow(
      `not an address or CIDR range: ${JSON.stringify(cidr)}`,
    );
  });

  it.each([
    ['10.255.255.255', true],
    ['11.0.0.0', false],
    ['192.0.2.7', true],
    ['192.0.2.8', false],
    ['2001:db8:aaaa:ffff::1', true],
    ['2001:db8:aaab::1', false],
    ['::1', true],
    ['0:0:0:0:0:0:0:1', true],
    ['::2', false],
    ['::ffff:10.1.2.3', true],
    ['::FFFF:0a01:0203', true],
    ['0:0:0:0:0:ffff:10.1.2.3', true],
    ['::ffff:11.1.2.3', false],
    ['::10.1.2.3', false],
    ['64:ff9b::10.1.2.3', false],
    ['1::ffff:10.1.2.3', false],
    ['010.1.2.3', false],
    ['10.1.2', false],
    ['10', false],
    ['0x0a.1.2.3', false],
    ['167772161', false],
    ['10.1.2.3:80', false],
    ['10.1.2.3%eth0', false],
    [' 10.1.2.3', false],
    ['', false],
    ['proxy', false],
  ])('%j is trusted: %s', (address, trusted) => expect(proxies.trusts(address)).toBe(trusted));

  it('is empty by default, and then nobody is believed', () => {
    const none = new TrustedProxies([]);
    expect(none.trusts('127.0.0.1')).toBe(false);
    expect(none.clientAddress('127.0.0.1', '203.0.113.9')).toBe('127.0.0.1');
    expect(none.forwardedHost('127.0.0.1', 'evil.example')).toBe(undefined);
  });

  it('takes a range by any of its addresses', () => {
    expect(new TrustedProxies(['127.0.0.1/8']).trusts('127.9.9.9')).toBe(true);
    expect(new TrustedProxies(['::ffff:10.0.0.1']).trusts('10.0.0.1')).toBe(true);
  });
});

describe('the client address', () => {
  const PEER = '10.0.0.1';

  it.each<[what: string, peer: string, forwardedFor: string | undefined, client: string]>([
    ['is the peer without a proxy', '203.0.113.9', undefined, '203.0.113.9'],
    ['is the peer when a stranger names another', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['is the peer when a stranger names a proxy', '203.0.113.9', '10.0.0.1', '203.0.113.9'],
    ['is the peer when a trusted one says nothing', PEER, undefined, PEER],
    ['is the peer when the header is empty', PEER, '', PEER],
    ['is the peer as IPv4 when mapped', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['is the peer without its zone', 'fe80::1%eth0', '1.2.3.4', 'fe80::1'],
    ['is the peer in canonical form', '2001:DB8:0:0:0:0:0:1', undefined, '2001:db8::1'],
    ['is whatever the socket said when that is no address', '', '203.0.113.9', ''],
    ['is the only hop', PEER, '203.0.113.9', '203.0.113.9'],
    ['is told by a mapped peer too', '::ffff:10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['is the rightmost stranger', PEER, '198.51.100.1, 203.0.113.9', '203.0.113.9'],
    ['is the rightmost stranger behind two proxies', PEER, '198.51.100.1, 203.0.113.9, 10.9.9.9', '203.0.113.9'],
    ['is not what a caller wrote before its own address', PEER, '10.0.0.1, 127.0.0.1, 203.0.113.9', '203.0.113.9'],
    [
      'is not what a caller wrote to look like a chain',
      PEER,
      '1.1.1.1, 10.0.0.2, 203.0.113.9, 10.0.0.3',
      '203.0.113.9',
    ],
    ['is the leftmost when all are trusted', PEER, '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['is the last good one before an unknown hop', PEER, '198.51.100.1, unknown, 10.0.0.2', '10.0.0.2'],
    ['is the peer when the nearest hop is malformed', PEER, '198.51.100.1, garbage', PEER],
    ['is the peer when the nearest hop is empty', PEER, '198.51.100.1,', PEER],
    ['is not read from octal', PEER, '198.51.100.1, 010.0.0.2', PEER],
    ['is not read from one number', PEER, '198.51.100.1, 167772162', PEER],
    ['is not read from hexadecimal', PEER, '198.51.100.1, 0x0a.0.0.2', PEER],
    ['is not read from IPv4 in brackets', PEER, '[203.0.113.9]', PEER],
    ['is not read from a bracket left open', PEER, '[2001:db8::9', PEER],
    ['is not read from a port too long', PEER, '203.0.113.9:123456', PEER],
    ['is not read from dots in IPv6 other than mapped', PEER, '1::ffff:203.0.113.9', PEER],
    ['is not read from quotes', PEER, '"203.0.113.9"', PEER],
    ['is not read from a name', PEER, 'client.example', PEER],
    ['is read without port', PEER, '203.0.113.9:51234', '203.0.113.9'],
    ['is read from brackets', PEER, '[2001:db8::9]', '2001:db8::9'],
    ['is read from brackets without port', PEER, '[2001:db8::9]:443', '2001:db8::9'],
    ['is read from IPv6 as it is', PEER, '2001:DB8:0::9', '2001:db8::9'],
    ['is read from IPv6 without zone', PEER, '[fe80::9%en0]:1', 'fe80::9'],
    ['is read as IPv4 when mapped', PEER, '::ffff:203.0.113.9', '203.0.113.9'],
    ['is read as IPv4 when mapped in hexadecimal', PEER, '[::ffff:cb00:7109]:80', '203.0.113.9'],
    ['passes over a trusted hop when mapped', PEER, '203.0.113.9, ::ffff:10.0.0.2', '203.0.113.9'],
    ['passes over a trusted hop with a port', PEER, '203.0.113.9, 10.0.0.2:443', '203.0.113.9'],
    ['needs no space after commas', PEER, '198.51.100.1,203.0.113.9\t,  10.0.0.2', '203.0.113.9'],
  ])('%s', (_what, peer, forwardedFor, client) => expect(proxies.clientAddress(peer, forwardedFor)).toBe(client));

  it('does not depend on anything left of the first stranger', () => {
    const lies = [
      '',
      '10.0.0.9',
      '::1',
      'unknown',
      '[',
      '203.0.113.1',
      'a'.repeat(8000),
      '10.0.0.9,'.repeat(900),
      '\u0000',
      '%',
      '::ffff:10.0.0.9',
    ];
    for (const lie of lies)
      expect(proxies.clientAddress(PEER, `${lie}, 203.0.113.9, 10.0.0.2`), lie).toBe('203.0.113.9');
  });

  it('is always an address, whatever a trusted proxy passes on', () => {
    const hops = [
      '',
      ' ',
      '[]',
      ':',
      '::',
      ':::',
      '1.2.3.4.5',
      '256.1.1.1',
      '[::1]x',
      '::1%',
      '<script>',
      '10.0.0.2\r\nx: y',
      '[[::1]]',
    ];
    for (const hop of hops) expect(proxies.clientAddress(PEER, hop), hop).toMatch(/^(10\.0\.0\.1|::)$/);
  });
});

describe('the forwarded host', () => {
  it.each([
    ['gate.example', 'gate.example'],
    ['Gate.Example:8443', 'gate.example:8443'],
    ['localhost', 'localhost'],
    ['my_gate', 'my_gate'],
    ['203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:80', '203.0.113.9:80'],
    ['[2001:db8::1]:443', '[2001:db8::1]:443'],
    [' gate.example ', 'gate.example'],
    ['evil.example, gate.example', 'gate.example'],
    ['evil.example, worse.example, gate.example', 'gate.example'],
    ['evil.example,gate.example:1', 'gate.example:1'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ])('%j is %j', (header, host) => expect(proxies.forwardedHost('10.0.0.1', header)).toBe(host));

  it.each([
    '',
    ' ',
    ',',
    'gate.example,',
    'gate.example, ',
    'a b',
    'user@gate.example',
    'gate.example/path',
    'gate.example?x',
    'gate.example#x',
    'gate.example\\x',
    'http://gate.example',
    'gate.example:',
    'gate.example:0',
    'gate.example:99999',
    'gate.example:080',
    'gate.example:8a',
    '.gate.example',
    'gate..example',
    'gate.example.',
    '-gate',
    'gate-',
    '2001:db8::1',
    '[2001:db8::1',
    '[::1]x',
    '[::g]',
    '[0:0::1]',
    '1.2.3',
    '999.1.1.1',
    '0x7f.1',
    '%67ate.example',
    'g\u00e4te.example',
    'gate.example\r\nx: y',
    'gate.example\0',
    `${'a'.repeat(254)}`,
  ])('%j is not one', (header) => expect(proxies.forwardedHost('10.0.0.1', header)).toBe(undefined));

  it('is believed from a trusted peer only', () => {
    expect(proxies.forwardedHost('203.0.113.9', 'evil.example')).toBe(undefined);
    expect(proxies.forwardedHost('', 'evil.example')).toBe(undefined);
    expect(proxies.forwardedHost('::ffff:10.0.0.1', 'gate.example')).toBe('gate.example');
    expect(proxies.forwardedHost('10.0.0.1', undefined)).toBe(undefined);
  });
});

describe('the key for limits', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::ffff:cb00:7109', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::', '2001:db8:1:2::/64'],
    ['2001:DB8:1:3::1', '2001:db8:1:3::/64'],
    ['::1', '::/64'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['2001:db8::1', '2001:db8::/64'],
    ['not an address', 'not an address'],
  ])('of %s is %s', (address, key) => expect(addressKey(address)).toBe(key));
});
