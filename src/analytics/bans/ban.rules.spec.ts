import { describe, expect, it } from 'vitest';
import { BanTable, holds, rangeFault } from './ban.rules.js';

const now = Date.parse('2026-03-10T12:00:00Z');
const later = new Date(now + 1);
const ban = (id: string, range: string | null, expiresAt: Date | null = null, network: string | null = null) => ({
  id,
  range,
  network,
  expiresAt,
});
const none = (): string => 'some network';

describe('BanTable', () => {
  const table = new BanTable([
    ban('wide', '203.0.113.0/24'),
    ban('odd', '198.51.100.128/25'),
    ban('six', '2001:db8:1::/48'),
    ban('one', '192.0.2.1/32', later),
    ban('over', '192.0.2.2/32', new Date(now)),
    ban('hashed', null, null, 'network of somebody'),
  ]);

  it.each([
    ['203.0.113.0', 'wide'],
    ['203.0.113.255', 'wide'],
    ['::ffff:203.0.113.9', 'wide'],
    ['::ffff:cb00:7109', 'wide'],
    ['203.0.114.0', undefined],
    ['203.0.112.255', undefined],
    ['198.51.100.127', undefined],
    ['198.51.100.128', 'odd'],
    ['2001:db8:1:ffff::1', 'six'],
    ['2001:DB8:1::', 'six'],
    ['2001:db8:2::1', undefined],
    ['192.0.2.1', 'one'],
    ['192.0.2.2', undefined],
    ['no address', undefined],
  ])('%s meets %s', (address, id) => {
    expect(table.covering(address, none, now)?.id).toBe(id);
    // Once more: now it is remembered.
    expect(table.covering(address, none, now)?.id).toBe(id);
  });

  it('forgets a ban at its end, also one that it has just found', () => {
    expect(table.covering('192.0.2.1', none, now)?.id).toBe('one');
    expect(table.covering('192.0.2.1', none, +later)).toBeNull();
  });

  it('finds a narrower ban that is in force behind a wider one that is over', () => {
    const both = new BanTable([ban('over', '192.0.2.0/24', new Date(now)), ban('there', '192.0.2.3/32')]);
    expect(both.covering('192.0.2.3', none, now)?.id).toBe('there');
  });

  it('knows a network by its hash alone', () => {
    expect(table.covering('192.0.2.77', () => 'network of somebody', now)?.id).toBe('hashed');
  });
});

describe('rangeFault', () => {
  it.each(['203.0.113.7', '10.0.0.0/8', '2001:d00::/24', '::ffff:203.0.113.0/120'])('takes %s', (range) => {
    expect(rangeFault(range)).toBeNull();
  });

  it.each(['0.0.0.0/0', '10.0.0.0/7', '::/0', '2000::/3', '203.0.113.7/24', 'x', 7, null])('refuses %s', (range) => {
    expect(rangeFault(range)).not.toBeNull();
  });
});

describe('holds', () => {
  it.each([
    ['203.0.113.0/24', '::ffff:203.0.113.4', true],
    ['203.0.113.0/24', '203.0.114.4', false],
    ['2001:db8::/32', '2001:db8:ffff::', true],
    ['2001:db8::/32', '203.0.113.4', false],
  ])('%s, %s: %s', (range, address, held) => {
    expect(holds(range, address)).toBe(held);
  });
});
