import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { Transaction } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import { UpstreamToken } from '../upstreams/upstream-token.entity.js';

/** Milliseconds for which others wait for whoever asks: two requests to the authorization server, and a little. */
const TURN = 12_000;

/** Whose token it is. */
export interface TokenPlace {
  readonly upstreamId: string;
  readonly holder: string;
  /** Null for the gate's own. */
  readonly sid: string | null;
}

/** The last answer of the authorization server. */
export interface StoredAnswer {
  readonly answerId: string;
  readonly sealed: Buffer;
}

/** All SQL of `upstream_tokens`, but for what goes with a change of the upstream. */
@Injectable()
export class UpstreamTokenStore {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async find({ upstreamId, holder }: TokenPlace): Promise<StoredAnswer | null> {
    const [row] = await this.sql.rows<{ answerId: string; sealed: Buffer }>(
      'upstream_token.find',
      `SELECT answer_id AS "answerId", sealed FROM upstream_tokens
        WHERE upstream_id = $1 AND holder = $2 AND expires_at > $3 AND answer_id IS NOT NULL`,
      [upstreamId, holder, new Date(this.clock.now())],
    );
    return row ?? null;
  }

  /**
   * Takes the turn to ask the authorization server: of many at once, on all replicas, one has it.
   * @param seen the answer that is to be replaced; null when there was none
   * @returns whether it was taken: nobody else has it, and there is no newer answer
   */
  async take({ upstreamId, holder, sid }: TokenPlace, seen: string | null, turn: string): Promise<boolean> {
    const now = this.clock.now();
    const until = new Date(now + TURN);
    const taken = await this.sql.count(
      'upstream_token.take',
      `INSERT INTO upstream_tokens AS t (upstream_id, holder, sid, turn, turn_until, expires_at)
       VALUES ($1, $2, $3, $4, $5, $5)
       ON CONFLICT (upstream_id, holder) DO UPDATE
          SET turn = $4, turn_until = $5, expires_at = greatest(t.expires_at, $5)
        WHERE (t.turn IS NULL OR t.turn_until <= $6)
          AND (t.answer_id IS NOT DISTINCT FROM $7 OR t.expires_at <= $6)`,
      [upstreamId, holder, sid, turn, until, new Date(now), seen],
    );
    return taken === 1;
  }

  /** @returns whether the turn was still ours: what was not written is not used */
  async keep(manager: Transaction, place: TokenPlace, turn: string, answer: StoredAnswer & { until: Date }) {
    const { upstreamId, holder } = place;
    const { answerId, sealed, until } = answer;
    const kept = { answerId, sealed, expiresAt: until, turn: null, turnUntil: null };
    const { affected } = await manager.update(UpstreamToken, { upstreamId, holder, turn }, kept);
    return affected === 1;
  }

  /** Gives the turn back without an answer. */
  async giveBack({ upstreamId, holder }: TokenPlace, turn: string): Promise<void> {
    await this.sql.count(
      'upstream_token.give_back',
      `UPDATE upstream_tokens SET turn = NULL, turn_until = NULL WHERE upstream_id = $1 AND holder = $2 AND turn = $3`,
      [upstreamId, holder, turn],
    );
  }

  /** Lets go of an answer that is no longer good, unless it is being replaced. */
  async drop({ upstreamId, holder }: TokenPlace, answerId: string): Promise<void> {
    await this.sql.count(
      'upstream_token.drop',
      `DELETE FROM upstream_tokens WHERE upstream_id = $1 AND holder = $2 AND answer_id = $3
          AND (turn IS NULL OR turn_until <= $4)`,
      [upstreamId, holder, answerId, new Date(this.clock.now())],
    );
  }

  /** Lets go of everything: the session has ended. */
  async forget({ upstreamId, holder }: TokenPlace): Promise<void> {
    await this.sql.count(
      'upstream_token.forget',
      `DELETE FROM upstream_tokens WHERE upstream_id = $1 AND holder = $2`,
      [upstreamId, holder],
    );
  }

  /** Lets go of what is kept for sessions that were closed while no process held anything for them. */
  async forgetClosed(): Promise<void> {
    await this.sql.count(
      'upstream_token.forget_closed',
      `DELETE FROM upstream_tokens t USING sessions s WHERE s.id = t.sid AND s.closed_at IS NOT NULL`,
      [],
    );
  }
}
