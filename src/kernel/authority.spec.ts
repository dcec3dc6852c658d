import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Authority, exceeded, narrower } from './authority.js';
import { grants } from './scope-set.js';
import { sameResource } from './resource-uri.js';

const NAMES = ['admin', 'user', 'anonymous', 'service', 'a2a', 'mcp', 'openid', 'reports:read', 'ADMIN'];
const PLACES = ['https://one.example', 'https://one.example/', 'https://one.example/a', 'https://two.example', 'hook'];

const authority: fc.Arbitrary<Authority> = fc.record({
  scope: fc.subarray(NAMES),
  audiences: fc.option(fc.subarray(PLACES), { freq: 6 }),
  expiresAt: fc.oneof(fc.nat(5), fc.integer({ min: 0, max: 4_000_000_000 }), fc.constant(Infinity)),
  delegations: fc.integer({ min: 0, max: 8 }),
});

/** A part of it: what an honest exchange could give. */
const within = (parent: Authority): fc.Arbitrary<Authority> =>
  fc.record({
    scope: fc.subarray([...parent.scope]),
    audiences: parent.audiences === null ? fc.option(fc.subarray(PLACES)) : fc.subarray([...parent.audiences]),
    expiresAt: fc.nat(100).map((less) => parent.expiresAt - less),
    delegations: fc.nat(parent.delegations),
  });

/** What makes it larger in one way and in no other. */
const larger: readonly [keyof Authority, (from: Authority, by: number) => Authority][] = [
  ['scope', (from) => ({ ...from, scope: [...from.scope, 'something:else'] })],
  ['audiences', (from) => ({ ...from, audiences: [...(from.audiences ?? []), 'https://three.example'] })],
  ['audiences', (from) => ({ ...from, audiences: null })],
  ['expiresAt', (from, by) => ({ ...from, expiresAt: from.expiresAt + by })],
  ['expiresAt', (from) => ({ ...from, expiresAt: NaN })],
  ['delegations', (from, by) => ({ ...from, delegations: from.delegations + by })],
  ['delegations', (from) => ({ ...from, delegations: NaN })],
];
const bounded = authority.filter(({ audiences, expiresAt }) => audiences !== null && expiresAt !== Infinity);

describe('an authority that is passed on', () => {
  it('may be all of it', () => {
    fc.assert(fc.property(authority, (a) => narrower(a, a) && exceeded(a, a).length === 0));
  });

  it('may be any part of it', () => {
    const parts = authority.chain((parent) => fc.tuple(fc.constant(parent), within(parent)));
    fc.assert(fc.property(parts, ([parent, child]) => narrower(parent, child)));
  });

  it('is within the first one, however many hands it went through', () => {
    const chain = authority.chain((a) =>
      within(a).chain((b) => fc.tuple(fc.constant(a), fc.constant(b), fc.oneof(within(b), authority))),
    );
    fc.assert(fc.property(chain, ([a, b, c]) => !narrower(a, b) || !narrower(b, c) || narrower(a, c)));
  });

  it('is the same when each is within the other', () => {
    const like = authority.chain((a) =>
      fc.tuple(fc.constant(a), fc.oneof(within(a), fc.constant({ ...a }), authority)),
    );
    fc.assert(
      fc.property(like, ([a, b]) => {
        fc.pre(narrower(a, b) && narrower(b, a));
        expect([b.expiresAt, b.delegations]).toEqual([a.expiresAt, a.delegations]);
        for (const name of NAMES) expect(grants(b.scope, name)).toBe(grants(a.scope, name));
        const reached = ({ audiences }: Authority) =>
          PLACES.map((place) => audiences?.some((one) => sameResource(one, place)) ?? true);
        expect(reached(b)).toEqual(reached(a));
      }),
    );
  });

  it.each(larger)('is not larger in %s alone (%#)', (name, enlarge) => {
    fc.assert(
      fc.property(bounded, fc.integer({ min: 1, max: 1000 }), (parent, by) => {
        const child = enlarge(parent, by);
        expect(exceeded(parent, child)).toEqual([name]);
        expect(narrower(parent, child)).toBe(false);
      }),
    );
  });

  it('names every way in which it is larger', () => {
    const all = ['scope', 'audiences', 'expiresAt', 'delegations'] as const;
    fc.assert(
      fc.property(bounded, fc.subarray([...all]), (parent, ways) => {
        const child = ways.reduce((from, way) => larger.find(([name]) => name === way)![1](from, 1), parent);
        expect(exceeded(parent, child)).toEqual(ways);
      }),
    );
  });

  it('has a scope of its own ladder alone: levels of other tiers imply nothing', () => {
    const of = (...scope: string[]): Authority => ({ scope, audiences: null, expiresAt: 1, delegations: 1 });
    expect(narrower(of('admin'), of('user', 'anonymous'))).toBe(true);
    for (const name of ['service', 'a2a', 'mcp', 'openid', 'ADMIN', 'admin ', ''])
      expect([name, narrower(of('admin'), of(name))]).toEqual([name, false]);
    expect(narrower(of('service'), of('mcp'))).toBe(false);
  });
});
