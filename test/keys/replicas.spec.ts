import { randomBytes } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RotationRefused } from '../../src/keys/rotation.rules.js';
import { algorithms, Cluster, type Replica, someClaims, StoppedClock, whole } from './replicas.js';

const junk = (): string => randomBytes(32).toString('base64url');

describe('replicas that start together for the first time', () => {
  let cluster: Cluster;
  beforeAll(async () => void (cluster = await Cluster.create()));
  afterAll(() => cluster.stop());

  it('agree on one ring', async () => {
    const replicas = await Promise.all([1, 2, 3, 4].map(() => cluster.replica()));
    expect(await cluster.counts()).toEqual(whole(0));
    const documents = await Promise.all(replicas.map((replica) => replica.jwks()));
    for (const document of documents) expect(document).toEqual(documents[0]);
  });
});

describe('two replicas on one database', () => {
  let cluster: Cluster;
  let a: Replica;
  let b: Replica;
  beforeAll(async () => {
    cluster = await Cluster.create();
    [a, b] = [await cluster.replica(), await cluster.replica()];
  });
  afterAll(() => cluster.stop());

  it('end with one active and one next key of each algorithm, however many rotate at once', async () => {
    const force = { force: true };
    await Promise.all([a, b, a, b].map(({ rotation }) => rotation.rotate('test', force)));
    expect(await cluster.counts()).toEqual(whole(4));
  });

  it('rotate once when several are asked and none is forced', async () => {
    cluster.clock.advance(310_000);
    const results = await Promise.allSettled([a, b, a, b].map(({ rotation }) => rotation.rotate('test')));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(RotationRefused);
    expect(await cluster.counts()).toEqual(whole(5));
  });

  it('know at once a key that another one has just begun to sign with', async () => {
    const before = await b.jwks();
    // Twice, so that the active key was made after B last looked.
    await a.rotation.rotate('test', { force: true });
    await a.rotation.rotate('test', { force: true });
    for (const algorithm of algorithms) {
      const { kid } = decodeProtectedHeader(await a.ring.sign('test+jwt', {}, algorithm)) as { kid: string };
      expect(before.keys.some((key) => key.kid === kid)).toBe(false);
      expect(await b.ring.find(kid)).toMatchObject({ kid, algorithm });
    }
  });

  it('find what was signed with a retired key, on every replica', async () => {
    const tokens = await Promise.all(
      algorithms.map(async (name) => a.ring.sign('test+jwt', someClaims(cluster.clock), name)),
    );
    await a.rotation.rotate('test', { force: true });
    for (const token of tokens) expect(await a.verifies(token)).toBe(await b.verifies(token));
  });
});

describe('a replica that cannot read the ring', () => {
  const clock = new StoppedClock();
  let cluster: Cluster;
  let replica: Replica;
  beforeAll(async () => {
    cluster = await Cluster.create();
    replica = await cluster.replica({}, clock);
  });
  afterAll(() => cluster.stop());

  it('is not led to the database by junk more than once a second', async () => {
    // Without its table each look at the database leaves a line in the log, and so can be counted.
    await cluster.sql('ALTER TABLE signing_keys RENAME TO signing_keys_away');
    const looks = (): number => replica.logged('keys.reload_failed').length;
    const ask = (): Promise<unknown> => Promise.all(Array.from({ length: 50 }, async () => replica.ring.find(junk())));
    expect(await ask()).toEqual(Array.from({ length: 50 }, () => null));
    for (let i = 0; i < 20; i++) await replica.ring.find(junk());
    expect(looks()).toBe(1);
    clock.advance(1000);
    await ask();
    expect(looks()).toBe(2);
    await cluster.sql('ALTER TABLE signing_keys_away RENAME TO signing_keys');
  });

  it('goes on verifying, but stops signing when its copy is too old to be sure of', async () => {
    const token = await replica.ring.sign('test+jwt', someClaims(clock));
    await cluster.sql('ALTER TABLE signing_keys RENAME TO signing_keys_away');
    clock.advance(590_000);
    await replica.ring.sign('test+jwt', {});
    clock.advance(20_000);
    await expect(async () => replica.ring.sign('test+jwt', {})).rejects.toThrow('signing_keys');
    expect(await replica.verifies(token)).toBe(decodeProtectedHeader(token).kid);
    await cluster.sql('ALTER TABLE signing_keys_away RENAME TO signing_keys');
    await replica.verifies(await replica.ring.sign('test+jwt', {}));
  });

  it('keeps its copy when the ring in the database is not whole', async () => {
    const before = await replica.jwks();
    await cluster.sql(`DELETE FROM signing_keys WHERE algorithm = 'RS256'`);
    expect(await replica.ring.find(junk())).toBeNull();
    expect(replica.logged('keys.reload_failed').at(-1)).toMatchObject({
      err: { message: 'The key ring has no active RS256 key.' },
    });
    expect(await replica.jwks()).toEqual(before);
  });
});
