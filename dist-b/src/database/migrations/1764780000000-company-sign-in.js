/** Sign-in by companies' own OpenID providers, and which sign-ins came from one. */
export class CompanySignIn1764780000000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `CREATE TABLE sign_in_providers (
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    issuer text NOT NULL,
    client_id text NOT NULL,
    sealed_secret bytea NOT NULL,
    scope text[] NOT NULL,
    email_domains text[] NOT NULL,
    create_people boolean NOT NULL,
    link_verified_email boolean NOT NULL,
    role_claim text[] NOT NULL,
    role_map jsonb NOT NULL,
    roles_of_all text[] NOT NULL,
    acr_map jsonb NOT NULL,
    authorization_endpoint text NOT NULL,
    status text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT sign_in_providers_pkey PRIMARY KEY (id),
    CONSTRAINT sign_in_providers_slug UNIQUE (slug),
    CONSTRAINT sign_in_providers_issuer UNIQUE (issuer),
    CONSTRAINT sign_in_providers_status CHECK (status IN ('active', 'inactive')))`,
    `CREATE TABLE company_sign_ins (
    hash text NOT NULL,
    provider_id uuid NOT NULL,
    browser text NOT NULL,
    next text NOT NULL,
    not_before timestamptz,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT company_sign_ins_pkey PRIMARY KEY (hash),
    CONSTRAINT company_sign_ins_provider FOREIGN KEY (provider_id) REFERENCES sign_in_providers (id) ON DELETE CASCADE)`,
    `CREATE INDEX company_sign_ins_provider_id ON company_sign_ins (provider_id)`,
    `CREATE INDEX company_sign_ins_expires_at ON company_sign_ins (expires_at)`,
    `ALTER TABLE user_identities ADD COLUMN granted_roles text[] NOT NULL DEFAULT '{}'`,
    `ALTER TABLE web_sessions
    ADD COLUMN signed_in_at timestamptz NOT NULL DEFAULT 'epoch',
    ADD COLUMN provider_id uuid,
    ADD COLUMN upstream_subject text,
    ADD COLUMN upstream_sid text,
    ADD CONSTRAINT web_sessions_provider FOREIGN KEY (provider_id) REFERENCES sign_in_providers (id) ON DELETE SET NULL`,
    `ALTER TABLE web_sessions ALTER COLUMN signed_in_at DROP DEFAULT`,
    `CREATE INDEX web_sessions_provider_id ON web_sessions (provider_id) WHERE provider_id IS NOT NULL`,
];
//# sourceMappingURL=1764780000000-company-sign-in.js.map