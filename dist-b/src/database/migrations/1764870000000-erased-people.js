/** Whoever is deleted is named by evidence alone; and sessions that are live are found among all that there were. */
export class ErasedPeople1764870000000 {
    async up(runner) {
        for (const statement of [...indexes, ...erasure, ...partitions])
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const indexes = [
    // Also those that are closed: whoever is deleted is to be found in them.
    `DROP INDEX sessions_user`,
    `CREATE INDEX sessions_user ON sessions (user_id) WHERE user_id IS NOT NULL`,
    `CREATE INDEX sessions_live ON sessions (expires_at) WHERE closed_at IS NULL`,
    // Clients of hooks have the id of their person in their name.
    `CREATE INDEX session_facts_hooks ON session_facts (client_id) WHERE client_id LIKE 'bridge:%'`,
];
/*
 * At the end of the transaction that deletes somebody, whichever way: what closes their sessions, and tells clients so, must
 * still find them. Nobody counts evidence meanwhile, and whoever counts later knows that the person is gone.
 */
const erasure = [
    `CREATE FUNCTION erase_person(person uuid, email text) RETURNS void SET search_path = public, pg_temp LANGUAGE plpgsql AS $$
    DECLARE
      hooks text := 'bridge:' || person;
      rule record;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtext('gatehouse.rollups'));
      UPDATE session_facts SET user_id = NULL, address = NULL, network = NULL, user_agent = NULL, fingerprint = NULL,
        referrer = NULL, utm_source = NULL, utm_medium = NULL, utm_campaign = NULL, utm_term = NULL, utm_content = NULL,
        region = NULL, city = NULL WHERE user_id = person;
      UPDATE session_facts SET client_id = NULL WHERE client_id = hooks AND client_id LIKE 'bridge:%';
      UPDATE sessions SET closed_at = coalesce(closed_at, now()), close_reason = coalesce(close_reason, 'user deleted'),
        user_id = NULL, origin = NULL, client_id = nullif(client_id, hooks),
        subject = CASE subject WHEN person::text THEN '' WHEN hooks THEN '' ELSE subject END
        WHERE user_id = person;
      DELETE FROM known_uses WHERE subject_type = 'person' AND subject = person::text
        OR subject_type = 'client' AND subject = hooks;
      DELETE FROM subject_hours WHERE subject_type = 'person' AND subject = person::text
        OR subject_type = 'client' AND subject = hooks;
      UPDATE event_series SET client_id = NULL WHERE client_id = hooks;
      DELETE FROM device_authorizations WHERE claimed_by = person;
      DELETE FROM authorization_codes WHERE user_id = person;
      DELETE FROM authorization_requests WHERE strpos(lower(parameters::text), lower(email)) > 0;
      DELETE FROM clients WHERE client_id = hooks;
      FOR rule IN DELETE FROM policy_rules WHERE principal_type = 'user' AND principal_id = person::text
          OR principal_type = 'client' AND principal_id = hooks RETURNING upstream_id LOOP
        UPDATE policy_state SET version = version + 1;
        UPDATE upstreams SET policy_version = (SELECT version FROM policy_state) WHERE id = rule.upstream_id;
        INSERT INTO outbox (id, xid, topic, ids, at) VALUES (gen_random_uuid(), pg_current_xact_id()::text::bigint,
          'upstreams', ARRAY[rule.upstream_id::text], clock_timestamp());
        PERFORM pg_notify('gatehouse_changes', '');
      END LOOP;
    END $$`,
    `DROP TRIGGER users_erased ON users`,
    `CREATE OR REPLACE FUNCTION erase_traces() RETURNS trigger SET search_path = public, pg_temp LANGUAGE plpgsql AS $$
    BEGIN PERFORM erase_person(OLD.id, OLD.email); RETURN NULL; END $$`,
    `CREATE CONSTRAINT TRIGGER users_erased AFTER DELETE ON users DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION erase_traces()`,
    // Those who were deleted before.
    `SELECT erase_person(gone.id, NULL) FROM (SELECT user_id AS id FROM sessions UNION SELECT user_id FROM session_facts) gone
    WHERE gone.id IS NOT NULL AND NOT EXISTS (SELECT FROM users u WHERE u.id = gone.id)`,
];
const partitions = [
    // As before, with refresh tokens, which had none any more since evidence has a piece for each day.
    `CREATE OR REPLACE FUNCTION keep_partitions(moment timestamptz, keep_days int) RETURNS void
    SECURITY DEFINER SET search_path = public, pg_temp LANGUAGE plpgsql AS $$
    DECLARE
      parent text; days int; first timestamptz; start timestamptz; piece record;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtext('gatehouse.partitions'));
      FOREACH parent IN ARRAY ARRAY['sessions', 'audit_events', 'session_facts', 'refresh_tokens'] LOOP
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
//# sourceMappingURL=1764870000000-erased-people.js.map