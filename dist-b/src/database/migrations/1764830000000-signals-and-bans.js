/** What requests tell of themselves in full, the one definition of human, ghost and bot, counters, scores, and bans. */
export class SignalsAndBans1764830000000 {
    async up(runner) {
        for (const statement of [...facts, ...traffic, ...behavior, ...alarms, ...bans, ...erasure])
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const facts = [
    `ALTER TABLE session_facts
    ADD COLUMN user_id uuid,
    ADD COLUMN grant_type text,
    ADD COLUMN network text,
    ADD COLUMN fingerprint text,
    ADD COLUMN utm_source text,
    ADD COLUMN utm_medium text,
    ADD COLUMN utm_campaign text,
    ADD COLUMN utm_term text,
    ADD COLUMN utm_content text,
    ADD COLUMN country text,
    ADD COLUMN region text,
    ADD COLUMN city text,
    ADD COLUMN is_scanner boolean NOT NULL DEFAULT false,
    ADD COLUMN is_behavioral_bot boolean NOT NULL DEFAULT false,
    ADD COLUMN behavior_score smallint,
    ADD COLUMN engaged_at timestamptz`,
    `CREATE INDEX session_facts_user ON session_facts (user_id) WHERE user_id IS NOT NULL`,
];
const traffic = [
    // The only place that says what a human, a ghost and a bot is; it answers for every combination, so that they sum.
    `CREATE FUNCTION traffic_class(is_bot boolean, is_ai_crawler boolean, is_scanner boolean, is_behavioral_bot boolean,
      engaged boolean) RETURNS text IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
    SELECT CASE
      WHEN coalesce(is_bot, false) OR coalesce(is_ai_crawler, false) OR coalesce(is_scanner, false)
        OR coalesce(is_behavioral_bot, false) THEN 'bot'
      WHEN coalesce(engaged, false) THEN 'human'
      ELSE 'ghost' END $$`,
    `CREATE VIEW session_traffic AS
    SELECT f.*, traffic_class(f.is_bot, f.is_ai_crawler, f.is_scanner, f.is_behavioral_bot,
      f.engaged_at IS NOT NULL) AS traffic FROM session_facts f`,
];
const behavior = [
    `CREATE TABLE traffic_counters (
    hour timestamptz NOT NULL,
    network text NOT NULL,
    fingerprint text NOT NULL,
    requests integer NOT NULL,
    refused integer NOT NULL,
    failed integer NOT NULL,
    probes integer NOT NULL,
    bots integer NOT NULL,
    gaps integer NOT NULL,
    gap_seconds double precision NOT NULL,
    gap_squares double precision NOT NULL,
    peak_minute integer NOT NULL,
    CONSTRAINT traffic_counters_pkey PRIMARY KEY (hour, network, fingerprint))`,
    `CREATE TABLE origin_scores (
    network text NOT NULL CONSTRAINT origin_scores_pkey PRIMARY KEY,
    score smallint NOT NULL,
    signals jsonb NOT NULL,
    scored_at timestamptz NOT NULL)`,
    `CREATE TABLE fingerprint_reputation (
    fingerprint text NOT NULL CONSTRAINT fingerprint_reputation_pkey PRIMARY KEY,
    score smallint NOT NULL CONSTRAINT fingerprint_reputation_score CHECK (score BETWEEN 0 AND 100),
    signals jsonb NOT NULL,
    requests integer NOT NULL,
    sessions integer NOT NULL,
    networks integer NOT NULL,
    scored_at timestamptz NOT NULL)`,
];
const alarms = [
    `CREATE TABLE traffic_thresholds (
    metric text NOT NULL CONSTRAINT traffic_thresholds_pkey PRIMARY KEY,
    warning double precision NOT NULL,
    critical double precision NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT traffic_thresholds_order CHECK (warning <= critical))`,
    `INSERT INTO traffic_thresholds (metric, warning, critical, updated_at) VALUES
    ('requests_over_baseline', 2, 3, now()),
    ('refused_share', 0.1, 0.25, now()),
    ('failed_share', 0.01, 0.05, now()),
    ('sessions_per_fingerprint', 50, 200, now()),
    ('requests_per_minute_of_one_network', 300, 1200, now())`,
    `CREATE TABLE traffic_alarms (
    id uuid NOT NULL CONSTRAINT traffic_alarms_pkey PRIMARY KEY,
    hour timestamptz NOT NULL,
    metric text NOT NULL,
    level text NOT NULL CONSTRAINT traffic_alarms_level CHECK (level IN ('warning', 'critical')),
    value double precision NOT NULL,
    baseline double precision,
    CONSTRAINT traffic_alarms_once UNIQUE (hour, metric))`,
];
const bans = [
    `CREATE TABLE address_bans (
    id uuid NOT NULL CONSTRAINT address_bans_pkey PRIMARY KEY,
    range text,
    network text,
    reason text NOT NULL,
    source text NOT NULL CONSTRAINT address_bans_source CHECK (source IN ('administrator', 'automatic')),
    expires_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT address_bans_range UNIQUE (range),
    CONSTRAINT address_bans_network UNIQUE (network),
    CONSTRAINT address_bans_whom CHECK (num_nonnulls(range, network) = 1))`,
];
/** In the database, so that no way to delete somebody forgets it. What stays names them by an id that is nobody's any more. */
const erasure = [
    `CREATE FUNCTION erase_traces() RETURNS trigger SET search_path = public, pg_temp LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE session_facts SET address = NULL, network = NULL, user_agent = NULL, fingerprint = NULL, referrer = NULL,
        utm_source = NULL, utm_medium = NULL, utm_campaign = NULL, utm_term = NULL, utm_content = NULL,
        region = NULL, city = NULL WHERE user_id = OLD.id;
      UPDATE sessions SET origin = NULL WHERE user_id = OLD.id AND origin IS NOT NULL;
      DELETE FROM device_authorizations WHERE claimed_by = OLD.id;
      RETURN NULL;
    END $$`,
    `CREATE TRIGGER users_erased AFTER DELETE ON users FOR EACH ROW EXECUTE FUNCTION erase_traces()`,
];
//# sourceMappingURL=1764830000000-signals-and-bans.js.map