import { describe, expect, it } from 'vitest';
import { canonicalRange, parseAddress, writeRange, type Address } from './address-ranges.js';

describe('canonicalRange', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7/32'],
    ['203.0.113.0/24', '203.0.113.0/24'],
    ['::ffff:203.0.113.7', '203.0.113.7/32'],
    ['::FFFF:203.0.113.0/120', '203.0.113.0/24'],
    ['::ffff:cb00:7107', '203.0.113.7/32'],
    ['2001:DB8:0:0::/32', '2001:db8::/32'],
    ['2001:db8::1', '2001:db8::1/128'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['::/0', '::/0'],
    ['128.0.0.0/1', '128.0.0.0/1'],
    ['10.32.0.0/11', '10.32.0.0/11'],
  ])('%s is %s', (text, range) => {
    expect(canonicalRange(text)?.range).toBe(range);
  });

  it.each([
    '203.0.113.7/24',
    '2001:db8::1/64',
    '203.0.113.0/33',
    '203.0.113.0/-1',
    '203.0.113.0/024',
    '203.0.113.0/',
    '203.0.113',
    '0x7f.1',
    '010.0.0.0/8',
    '::ffff:203.0.113.0/95',
    '::ffff:203.0.113.7/120',
    '2001:db8::/129',
    'fe80::1%eth0',
    'host.example',
    '',
    '/8',
  ])('%j is none', (text) => {
    expect(canonicalRange(text)).toBeNull();
  });
});

describe('writeRange', () => {
  it.each([
    ['203.0.113.7', 24, '203.0.113.0/24'],
    ['203.0.113.7', 25, '203.0.113.0/25'],
    ['203.0.113.200', 25, '203.0.113.128/25'],
    ['203.0.113.7', 0, '0.0.0.0/0'],
    ['2001:db8:1:2:3::4', 64, '2001:db8:1:2::/64'],
    ['2001:db8:1:2:3::4', 47, '2001:db8::/47'],
    ['::ffff:203.0.113.7', 8, '203.0.0.0/8'],
  ])('%s lies with %i bits in %s', (address, bits, range) => {
    expect(writeRange(parseAddress(address) as Address, bits)).toBe(range);
  });
});
