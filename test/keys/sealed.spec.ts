import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { KeyForge, KeyNotOpened } from '../../src/keys/key-forge.js';
import { Secrets } from '../../src/settings/secrets.js';
import { algorithms, Cluster, type Replica } from './replicas.js';

interface Row {
  readonly kid: string;
  readonly sealed_private_key: Buffer;
  readonly line: string;
}

describe('keys at rest', () => {
  let cluster: Cluster;
  let replica: Replica;
  beforeAll(async () => {
    cluster = await Cluster.create();
    replica = await cluster.replica();
    await cluster.sql('CREATE TABLE before AS TABLE signing_keys');
  });
  afterEach(() => cluster.sql('DELETE FROM signing_keys; INSERT INTO signing_keys TABLE before'));
  afterAll(() => cluster.stop());

  const rows = (): Promise<Row[]> =>
    cluster.sql<Row>('SELECT *, to_jsonb(signing_keys)::text AS line FROM signing_keys');

  it('are sealed: no row shows anything of a private key', async () => {
    const { box } = replica.app.get(Secrets);
    for (const { kid, sealed_private_key, line } of await rows()) {
      const der = box.open(`signing-key:${kid}`, sealed_private_key);
      const { d } = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
      const secret = Buffer.from(d as string, 'base64url');
      // The last bytes: what comes first in DER is the same in every key, or public.
      for (const bytes of [der, secret, secret.subarray(-16)]) {
        expect(sealed_private_key.includes(bytes)).toBe(false);
        for (const coding of ['hex', 'base64', 'base64url'] as const)
          expect(line).not.toContain(bytes.toString(coding));
      }
      expect(line).not.toContain('PRIVATE KEY');
      expect(JSON.parse(line).public_jwk).not.toHaveProperty('d');
    }
    expect(await rows()).toHaveLength(6);
  });

  it('need the key-encryption key they were sealed under: with another one the start says so', async () => {
    const other = { KEY_ENCRYPTION_KEY: 'another-key-0123456789-abcdefghijkl' };
    await expect(cluster.replica(other)).rejects.toThrow(
      /^Signing key [\w-]{43} cannot be opened: it was sealed under another KEY_ENCRYPTION_KEY\. Start with the one/,
    );
  });

  it('cannot be swapped between rows', async () => {
    const sealed = `SELECT sealed_private_key FROM signing_keys WHERE algorithm = 'ES256' AND state = 'next'`;
    await cluster.sql(
      `UPDATE signing_keys SET sealed_private_key = (${sealed}) WHERE algorithm = 'ES256' AND state = 'active'`,
    );
    await expect(cluster.replica()).rejects.toThrow(KeyNotOpened);
  });

  it('cannot be replaced by a public key that somebody else wrote into the table', async () => {
    const before = await replica.jwks();
    const forged = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
    await cluster.sql(`UPDATE signing_keys SET public_jwk = $1 WHERE algorithm = 'EdDSA'`, [JSON.stringify(forged)]);
    expect(await (await cluster.replica()).jwks()).toEqual(before);
  });

  it.each(algorithms)('stop the start when what is signed with %s does not verify', async (algorithm) => {
    // A sound key of the wrong kind: well sealed, so that nothing but its signatures can tell.
    const other = algorithm === 'ES256' ? 'RS256' : 'ES256';
    const { kid, sealedPrivateKey } = await replica.app.get(KeyForge).make(other, 'active');
    await cluster.sql(
      `UPDATE signing_keys SET kid = $1, sealed_private_key = $2 WHERE algorithm = $3 AND state = 'active'`,
      [kid, sealedPrivateKey, algorithm],
    );
    await expect(cluster.replica()).rejects.toThrow(
      `The key ring failed its self-test: a token signed with ${algorithm} does not verify.`,
    );
  });
});
