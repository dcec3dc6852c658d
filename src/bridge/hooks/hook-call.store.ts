import { Injectable } from '@nestjs/common';
import type { EvidenceRow } from '../../audit/evidence.contract.js';
import { insertionInto, type WrittenRow } from '../../database/new-row.js';
import { Sql } from '../../database/sql.js';
import { RowChains } from '../../database/row-chain.js';
import { Clock } from '../../kernel/clock.js';
import type { HookCall } from './hook-call.entity.js';

/** Milliseconds for which a call id means the call that it was used for. */
const KEPT = 86_400_000;

/** A call that is known; whether its allow may still be repeated was looked at now. */
export interface KnownCall extends Pick<HookCall, 'question' | 'decision' | 'reason' | 'policyVersion'> {
  readonly evidenceId: string | null;
  readonly allowedUntil: Date | null;
  readonly trackedId: string | null;
  /** It was allowed, and the token that asked is still good. */
  readonly stands: boolean;
}

/** A decision on its way to the table. */
export interface DecidedCall extends Pick<HookCall, 'key' | 'sid'> {
  readonly question: string;
  readonly decision: 'allow' | 'deny';
  readonly reason: string;
  readonly policyVersion: string;
  /** End of the token. */
  readonly until: Date;
}

/** An allow as good as the token that asked: before its end, and while its session is open. */
const STANDS = `h.decision = 'allow' AND h.allowed_until > $2
  AND EXISTS (SELECT 1 FROM sessions s WHERE s.id = h.sid AND s.closed_at IS NULL)`;

/** All SQL of `hook_calls`. */
@Injectable()
export class HookCallStore {
  constructor(
    private readonly sql: Sql,
    private readonly chains: RowChains,
    private readonly clock: Clock,
  ) {}

  /** @returns null when the id was not used, or so long ago that it means nothing any more */
  async find(key: string): Promise<KnownCall | null> {
    const [row] = await this.sql.rows<{ [Name in keyof KnownCall]: KnownCall[Name] } & { expired: boolean }>(
      'hook_call.find',
      `SELECT h.question, h.decision, h.reason, h.policy_version AS "policyVersion", h.evidence_id AS "evidenceId",
              h.allowed_until AS "allowedUntil", h.tracked_id AS "trackedId",
              coalesce(${STANDS}, false) AS stands, h.expires_at <= $2 AS expired
         FROM hook_calls h WHERE h.key = $1`,
      [key, this.now()],
    );
    if (row?.expired !== true) return row ?? null;
    await this.sql.count('hook_call.forget', 'DELETE FROM hook_calls WHERE key = $1 AND expires_at <= $2', [
      key,
      this.now(),
    ]);
    return null;
  }

  /** Whether evidence of a decision is of this very tool. */
  async isAbout(evidenceId: string, { upstream, tool }: { upstream: string | null; tool: string }): Promise<boolean> {
    const about = 'SELECT 1 FROM audit_events WHERE id = $1 AND tool = $2 AND upstream IS NOT DISTINCT FROM $3::text';
    return (await this.sql.rows('hook_call.is_about', about, [evidenceId, tool, upstream])).length > 0;
  }

  /**
   * Writes a decision and its evidence in one statement.
   * @returns whether it did; not when an allow stands by now, or the id was used for another question
   */
  async decide(call: DecidedCall, evidence: EvidenceRow): Promise<boolean> {
    return this.write(
      'hook_call.decide',
      `INSERT INTO hook_calls AS h
         (key, question, decision, reason, policy_version, evidence_id, sid, allowed_until, expires_at)
       VALUES ($1, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (key) DO UPDATE SET question = excluded.question, decision = excluded.decision,
         reason = excluded.reason, policy_version = excluded.policy_version, evidence_id = excluded.evidence_id,
         sid = excluded.sid, allowed_until = excluded.allowed_until, expires_at = excluded.expires_at
       WHERE (h.question IS NULL OR h.question = excluded.question) AND (${STANDS}) IS NOT TRUE`,
      [
        call.key,
        this.now(),
        call.question,
        call.decision,
        call.reason,
        call.policyVersion,
        evidence.id,
        call.sid,
        call.decision === 'allow' ? call.until : null,
        this.kept(),
      ],
      evidence,
    );
  }

  /**
   * Writes once that a call was reported, with its evidence.
   * @param decidedBy evidence of the decision that the report was held against
   * @returns whether it did; not when it was reported by now, or decided anew
   */
  async track(key: string, decidedBy: string | null, evidence: EvidenceRow): Promise<boolean> {
    return this.write(
      'hook_call.track',
      `INSERT INTO hook_calls AS h (key, tracked_id, expires_at) VALUES ($1, $3, $4)
       ON CONFLICT (key) DO UPDATE SET tracked_id = excluded.tracked_id, expires_at = excluded.expires_at
       WHERE h.tracked_id IS NULL AND h.expires_at > $2 AND h.evidence_id IS NOT DISTINCT FROM $5::uuid`,
      [key, this.now(), evidence.id, this.kept(), decidedBy],
      evidence,
    );
  }

  /** The evidence is written if, and only if, the call was. */
  private async write(name: string, call: string, values: readonly unknown[], evidence: EvidenceRow): Promise<boolean> {
    return this.chains.written([evidence.row], async (linked) => {
      const [row] = linked as [WrittenRow];
      const insertion = insertionInto(row.into, `$${values.length + 1}`);
      const rows = await this.sql.rows(
        name,
        `WITH call AS (${call} RETURNING 1) ${insertion} WHERE EXISTS (SELECT 1 FROM call) RETURNING id`,
        [...values, `[${row.json}]`],
      );
      return rows.length === 1;
    });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }

  private kept(): Date {
    return new Date(this.clock.now() + KEPT);
  }
}
