/** Evidence in chains, with signed checkpoints, a partition for each day, and a retention that only the owner sets. */
export class ChainedEvidence1764800000000 {
    async up(runner) {
        for (const statement of [...columns, ...tables, ...appendOnly, ...partitions])
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const columns = [
    `ALTER TABLE audit_events
    ADD COLUMN ancestors uuid[],
    ADD COLUMN resource text,
    ADD COLUMN rule text,
    ADD COLUMN policy_version text,
    ADD COLUMN writer uuid,
    ADD COLUMN seq bigint,
    ADD COLUMN prev bytea,
    ADD COLUMN hash bytea`,
    // Rows that are older than the chains have none of it: they are not looked at.
    `ALTER TABLE audit_events ADD CONSTRAINT audit_events_chained CHECK (num_nulls(writer, seq, prev, hash) = 0) NOT VALID`,
    `CREATE INDEX audit_events_chain ON audit_events (writer, seq)`,
];
const tables = [
    `CREATE TABLE audit_checkpoints (
    number bigint NOT NULL CONSTRAINT audit_checkpoints_pkey PRIMARY KEY,
    at timestamptz NOT NULL,
    jws text NOT NULL)`,
    `CREATE TABLE audit_chains (
    writer uuid NOT NULL CONSTRAINT audit_chains_pkey PRIMARY KEY,
    seq bigint NOT NULL,
    hash bytea NOT NULL)`,
    `CREATE TABLE audit_keys (
    kid text NOT NULL CONSTRAINT audit_keys_pkey PRIMARY KEY,
    at timestamptz NOT NULL,
    jwk jsonb NOT NULL)`,
];
/** Beside the rights of the service's role, so that its owner does not change evidence by mistake either. */
const appendOnly = [
    `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$`,
    ...['audit_events', 'audit_checkpoints', 'audit_keys'].flatMap((table) => [
        `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
        `CREATE TRIGGER ${table}_not_truncated BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
    ]),
];
const partitions = [
    /*
     * Runs as its owner, because the service's role may not create or drop tables; pg_temp comes last, because a temporary
     * type of the caller's would be run as the owner. Evidence is never dropped here. A piece of time whose rows a wrong
     * clock has put into the default partition already gets no partition: they are found there as well. Evidence had a
     * partition for each week before: those stay, and days begin after them.
     */
    `CREATE OR REPLACE FUNCTION keep_partitions(moment timestamptz, keep_days int) RETURNS void
    SECURITY DEFINER SET search_path = public, pg_temp LANGUAGE plpgsql AS $$
    DECLARE
      parent text; days int; first timestamptz; start timestamptz; piece record;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtext('gatehouse.partitions'));
      FOREACH parent IN ARRAY ARRAY['sessions', 'audit_events', 'session_facts'] LOOP
        days := CASE parent WHEN 'audit_events' THEN 1 ELSE 7 END;
        first := date_trunc(CASE days WHEN 1 THEN 'day' ELSE 'week' END, moment AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
        FOR ahead IN 0..4 LOOP
          start := first + ahead * days * interval '1 day';
          IF to_regclass(format('%I', parent || to_char(start AT TIME ZONE 'UTC', '_YYYYMMDD'))) IS NULL THEN
            BEGIN
              EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                parent || to_char(start AT TIME ZONE 'UTC', '_YYYYMMDD'), parent,
                uuidv7_floor(start), uuidv7_floor(start + days * interval '1 day'));
            EXCEPTION WHEN check_violation OR invalid_object_definition THEN NULL;
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
//# sourceMappingURL=1764800000000-chained-evidence.js.map