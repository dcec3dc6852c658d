import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Evidence that is found by whoever it is about, and receivers to whom it is sent. */
export class EvidenceForOthers1764820000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...actors, ...indexes, ...receivers]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
  }
}

const actors = [
  // Everybody in a chain of actors, whatever their place in it (RFC 8693 §4.1).
  `CREATE FUNCTION actors_of(act jsonb) RETURNS text[] IMMUTABLE PARALLEL SAFE LANGUAGE sql
    RETURN ARRAY(SELECT sub #>> '{}' FROM jsonb_path_query(act, '$.**.sub') AS found (sub))`,
];

/*
 * Each begins with what is asked for and goes on with the id, so that the newest of it are read and nothing else. What many
 * receipts do not have is left out of its index. Callers choose names of tools, and rules give reasons: an entry may not
 * be longer than a third of a page, so that the beginning of them stands there alone.
 */
const indexes = [
  `DROP INDEX audit_events_client`,
  `CREATE INDEX audit_events_client ON audit_events (client_id, id) WHERE client_id IS NOT NULL`,
  `DROP INDEX audit_events_sid`,
  `CREATE INDEX audit_events_sid ON audit_events (sid, id) WHERE sid IS NOT NULL`,
  `CREATE INDEX audit_events_sub ON audit_events (sub, id) WHERE sub IS NOT NULL`,
  `CREATE INDEX audit_events_kind ON audit_events (kind, id)`,
  `CREATE INDEX audit_events_decided ON audit_events (decision, id)`,
  `CREATE INDEX audit_events_upstream ON audit_events (upstream, id) WHERE upstream IS NOT NULL`,
  `CREATE INDEX audit_events_rule ON audit_events (rule, id) WHERE rule IS NOT NULL`,
  `CREATE INDEX audit_events_txn ON audit_events ("left"(txn, 64)) WHERE txn IS NOT NULL`,
  `CREATE INDEX audit_events_tool ON audit_events ("left"(tool, 64), id) WHERE tool IS NOT NULL`,
  `CREATE INDEX audit_events_reason ON audit_events ("left"(reason, 64), id) WHERE reason IS NOT NULL`,
  `CREATE INDEX audit_events_actors ON audit_events USING gin (actors_of(act)) WHERE act IS NOT NULL`,
  `CREATE INDEX audit_events_ancestors ON audit_events USING gin (ancestors) WHERE ancestors IS NOT NULL`,
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
