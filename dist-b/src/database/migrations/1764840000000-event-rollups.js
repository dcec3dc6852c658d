/** What happened, counted by piece of time: reports read these instead of every row. */
export class EventRollups1764840000000 {
    async up(runner) {
        for (const statement of [...counts, ...people, ...positions, ...facts])
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const counts = [
    `CREATE TABLE event_series (
    id uuid NOT NULL CONSTRAINT event_series_pkey PRIMARY KEY,
    kind text NOT NULL,
    decision text NOT NULL,
    client_id text,
    upstream text,
    tool text,
    rule text,
    reason text,
    source text,
    grant_type text,
    binding text,
    country text,
    depth smallint,
    status smallint,
    latency_bin smallint,
    seen_at timestamptz NOT NULL)`,
    // A piece for each width, so that the days of a year lie together. They are counted up in place.
    `CREATE TABLE event_rollups (
    width smallint NOT NULL,
    bucket timestamptz NOT NULL,
    series uuid NOT NULL,
    n bigint NOT NULL,
    CONSTRAINT event_rollups_pkey PRIMARY KEY (width, bucket, series)) PARTITION BY LIST (width)`,
    `CREATE TABLE event_rollups_minutes PARTITION OF event_rollups FOR VALUES IN (5) WITH (fillfactor = 70)`,
    `CREATE TABLE event_rollups_hours PARTITION OF event_rollups FOR VALUES IN (60) WITH (fillfactor = 70)`,
    `CREATE TABLE event_rollups_days PARTITION OF event_rollups FOR VALUES IN (1440) WITH (fillfactor = 70)`,
    `CREATE TABLE event_rollups_weeks PARTITION OF event_rollups FOR VALUES IN (10080) WITH (fillfactor = 70)`,
];
const people = [
    `CREATE TABLE known_uses (
    subject_type text NOT NULL,
    subject text NOT NULL,
    what text NOT NULL,
    name text NOT NULL,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    CONSTRAINT known_uses_pkey PRIMARY KEY (subject_type, subject, what, name),
    CONSTRAINT known_uses_subject_type CHECK (subject_type IN ('client', 'person')))`,
    `CREATE INDEX known_uses_first ON known_uses (first_at)`,
    `CREATE TABLE subject_hours (
    subject_type text NOT NULL,
    subject text NOT NULL,
    hour timestamptz NOT NULL,
    calls bigint NOT NULL,
    denied bigint NOT NULL,
    CONSTRAINT subject_hours_pkey PRIMARY KEY (subject_type, subject, hour),
    CONSTRAINT subject_hours_subject_type CHECK (subject_type IN ('client', 'person')))`,
    `CREATE INDEX subject_hours_hour ON subject_hours (hour)`,
];
const positions = [
    `CREATE TABLE rollup_positions (
    writer uuid NOT NULL CONSTRAINT rollup_positions_pkey PRIMARY KEY,
    seq bigint NOT NULL,
    newest uuid NOT NULL)`,
    `CREATE TABLE rollup_states (
    source text NOT NULL CONSTRAINT rollup_states_pkey PRIMARY KEY,
    since timestamptz NOT NULL)`,
];
/** Facts are in no chain by which one could tell which of them are new: they are noted as they come. */
const facts = [
    `CREATE TABLE session_facts_pending (id uuid NOT NULL CONSTRAINT session_facts_pending_pkey PRIMARY KEY)`,
    `CREATE FUNCTION note_session_facts() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO session_facts_pending (id) SELECT id FROM added; RETURN NULL; END $$`,
    `CREATE TRIGGER session_facts_noted AFTER INSERT ON session_facts REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION note_session_facts()`,
];
//# sourceMappingURL=1764840000000-event-rollups.js.map