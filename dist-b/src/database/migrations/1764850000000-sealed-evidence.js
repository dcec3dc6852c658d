/** Evidence that is past its retention is sealed and dropped by its owner, a day at a time. */
export class SealedEvidence1764850000000 {
    async up(runner) {
        for (const statement of [...tables, ...readers, ...sealing])
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const tables = [
    `CREATE TABLE audit_retention (
    id integer NOT NULL CONSTRAINT audit_retention_pkey PRIMARY KEY CONSTRAINT audit_retention_one CHECK (id = 1),
    days integer)`,
    `CREATE TABLE audit_seals (
    begins timestamptz NOT NULL CONSTRAINT audit_seals_pkey PRIMARY KEY,
    ends timestamptz NOT NULL,
    at timestamptz NOT NULL,
    receipts bigint NOT NULL,
    unchained bigint NOT NULL,
    checkpoint bigint,
    digest bytea)`,
    `CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE ON audit_seals FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    `CREATE TRIGGER audit_seals_not_truncated BEFORE TRUNCATE ON audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
    `CREATE INDEX audit_checkpoints_at ON audit_checkpoints (at)`,
    // By the database's clock, whatever the service says: its own may be wrong by years.
    `ALTER TABLE audit_checkpoints ADD COLUMN written_at timestamptz NOT NULL DEFAULT now()`,
    `CREATE FUNCTION note_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN NEW.written_at := now(); RETURN NEW; END $$`,
    `CREATE TRIGGER audit_checkpoints_noted BEFORE INSERT ON audit_checkpoints FOR EACH ROW EXECUTE FUNCTION note_checkpoint()`,
];
const readers = [
    `CREATE FUNCTION uuidv7_time(id uuid) RETURNS timestamptz IMMUTABLE LANGUAGE sql AS $$
    SELECT to_timestamp(('x' || lpad(left(replace(id::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0) $$`,
    `CREATE FUNCTION jws_payload(jws text) RETURNS jsonb IMMUTABLE LANGUAGE sql AS $$
    SELECT convert_from(decode(rpad(part, (length(part) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::jsonb
      FROM translate(split_part(jws, '.', 2), '-_', '+/') AS part $$`,
];
/*
 * Runs as its owner, because the service's role may not drop tables. What it drops does not depend on anything that role
 * can write: how many days are kept is in a table of the owner's, and the time is the database's. The oldest piece alone
 * is looked at: nothing younger goes before it. Its ids tell the time of the service's clock, which may have been behind: so
 * long as its last checkpoint is younger than the retention, it stays as well. So does what reports may not have counted: how
 * far they are is a row of that role's, which can keep evidence by it, and drop none. Rows of no chain are older than the chains,
 * and nobody can add any.
 */
const sealing = [
    `CREATE FUNCTION seal_evidence() RETURNS TABLE (begins timestamptz, ends timestamptz, receipts bigint,
      unchained bigint, unsigned bigint, checkpoint bigint, digest bytea)
    SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '3s' LANGUAGE plpgsql AS $$
    #variable_conflict use_column
    DECLARE
      keep int; piece record; held record; earliest bigint; latest bigint; named bytea; signed timestamptz;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtext('gatehouse.partitions'));
      SELECT days INTO keep FROM audit_retention WHERE id = 1;
      IF keep IS NULL THEN RETURN; END IF;
      SELECT part.oid::regclass AS name, uuidv7_time(bounds[1]::uuid) AS begins, uuidv7_time(bounds[2]::uuid) AS ends INTO piece
        FROM pg_inherits JOIN pg_class part ON part.oid = inhrelid,
          regexp_match(pg_get_expr(part.relpartbound, part.oid), 'FROM \\(''([0-9a-f-]{36})''\\) TO \\(''([0-9a-f-]{36})''\\)') bounds
        WHERE inhparent = 'audit_events'::regclass AND bounds IS NOT NULL ORDER BY bounds[1] LIMIT 1;
      IF piece IS NULL OR piece.ends > now() - keep * interval '1 day' THEN RETURN; END IF;
      IF NOT EXISTS (SELECT FROM rollup_states
          WHERE source = 'evidence' AND since >= piece.ends + interval '2 days') THEN RETURN; END IF;
      EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', piece.name);
      SELECT number INTO earliest FROM audit_checkpoints WHERE at >= piece.begins - interval '1 day' ORDER BY at, number LIMIT 1;
      SELECT number INTO latest FROM audit_checkpoints WHERE at >= piece.ends + interval '3 days' ORDER BY at, number LIMIT 1;
      latest := coalesce(latest, (SELECT max(number) FROM audit_checkpoints));
      EXECUTE format('
        WITH stretches AS MATERIALIZED (
          SELECT number, (chain->>''writer'')::uuid AS writer, (chain->>''from'')::bigint AS first, (chain->>''to'')::bigint AS last
            FROM audit_checkpoints, jsonb_array_elements(jws_payload(jws)->''chains'') AS chain WHERE number BETWEEN $1 AND $2),
        known AS (SELECT writer, min(first) AS first, max(last) AS last FROM stretches GROUP BY writer),
        held AS (SELECT e.writer, count(*) AS rows, max(e.seq) AS last,
            count(*) FILTER (WHERE e.writer IS NOT NULL AND (e.seq BETWEEN k.first AND k.last) IS NOT TRUE) AS unsigned
          FROM %s e LEFT JOIN known k USING (writer) GROUP BY e.writer)
        SELECT coalesce(sum(rows) FILTER (WHERE writer IS NOT NULL), 0)::bigint AS receipts,
          coalesce(sum(rows) FILTER (WHERE writer IS NULL), 0)::bigint AS unchained,
          coalesce(sum(unsigned), 0)::bigint AS unsigned,
          (SELECT max(s.number) FROM held h JOIN stretches s ON s.writer = h.writer AND h.last BETWEEN s.first AND s.last) AS checkpoint
        FROM held', piece.name) INTO held USING earliest, latest;
      SELECT sha256(convert_to(jws, 'UTF8')), written_at INTO named, signed FROM audit_checkpoints WHERE number = held.checkpoint;
      IF signed > now() - keep * interval '1 day' THEN RETURN; END IF;
      IF held.unsigned = 0 THEN
        INSERT INTO audit_seals VALUES
          (piece.begins, piece.ends, now(), held.receipts, held.unchained, held.checkpoint, named);
        EXECUTE format('DROP TABLE %s', piece.name);
      END IF;
      RETURN QUERY SELECT piece.begins, piece.ends, held.receipts, held.unchained, held.unsigned, held.checkpoint, named;
    END $$`,
    `REVOKE EXECUTE ON FUNCTION seal_evidence FROM PUBLIC`,
];
//# sourceMappingURL=1764850000000-sealed-evidence.js.map