/** Clients that prove themselves by keys and certificates, and identifiers that are good for one use. */
export class ProofsOfClients1764200000000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `ALTER TABLE clients
    ADD COLUMN jwks jsonb,
    ADD COLUMN jwks_uri text,
    ADD COLUMN token_endpoint_auth_signing_alg text,
    ADD COLUMN tls_client_auth jsonb,
    ADD COLUMN dpop_bound_access_tokens boolean NOT NULL DEFAULT false,
    ADD COLUMN tls_client_certificate_bound_access_tokens boolean NOT NULL DEFAULT false,
    ADD COLUMN exchange_from text[] NOT NULL DEFAULT '{}',
    ADD COLUMN exchange_id_tokens boolean NOT NULL DEFAULT false`,
    `ALTER TABLE clients
    ALTER COLUMN dpop_bound_access_tokens DROP DEFAULT,
    ALTER COLUMN tls_client_certificate_bound_access_tokens DROP DEFAULT,
    ALTER COLUMN exchange_from DROP DEFAULT,
    ALTER COLUMN exchange_id_tokens DROP DEFAULT`,
    `CREATE TABLE spent_ids (
    hash text NOT NULL CONSTRAINT spent_ids_pkey PRIMARY KEY,
    expires_at timestamptz NOT NULL)`,
    `CREATE INDEX spent_ids_expires_at ON spent_ids (expires_at)`,
];
//# sourceMappingURL=1764200000000-proofs-of-clients.js.map