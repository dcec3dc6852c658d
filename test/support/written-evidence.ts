import { randomUUID } from 'node:crypto';
import type { TestGatehouse } from './gatehouse.js';

/** A receipt as a test writes it; what is not said is that of an allowed call. */
export interface WrittenReceipt {
  readonly at: string | Date;
  readonly kind?: string;
  readonly decision?: string;
  readonly reason?: string;
  readonly sub?: string;
  readonly act?: unknown;
  readonly client_id?: string;
  readonly upstream?: string;
  readonly tool?: string;
  readonly rule?: string;
  readonly detail?: unknown;
}

/** Writes receipts as if they had been recorded at their time, in a chain of their own that is not to be verified. */
export async function writeEvidence(gatehouse: TestGatehouse, receipts: readonly WrittenReceipt[]): Promise<void> {
  await gatehouse.sql(
    `INSERT INTO audit_events (id, at, kind, decision, reason, sub, act, client_id, upstream, tool, rule, detail, writer, seq, prev, hash)
     SELECT (left(uuidv7_floor(at)::text, 14) || '7' || right(gen_random_uuid()::text, 21))::uuid, at, coalesce(kind, 'gate.call'),
            coalesce(decision, 'allow'), reason, sub, act, client_id, upstream, tool, rule, detail, $2::uuid, place, '\\x00', '\\x00'
       FROM ROWS FROM (jsonb_to_recordset($1) AS (at timestamptz, kind text, decision text, reason text, sub text, act jsonb,
              client_id text, upstream text, tool text, rule text, detail jsonb)) WITH ORDINALITY
         AS receipt (at, kind, decision, reason, sub, act, client_id, upstream, tool, rule, detail, place)`,
    [JSON.stringify(receipts), randomUUID()],
  );
}
