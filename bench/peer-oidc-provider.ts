// oidc-provider as a careful operator would run it: clients and tokens in PostgreSQL, secrets hashed.
import { createHmac, generateKeyPairSync, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { type Adapter, Provider } from 'oidc-provider';
import { Pool } from 'pg';

const environment = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
const issuer = `http://127.0.0.1:${environment('PORT')}`;
const format = environment('FORMAT') as 'opaque' | 'jwt';
const pool = new Pool({ connectionString: environment('DATABASE_URL'), max: 10 });

// oidc-provider 9.13 is written for Node 22, and misses nothing on Node 20 but this.
(URL as unknown as { parse?: unknown }).parse ??= (text: string, base?: string): URL | null =>
  URL.canParse(text, base) ? new URL(text, base) : null;

/** Keyed, and compared in constant time. Gatehouse does a bcrypt at first and this afterwards. */
const hashed = (secret: string): Buffer => createHmac('sha256', environment('PEPPER')).update(secret).digest();

/** One table, as in oidc-provider's own example adapter; its statements are named, which is the fastest way of pg. */
class PostgresAdapter implements Adapter {
  constructor(private readonly kind: string) {}

  async upsert(id: string, payload: object, expiresIn: number): Promise<void> {
    await pool.query({
      name: 'upsert',
      text: `INSERT INTO oidc_payloads (id, kind, payload, expires_at)
             VALUES ($1, $2, $3, now() + make_interval(secs => $4))
             ON CONFLICT (id, kind) DO UPDATE SET payload = excluded.payload, expires_at = excluded.expires_at`,
      values: [id, this.kind, JSON.stringify(payload), expiresIn],
    });
  }

  async find(id: string): Promise<object | undefined> {
    const { rows } = await pool.query<{ payload: object }>({
      name: 'find',
      text: 'SELECT payload FROM oidc_payloads WHERE id = $1 AND kind = $2 AND expires_at > now()',
      values: [id, this.kind],
    });
    return rows[0]?.payload;
  }
}

await pool.query(`CREATE TABLE IF NOT EXISTS oidc_payloads (
  id text NOT NULL, kind text NOT NULL, payload jsonb NOT NULL, expires_at timestamptz NOT NULL, PRIMARY KEY (id, kind))`);
await new PostgresAdapter('Client').upsert(
  environment('CLIENT_ID'),
  {
    client_id: environment('CLIENT_ID'),
    client_secret: hashed(environment('CLIENT_SECRET')).toString('hex'),
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    id_token_signed_response_alg: 'EdDSA',
    scope: 'mcp',
  },
  86_400,
);

const signing = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
const resource = 'https://example.com/mcp';
const provider = new Provider(issuer, {
  adapter: PostgresAdapter,
  jwks: { keys: [{ ...signing, alg: 'EdDSA', use: 'sig' }] },
  scopes: ['mcp'],
  ttl: { ClientCredentials: 3600 },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      getResourceServerInfo: () => ({
        scope: 'mcp',
        audience: resource,
        accessTokenFormat: format,
        ...(format === 'jwt' ? { jwt: { sign: { alg: 'EdDSA' } } } : {}),
      }),
    },
  },
});
provider.Client.prototype.compareClientSecret = function (presented: string): boolean {
  return timingSafeEqual(Buffer.from(this.clientSecret, 'hex'), hashed(presented));
};
provider.on('server_error', (_context, error) => console.error(error));
createServer(provider.callback()).listen(Number(environment('PORT')), '127.0.0.1');
