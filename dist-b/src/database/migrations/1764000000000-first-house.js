/** Users, clients, scopes, upstreams, keys; sessions, evidence and facts, which are partitioned by week. */
export class FirstHouse1764000000000 {
    async up(runner) {
        for (const statement of [...lists, ...growing, ...partitions])
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const lists = [
    `CREATE TABLE users (
    id uuid NOT NULL CONSTRAINT users_pkey PRIMARY KEY,
    email text NOT NULL CONSTRAINT users_email UNIQUE,
    name text NOT NULL,
    roles text[] NOT NULL,
    status text NOT NULL CONSTRAINT users_status CHECK (status IN ('active', 'inactive')),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL)`,
    `CREATE TABLE clients (
    id uuid NOT NULL CONSTRAINT clients_pkey PRIMARY KEY,
    client_id text NOT NULL CONSTRAINT clients_client_id UNIQUE,
    client_name text NOT NULL,
    kind text NOT NULL CONSTRAINT clients_kind CHECK (kind IN ('agent', 'application', 'service')),
    owner_id uuid CONSTRAINT clients_owner_id REFERENCES users (id) ON DELETE SET NULL,
    grant_types text[] NOT NULL,
    scope text[] NOT NULL,
    token_endpoint_auth_method text NOT NULL,
    resources text[],
    audiences text[] NOT NULL,
    default_audience text,
    plugin_ids text[] NOT NULL,
    subject text NOT NULL CONSTRAINT clients_subject CHECK (subject IN ('owner', 'client')),
    purpose text,
    expires_at timestamptz,
    status text NOT NULL CONSTRAINT clients_status CHECK (status IN ('active', 'inactive')),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL)`,
    `CREATE INDEX clients_owner ON clients (owner_id)`,
    `CREATE TABLE client_secrets (
    id uuid NOT NULL CONSTRAINT client_secrets_pkey PRIMARY KEY,
    client_id text NOT NULL CONSTRAINT client_secrets_client REFERENCES clients (client_id) ON DELETE CASCADE,
    slot smallint NOT NULL CONSTRAINT client_secrets_two CHECK (slot IN (1, 2)),
    tag text NOT NULL,
    hash text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT client_secrets_slot UNIQUE (client_id, slot))`,
    `CREATE TABLE scopes (
    id uuid NOT NULL CONSTRAINT scopes_pkey PRIMARY KEY,
    name text NOT NULL CONSTRAINT scopes_name UNIQUE,
    tier text NOT NULL CONSTRAINT scopes_tier CHECK (tier IN ('service', 'user')),
    description text NOT NULL,
    created_at timestamptz NOT NULL)`,
    `CREATE TABLE upstreams (
    id uuid NOT NULL CONSTRAINT upstreams_pkey PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL CONSTRAINT upstreams_kind CHECK (kind IN ('mcp', 'a2a')),
    url text NOT NULL,
    required_scopes text[] NOT NULL,
    credential jsonb NOT NULL,
    policy_default text NOT NULL CONSTRAINT upstreams_policy_default CHECK (policy_default IN ('allow', 'deny')),
    timeouts jsonb NOT NULL,
    limits jsonb NOT NULL,
    status text NOT NULL CONSTRAINT upstreams_status CHECK (status IN ('active', 'inactive')),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT upstreams_name UNIQUE (kind, name))`,
    `CREATE TABLE signing_keys (
    kid text NOT NULL CONSTRAINT signing_keys_pkey PRIMARY KEY,
    algorithm text NOT NULL CONSTRAINT signing_keys_algorithm CHECK (algorithm IN ('ES256', 'EdDSA', 'RS256')),
    state text NOT NULL CONSTRAINT signing_keys_state CHECK (state IN ('next', 'active', 'retired')),
    public_jwk jsonb NOT NULL,
    sealed_private_key bytea NOT NULL,
    created_at timestamptz NOT NULL,
    activated_at timestamptz,
    retired_at timestamptz)`,
    `CREATE UNIQUE INDEX signing_keys_one ON signing_keys (algorithm, state) WHERE state <> 'retired'`,
];
const growing = [
    `CREATE TABLE sessions (
    id uuid NOT NULL CONSTRAINT sessions_pkey PRIMARY KEY,
    parent_id uuid,
    source text NOT NULL CONSTRAINT sessions_source
      CHECK (source IN ('oauth', 'web', 'bridge', 'api', 'cli', 'mcp')),
    client_id text NOT NULL,
    user_id uuid,
    as_owner boolean NOT NULL,
    subject text NOT NULL,
    scope text[] NOT NULL,
    audience text[] NOT NULL,
    origin text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    closed_at timestamptz,
    close_reason text) PARTITION BY RANGE (id)`,
    `CREATE INDEX sessions_parent ON sessions (parent_id) WHERE parent_id IS NOT NULL`,
    `CREATE INDEX sessions_client ON sessions (client_id) WHERE closed_at IS NULL`,
    `CREATE INDEX sessions_user ON sessions (user_id) WHERE closed_at IS NULL`,
    `CREATE TABLE audit_events (
    id uuid NOT NULL CONSTRAINT audit_events_pkey PRIMARY KEY,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    decision text NOT NULL CONSTRAINT audit_events_decision CHECK (decision IN ('allow', 'deny', 'done')),
    reason text,
    sub text,
    act jsonb,
    client_id text,
    sid uuid,
    txn text,
    upstream text,
    tool text,
    request_id text,
    origin text,
    detail jsonb) PARTITION BY RANGE (id)`,
    `CREATE INDEX audit_events_client ON audit_events (client_id)`,
    `CREATE INDEX audit_events_sid ON audit_events (sid) WHERE sid IS NOT NULL`,
    `CREATE TABLE session_facts (
    id uuid NOT NULL CONSTRAINT session_facts_pkey PRIMARY KEY,
    at timestamptz NOT NULL,
    source text NOT NULL,
    outcome text NOT NULL CONSTRAINT session_facts_outcome CHECK (outcome IN ('issued', 'refused')),
    reason text,
    client_id text,
    sid uuid,
    address text,
    user_agent text,
    browser text,
    os text,
    device text,
    locale text,
    referrer text,
    is_bot boolean NOT NULL,
    is_ai_crawler boolean NOT NULL) PARTITION BY RANGE (id)`,
    `CREATE INDEX session_facts_at ON session_facts (at)`,
];
/** UUIDv7 carries its time in the first 48 bits, so that a range of ids is a range of time (RFC 9562 §5.7). */
const partitions = [
    `CREATE FUNCTION uuidv7_floor(moment timestamptz) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$
    SELECT rpad(lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0'), 32, '0')::uuid $$`,
    `CREATE TABLE sessions_rest PARTITION OF sessions DEFAULT`,
    `CREATE TABLE audit_events_rest PARTITION OF audit_events DEFAULT`,
    `CREATE TABLE session_facts_rest PARTITION OF session_facts DEFAULT`,
    /*
     * Runs as its owner, because the service's role may not create or drop tables; pg_temp comes last, because a temporary
     * type of the caller's would be run as the owner. Evidence is never dropped here. A week whose rows a wrong clock has
     * put into the default partition already gets no partition: they are found there as well.
     */
    `CREATE FUNCTION keep_partitions(moment timestamptz, keep_days int) RETURNS void
    SECURITY DEFINER SET search_path = public, pg_temp LANGUAGE plpgsql AS $$
    DECLARE
      parent text; week timestamptz; piece record;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtext('gatehouse.partitions'));
      FOREACH parent IN ARRAY ARRAY['sessions', 'audit_events', 'session_facts'] LOOP
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
//# sourceMappingURL=1764000000000-first-house.js.map