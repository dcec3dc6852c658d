/** People: their passwords and sign-ins, what clients ask of them, what they agreed to, and refresh tokens. */
export class PeopleSignIn1764100000000 {
    async up(runner) {
        for (const statement of [...altered, ...credentials, ...authorization, ...refresh])
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const altered = [
    `ALTER TABLE clients
    ADD COLUMN client_uri text,
    ADD COLUMN redirect_uris text[] NOT NULL DEFAULT '{}',
    ADD COLUMN post_logout_redirect_uris text[] NOT NULL DEFAULT '{}',
    ADD COLUMN first_party boolean NOT NULL DEFAULT false,
    ADD COLUMN require_pushed_authorization_requests boolean NOT NULL DEFAULT false,
    ADD COLUMN introspects text[] NOT NULL DEFAULT '{}',
    ADD COLUMN id_token_signed_response_alg text NOT NULL DEFAULT 'RS256',
    ADD COLUMN introspection_signed_response_alg text NOT NULL DEFAULT 'RS256',
    ADD COLUMN userinfo_signed_response_alg text`,
    `ALTER TABLE clients
    ALTER COLUMN redirect_uris DROP DEFAULT,
    ALTER COLUMN post_logout_redirect_uris DROP DEFAULT,
    ALTER COLUMN first_party DROP DEFAULT,
    ALTER COLUMN require_pushed_authorization_requests DROP DEFAULT,
    ALTER COLUMN introspects DROP DEFAULT,
    ALTER COLUMN id_token_signed_response_alg DROP DEFAULT,
    ALTER COLUMN introspection_signed_response_alg DROP DEFAULT`,
    `ALTER TABLE sessions
    ALTER COLUMN client_id DROP NOT NULL,
    ADD COLUMN authenticated_at timestamptz,
    ADD COLUMN acr text,
    ADD COLUMN amr text[],
    ADD COLUMN claims jsonb`,
];
const credentials = [
    `CREATE TABLE passwords (
    user_id uuid NOT NULL CONSTRAINT passwords_pkey PRIMARY KEY
      CONSTRAINT passwords_user REFERENCES users (id) ON DELETE CASCADE,
    hash text NOT NULL,
    changed_at timestamptz NOT NULL)`,
    `CREATE TABLE setup_links (
    hash text NOT NULL CONSTRAINT setup_links_pkey PRIMARY KEY,
    user_id uuid NOT NULL CONSTRAINT setup_links_user REFERENCES users (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz)`,
    `CREATE INDEX setup_links_user_id ON setup_links (user_id)`,
    `CREATE TABLE sign_in_failures (
    key text NOT NULL CONSTRAINT sign_in_failures_pkey PRIMARY KEY,
    failures integer NOT NULL,
    locked_until timestamptz,
    updated_at timestamptz NOT NULL)`,
    `CREATE TABLE web_sessions (
    session_id uuid NOT NULL CONSTRAINT web_sessions_pkey PRIMARY KEY,
    user_id uuid NOT NULL CONSTRAINT web_sessions_user REFERENCES users (id) ON DELETE CASCADE,
    cookie_hash text NOT NULL CONSTRAINT web_sessions_cookie UNIQUE,
    device text NOT NULL,
    expires_at timestamptz NOT NULL)`,
    `CREATE INDEX web_sessions_user_id ON web_sessions (user_id)`,
];
const authorization = [
    `CREATE TABLE authorization_requests (
    hash text NOT NULL CONSTRAINT authorization_requests_pkey PRIMARY KEY,
    client_id text NOT NULL CONSTRAINT authorization_requests_client REFERENCES clients (client_id) ON DELETE CASCADE,
    parameters jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    started_at timestamptz,
    browser text,
    consented text,
    completed_at timestamptz)`,
    `CREATE INDEX authorization_requests_client_id ON authorization_requests (client_id)`,
    `CREATE INDEX authorization_requests_expires_at ON authorization_requests (expires_at)`,
    `CREATE TABLE consents (
    id uuid NOT NULL CONSTRAINT consents_pkey PRIMARY KEY,
    user_id uuid NOT NULL CONSTRAINT consents_user REFERENCES users (id) ON DELETE CASCADE,
    client_id text NOT NULL CONSTRAINT consents_client REFERENCES clients (client_id) ON DELETE CASCADE,
    resource text NOT NULL,
    scope text[] NOT NULL,
    client_fingerprint text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT consents_one UNIQUE (user_id, client_id, resource))`,
    `CREATE INDEX consents_client_id ON consents (client_id)`,
    `CREATE TABLE authorization_codes (
    hash text NOT NULL CONSTRAINT authorization_codes_pkey PRIMARY KEY,
    client_id text NOT NULL,
    user_id uuid NOT NULL,
    web_session_id uuid NOT NULL,
    redirect_uri text NOT NULL,
    redirect_uri_sent boolean NOT NULL,
    code_challenge text NOT NULL,
    scope text[] NOT NULL,
    resources text[] NOT NULL,
    nonce text,
    claims jsonb,
    authenticated_at timestamptz NOT NULL,
    acr text NOT NULL,
    amr text[] NOT NULL,
    failures integer NOT NULL,
    expires_at timestamptz NOT NULL,
    redeemed_at timestamptz,
    session_id uuid)`,
    `CREATE INDEX authorization_codes_client_id ON authorization_codes (client_id) WHERE redeemed_at IS NULL`,
    `CREATE INDEX authorization_codes_user_id ON authorization_codes (user_id) WHERE redeemed_at IS NULL`,
    `CREATE INDEX authorization_codes_expires_at ON authorization_codes (expires_at)`,
];
const refresh = [
    `CREATE TABLE refresh_tokens (
    id uuid NOT NULL CONSTRAINT refresh_tokens_pkey PRIMARY KEY,
    hash text NOT NULL,
    session_id uuid NOT NULL,
    client_id text NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    successor_id uuid) PARTITION BY RANGE (id)`,
    `CREATE TABLE refresh_tokens_rest PARTITION OF refresh_tokens DEFAULT`,
    /* As in the first migration, with one more table to keep. */
    `CREATE OR REPLACE FUNCTION keep_partitions(moment timestamptz, keep_days int) RETURNS void
    SECURITY DEFINER SET search_path = public, pg_temp LANGUAGE plpgsql AS $$
    DECLARE
      parent text; week timestamptz; piece record;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtext('gatehouse.partitions'));
      FOREACH parent IN ARRAY ARRAY['sessions', 'audit_events', 'session_facts', 'refresh_tokens'] LOOP
        FOR ahead IN 0..4 LOOP
          week := date_trunc('week', moment AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + ahead * interval '7 days';
          IF to_regclass(format('%I', parent || to_char(week AT TIME ZONE 'UTC', '_YYYYMMDD'))) IS NULL THEN
            BEGIN
              EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                parent || to_char(week AT TIME ZONE 'UTC', '_YYYYMMDD'), parent,
                uuidv7_floor(week), uuidv7_floor(week + interval '7 days'));
            EXCEPTION WHEN check_violation THEN NULL;
            END;
          END IF;
        END LOOP;
        CONTINUE WHEN parent = 'audit_events';
        FOR piece IN SELECT inhrelid::regclass AS name, relname FROM pg_inherits
            JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = parent::regclass LOOP
          IF piece.relname ~ '_\\d{8}$' AND
             to_timestamp(right(piece.relname, 8), 'YYYYMMDD') < moment - (keep_days + 8) * interval '1 day' THEN
            EXECUTE format('DROP TABLE %s', piece.name);
          END IF;
        END LOOP;
      END LOOP;
    END $$`,
];
//# sourceMappingURL=1764100000000-people-sign-in.js.map