// oidc-provider as a careful operator would run it: clients and tokens in PostgreSQL, secrets hashed.
import { createHmac, generateKeyPairSync, timingSafeEqual } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
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

  async consume(id: string): Promise<void> {
    await pool.query({
      name: 'consume',
      text: `UPDATE oidc_payloads SET payload = jsonb_set(payload, '{consumed}', to_jsonb(extract(epoch FROM now())::bigint))
              WHERE id = $1 AND kind = $2`,
      values: [id, this.kind],
    });
  }

  async destroy(id: string): Promise<void> {
    await pool.query({
      name: 'destroy',
      text: 'DELETE FROM oidc_payloads WHERE id = $1 AND kind = $2',
      values: [id, this.kind],
    });
  }

  /** Whoever uses a refresh token twice loses all that came of its grant; in no run of the bench does anybody. */
  async revokeByGrantId(grantId: string): Promise<void> {
    await pool.query(`DELETE FROM oidc_payloads WHERE payload->>'grantId' = $1`, [grantId]);
  }
}

await pool.query(`CREATE TABLE IF NOT EXISTS oidc_payloads (
  id text NOT NULL, kind text NOT NULL, payload jsonb NOT NULL, expires_at timestamptz NOT NULL, PRIMARY KEY (id, kind))`);

/** What the bench says of a client beyond what all of them are. */
interface BenchClient {
  readonly client_id: string;
  readonly client_secret?: string;
}

for (const client of JSON.parse(environment('CLIENTS')) as BenchClient[]) {
  const { client_id: id, client_secret: secret } = client;
  await new PostgresAdapter('Client').upsert(
    id,
    {
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      id_token_signed_response_alg: 'EdDSA',
      scope: 'mcp',
      ...client,
      ...(secret === undefined ? {} : { client_secret: hashed(secret).toString('hex') }),
    },
    86_400,
  );
}

const signing = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
const resource = 'https://example.com/mcp';
const provider = new Provider(issuer, {
  adapter: PostgresAdapter,
  jwks: { keys: [{ ...signing, alg: 'EdDSA', use: 'sig' }] },
  // Without the second one it knows no refresh tokens at all.
  scopes: ['mcp', 'offline_access'],
  ttl: { ClientCredentials: 3600, AccessToken: 3600, RefreshToken: 86_400, Grant: 86_400 },
  // People are not its own: whoever runs it looks them up. Gatehouse reads the person's row, and this reads none.
  findAccount: (_context: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
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

/** Refresh tokens as a code would give them, each of a grant of its own: nobody signs in here. */
async function giveRefreshTokens(query: URLSearchParams, response: ServerResponse): Promise<void> {
  const client = await provider.Client.find(query.get('client_id') ?? '');
  const tokens: string[] = [];
  while (tokens.length < Number(query.get('count'))) {
    const grant = new provider.Grant({ accountId: 'person', clientId: client?.clientId });
    grant.addResourceScope(resource, 'mcp');
    const said = { accountId: 'person', client, scope: 'mcp', resource, gty: 'authorization_code' };
    tokens.push(await new provider.RefreshToken({ ...said, grantId: await grant.save() }).save());
  }
  response.end(JSON.stringify(tokens));
}

const GIVING = '/bench/refresh-tokens?';
const answer = provider.callback();
createServer((request, response) => {
  // Compared as a text: nothing may be added to what a request costs the peer.
  if (!request.url?.startsWith(GIVING)) return answer(request, response);
  giveRefreshTokens(new URL(request.url, issuer).searchParams, response).catch((error: Error) =>
    response.writeHead(500).end(error.stack),
  );
}).listen(Number(environment('PORT')), '127.0.0.1');
