/** What events are told apart by: the columns of `event_series` but `id` and `seen_at`, in their order. */
export const SERIES = [
    'kind',
    'decision',
    'client_id',
    'upstream',
    'tool',
    'rule',
    'reason',
    'source',
    'grant_type',
    'binding',
    'country',
    'depth',
    'status',
    'latency_bin',
];
/** Text as it may stand in a series; whoever calls chooses the names of tools. */
const short = (expression) => `left(${expression}, 128)`;
/**
 * The client of an event, but for one by which the hooks of somebody asked who is gone: its name has their id in it.
 * @param source of the column
 */
const clientOf = (source) => `
  CASE WHEN ${source}.client_id LIKE 'bridge:%' AND NOT EXISTS (SELECT FROM clients c WHERE c.client_id = ${source}.client_id)
    THEN NULL ELSE ${short(`${source}.client_id`)} END`;
/** A member of `detail` that is a number; whatever else stands there must not stop the counting. */
const number = (name) => `CASE WHEN jsonb_typeof(e.detail -> '${name}') = 'number' THEN (e.detail ->> '${name}')::float8 END`;
/** Of a receipt `e`. An answer belongs to no client here, or there would be a histogram for each. */
const ofEvidence = `e.kind, e.decision,
  CASE WHEN e.kind <> 'gate.answered' THEN ${clientOf('e')} END AS client_id,
  e.upstream, ${short('e.tool')} AS tool, coalesce(e.rule, ${short(`e.detail ->> 'rule'`)}) AS rule,
  CASE WHEN e.decision = 'deny' THEN ${short('e.reason')} END AS reason, NULL::text AS source,
  ${short(`e.detail ->> 'grant_type'`)} AS grant_type,
  CASE WHEN e.kind = 'token.issued' THEN coalesce(${short(`e.detail ->> 'binding'`)}, 'unknown') END AS binding,
  NULL::text AS country,
  CASE WHEN e.kind IN ('token.issued', 'gate.call')
    THEN least(jsonb_array_length(jsonb_path_query_array(coalesce(e.act, '{}'), '$.**.sub')), 100)::smallint
  END AS depth,
  CASE WHEN e.kind = 'gate.answered' THEN least(abs(${number('status')}), 999)::smallint END AS status,
  CASE WHEN e.kind = 'gate.answered'
    THEN least(ceil(4 * ln(greatest(${number('duration_ms')}, 1)) / ln(2.0::float8)), 120)::smallint
  END AS latency_bin`;
/**
 * Receipts that are not counted: of every chain what lies behind its position. Within a chain a receipt is written only
 * when the one before it is committed, so that none comes in behind a position, however late it is. Chains are looked for
 * from the day before everything was counted last: whole days are whole partitions, in which an index is enough.
 */
export const UNTAKEN_EVIDENCE = `
  oldest AS MATERIALIZED (
    SELECT uuidv7_floor(coalesce((SELECT date_trunc('day', since, 'UTC') FROM rollup_states WHERE source = 'evidence'),
      '1970-01-03Z') - interval '1 day') AS id),
  chains (writer) AS (
    (SELECT writer FROM audit_events WHERE id >= (SELECT id FROM oldest) AND writer IS NOT NULL ORDER BY writer LIMIT 1)
    UNION ALL
    SELECT (SELECT e.writer FROM audit_events e WHERE e.id >= (SELECT id FROM oldest) AND e.writer > chains.writer
      ORDER BY e.writer LIMIT 1) FROM chains WHERE chains.writer IS NOT NULL),
  behind AS (
    SELECT chains.writer, coalesce(p.seq, 0) AS seq FROM chains LEFT JOIN rollup_positions p USING (writer)
     WHERE chains.writer IS NOT NULL)`;
/** The receipts of {@link UNTAKEN_EVIDENCE}. @param most of each chain, the first; a parameter's name, or ALL */
export const untakenEvidence = (most) => `
  SELECT e.id, e.at, e.writer, e.seq, e.sub, e.scope, ${SERIES.map((name) => `e.${name}`).join(', ')}
    FROM behind CROSS JOIN LATERAL (
      SELECT e.id, e.at, e.writer, e.seq, e.sub, CASE WHEN e.kind = 'token.issued' THEN e.detail ->> 'scope' END AS scope,
             ${ofEvidence}
        FROM audit_events e
       WHERE e.writer = behind.writer AND e.seq > behind.seq AND e.id >= (SELECT id FROM oldest)
       ORDER BY e.seq LIMIT ${most}) e`;
/** Facts of the ids of a table. Columns that say more are there or not, by what is recorded. */
export const factsOf = (ids) => `
  SELECT f.id, f.at, f.user_id AS sub, 'fact'::text AS kind, CASE f.outcome WHEN 'issued' THEN 'allow' ELSE 'deny' END AS decision,
         ${clientOf('f')} AS client_id, NULL::text AS upstream, NULL::text AS tool, NULL::text AS rule,
         ${short('f.reason')} AS reason, f.source, ${short('f.grant_type')} AS grant_type, NULL::text AS binding,
         f.country, NULL::smallint AS depth, NULL::smallint AS status, NULL::smallint AS latency_bin
    FROM ${ids} JOIN LATERAL (
      SELECT s.id, s.at, s.outcome, s.client_id, s.reason, s.source, to_jsonb(s) ->> 'user_id' AS user_id,
             to_jsonb(s) ->> 'grant_type' AS grant_type, to_jsonb(s) ->> 'country' AS country
        FROM session_facts s WHERE s.id = ${ids}.id) f ON true`;
//# sourceMappingURL=untaken.store.js.map