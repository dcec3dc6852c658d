import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyList } from '../../src/keys/key-list.js';
import { BuiltProgram, type Ended } from '../support/built-program.js';
import { Cluster, type Replica, someClaims, whole } from './replicas.js';

describe('gatehouse keys, beside a running server', () => {
  let program: BuiltProgram;
  let cluster: Cluster;
  let server: Replica;
  beforeAll(async () => {
    program = await BuiltProgram.make();
    cluster = await Cluster.create();
    server = await cluster.replica();
  });
  afterAll(async () => {
    await cluster.stop();
    program.remove();
  });

  const gatehouse = (args: string, environment: Record<string, string> = {}): Promise<Ended> =>
    program.run(args.split(' '), { ...cluster.environment, ...environment });
  const listed = (): Promise<unknown> => server.app.get(KeyList).page();

  it('lists the keys as JSON', async () => {
    const ended = await gatehouse('keys list --json');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ended.stdout)).toEqual(await listed());
  });

  it('lists the keys for people, one on a line', async () => {
    const ended = await gatehouse('keys list');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const [head, ...lines] = ended.stdout.trimEnd().split('\n');
    expect(head).toMatch(/^STATE +ALG +KID +SINCE$/);
    expect(lines).toHaveLength(6);
    for (const line of lines) expect(line).toMatch(/^(active|next) +(ES256|EdDSA|RS256) +[\w-]{43} +\d{4}-\d\d-\d\dT/);
  });

  it('is refused with one line and exit code 1 when the next keys are too young', async () => {
    const ended = await gatehouse('keys rotate');
    expect(ended.code).toBe(1);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(/^gatehouse: The next ES256 key .* Try again in \d+ s, or force the rotation\.\n$/);
    expect(await cluster.counts()).toEqual(whole(0));
  });

  it('rotates when forced, and the server goes on without a break', async () => {
    const token = await server.ring.sign('test+jwt', someClaims(cluster.clock));
    const ended = await gatehouse('keys rotate --force --json');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ended.stdout)).toEqual(await listed());
    expect(await cluster.counts()).toEqual(whole(1));
    await server.verifies(token);
    await server.verifies(await server.ring.sign('test+jwt', someClaims(cluster.clock)));
    const events = await cluster.sql(`SELECT reason FROM audit_events WHERE kind = 'keys.rotated'`);
    expect(events).toEqual([{ reason: 'command line' }]);
  });

  it('tells in one line that the key-encryption key is another one', async () => {
    const ended = await gatehouse('keys list', { KEY_ENCRYPTION_KEY: 'another-key-0123456789-abcdefghijkl' });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^gatehouse: Signing key [\w-]{43} cannot be opened: .*\n$/);
  });

  it('names every wrong setting', async () => {
    const ended = await gatehouse('keys list', { DATABASE_POOL: 'many', SIGNING_ALG: 'none' });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^gatehouse: Wrong settings:\n {2}- DATABASE_POOL: .*\n {2}- SIGNING_ALG: .*\n$/);
  });
});
