import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cluster, someClaims, whole } from './replicas.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The job runs at every start and every hour; a start is what a test can bring about. */
describe('rotation by schedule', () => {
  let cluster: Cluster;
  beforeEach(async () => void (cluster = await Cluster.create()));
  afterEach(() => cluster.stop());

  it('leaves keys alone that are younger than KEY_ROTATION_DAYS', async () => {
    const first = await cluster.replica({ KEY_ROTATION_DAYS: '7' });
    const before = await first.jwks();
    cluster.clock.advance(6 * DAY);
    const second = await cluster.replica({ KEY_ROTATION_DAYS: '7' });
    expect(await second.jwks()).toEqual(before);
    expect(second.logged('keys.rotated')).toEqual([]);
  });

  it('rotates older ones, once, whichever replicas notice it together', async () => {
    const first = await cluster.replica({ KEY_ROTATION_DAYS: '7' });
    const token = await first.ring.sign('test+jwt', someClaims(cluster.clock));
    cluster.clock.advance(7 * DAY + HOUR);
    const others = await Promise.all([1, 2, 3].map(() => cluster.replica({ KEY_ROTATION_DAYS: '7' })));
    expect(await cluster.counts()).toEqual(whole(1));
    expect(others.flatMap((replica) => replica.logged('keys.rotated'))).toHaveLength(1);
    const events = await cluster.sql(`SELECT reason FROM audit_events WHERE kind = 'keys.rotated'`);
    expect(events).toEqual([{ reason: 'schedule' }]);
    for (const replica of others) await replica.verifies(token);
  });

  it('forgets retired keys only when their last token has expired', async () => {
    const first = await cluster.replica();
    await first.rotation.rotate('test', { force: true });
    const [{ kid: retired }] = (await cluster.sql<{ kid: string }>(
      `SELECT kid FROM signing_keys WHERE state = 'retired'`,
    )) as [{ kid: string }];
    cluster.clock.advance(HOUR);
    const second = await cluster.replica();
    expect((await second.jwks()).keys).toHaveLength(9);
    cluster.clock.advance(HOUR);
    const third = await cluster.replica();
    expect((await third.jwks()).keys).toHaveLength(6);
    expect(await third.ring.find(retired)).toBeNull();
    expect(await cluster.counts()).toEqual(whole(0));
  });
});
