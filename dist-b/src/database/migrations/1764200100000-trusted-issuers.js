/** Whom else we believe about machines and people: issuers, rules for their workloads, and links to our people. */
export class TrustedIssuers1764200100000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `CREATE TABLE trusted_issuers (
    id uuid NOT NULL CONSTRAINT trusted_issuers_pkey PRIMARY KEY,
    issuer text NOT NULL CONSTRAINT trusted_issuers_issuer UNIQUE,
    name text NOT NULL,
    jwks_uri text,
    jwks jsonb,
    audiences text[] NOT NULL,
    algorithms text[] NOT NULL,
    uses text[] NOT NULL,
    single_use boolean NOT NULL,
    scope text[],
    clients text[] NOT NULL,
    link_verified_email boolean NOT NULL,
    status text NOT NULL CONSTRAINT trusted_issuers_status CHECK (status IN ('active', 'inactive')),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT trusted_issuers_keys CHECK ((jwks_uri IS NULL) <> (jwks IS NULL)))`,
    `CREATE TABLE workload_rules (
    id uuid NOT NULL CONSTRAINT workload_rules_pkey PRIMARY KEY,
    issuer_id uuid NOT NULL CONSTRAINT workload_rules_issuer REFERENCES trusted_issuers (id) ON DELETE CASCADE,
    name text NOT NULL,
    claims jsonb NOT NULL,
    client_id text NOT NULL CONSTRAINT workload_rules_client REFERENCES clients (client_id) ON DELETE CASCADE,
    scope text[],
    resources text[],
    status text NOT NULL CONSTRAINT workload_rules_status CHECK (status IN ('active', 'inactive')),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT workload_rules_name UNIQUE (issuer_id, name))`,
    `CREATE INDEX workload_rules_client_id ON workload_rules (client_id)`,
    `CREATE TABLE user_identities (
    id uuid NOT NULL CONSTRAINT user_identities_pkey PRIMARY KEY,
    user_id uuid NOT NULL CONSTRAINT user_identities_user REFERENCES users (id) ON DELETE CASCADE,
    issuer text NOT NULL,
    tenant text NOT NULL,
    subject text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT user_identities_one UNIQUE (issuer, tenant, subject))`,
    `CREATE INDEX user_identities_user_id ON user_identities (user_id)`,
];
//# sourceMappingURL=1764200100000-trusted-issuers.js.map