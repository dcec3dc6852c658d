/** Evidence that is found by whoever it is about, and receivers to whom it is sent. */
export class EvidenceForOthers1764820000000 {
    async up(runner) {
        for (const statement of [...actors, ...indexes, ...receivers])
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const actors = [
    // Everybody in a chain of actors, whatever their place in it (RFC 8693 §4.1).
    `CREATE FUNCTION actors_of(act jsonb) RETURNS text[] IMMUTABLE PARALLEL SAFE LANGUAGE sql
    RETURN ARRAY(SELECT sub #>> '{}' FROM jsonb_path_query(act, '$.**.sub') AS found (sub))`,
];
/*
 * Each begins with what is asked for and goes on with the id, so that the newest of it are read and nothing else. Every receipt
 * pays for them: texts stand there as a number of four bytes, whatever their length, and what most receipts have in common
 * (allowed calls and tokens) is in none, because whoever asks for it finds it by going back from the newest.
 */
const indexes = [
    `DROP INDEX audit_events_client`,
    `CREATE INDEX audit_events_client ON audit_events (hashtext(client_id), id) WHERE client_id IS NOT NULL`,
    `DROP INDEX audit_events_sid`,
    `CREATE INDEX audit_events_sid ON audit_events (sid, id) WHERE sid IS NOT NULL`,
    `CREATE INDEX audit_events_sub ON audit_events (hashtext(sub), id) WHERE sub IS NOT NULL`,
    `CREATE INDEX audit_events_upstream ON audit_events (hashtext(upstream), id) WHERE upstream IS NOT NULL`,
    `CREATE INDEX audit_events_tool ON audit_events (hashtext(tool), id) WHERE tool IS NOT NULL`,
    `CREATE INDEX audit_events_txn ON audit_events (hashtext(txn)) WHERE txn IS NOT NULL`,
    `CREATE INDEX audit_events_kind ON audit_events (kind, id) WHERE kind NOT IN ('token.issued', 'gate.call', 'gate.answered')`,
    `CREATE INDEX audit_events_decided ON audit_events (decision, id) WHERE decision <> 'allow'`,
    `CREATE INDEX audit_events_actors ON audit_events USING gin (actors_of(act)) WHERE act IS NOT NULL`,
    // Of sessions that were opened from others: calls open none.
    `CREATE INDEX audit_events_opened ON audit_events USING gin (ancestors)
    WHERE ancestors <> '{}' AND kind NOT IN ('gate.call', 'gate.answered')`,
];
const receivers = [
    `CREATE TABLE evidence_receivers (
    id uuid NOT NULL CONSTRAINT evidence_receivers_pkey PRIMARY KEY,
    name text NOT NULL CONSTRAINT evidence_receivers_name UNIQUE,
    kind text NOT NULL CONSTRAINT evidence_receivers_kind CHECK (kind IN ('webhook', 'syslog')),
    url text NOT NULL,
    kinds text[] NOT NULL,
    decisions text[] NOT NULL,
    status text NOT NULL CONSTRAINT evidence_receivers_status CHECK (status IN ('active', 'inactive', 'suspended')),
    sealed_secret bytea,
    secret_set_at timestamptz,
    checkpoint bigint NOT NULL,
    after uuid,
    attempts integer NOT NULL,
    next_at timestamptz NOT NULL,
    lease uuid,
    leased_until timestamptz,
    last_error text,
    delivered_at timestamptz,
    delivered bigint NOT NULL,
    missing bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT evidence_receivers_signed CHECK ((kind = 'webhook') = (sealed_secret IS NOT NULL)),
    CONSTRAINT evidence_receivers_leased CHECK ((lease IS NULL) = (leased_until IS NULL)))`,
];
//# sourceMappingURL=1764820000000-evidence-for-others.js.map