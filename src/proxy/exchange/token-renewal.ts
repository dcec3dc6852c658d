import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { EvidenceEvent } from '../../audit/evidence.contract.js';
import { Changes } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import { who } from '../evidence-of-call.js';
import type { TokenCall } from '../minted-tokens.js';
import { credentialDetail, type ExchangedCredential } from '../upstreams/upstream-credential.js';
import { ExchangeRefused } from './exchange-refused.js';
import { ForeignTokenEndpoint, isOfGate } from './foreign-token-endpoint.js';
import { SealedAnswers, type StoredToken } from './sealed-answers.js';
import type { TokenAnswer } from './token-answer.rules.js';
import { type TokenPlace, UpstreamTokenStore } from './upstream-token.store.js';

/** Milliseconds between two looks at what another process is asking for: the first ones, and all later ones. */
const LOOK = 25;
const LATER_LOOK = 400;
/** Milliseconds after which nobody waits for it any more: longer than a turn, so that a dead process's is taken over. */
const PATIENCE = 15_000;
/** Seconds for which an answer with a refresh token is kept when nobody comes: then the gate exchanges anew. */
const UNUSED = 86_400;

/** For whom a token is needed. */
export interface TokenNeed {
  readonly call: TokenCall;
  readonly credential: ExchangedCredential;
  readonly place: TokenPlace;
}

/** A token, and whether it was given only just now. */
export interface ObtainedToken {
  readonly token: StoredToken;
  readonly isNew: boolean;
}

type Grant = 'token_exchange' | 'refresh_token' | 'client_credentials';

/**
 * Gets tokens from foreign authorization servers, for all replicas once: who has the turn asks, writes down the answer, and
 * only then uses it. A refresh token that was replaced is never lost behind a token that is in use; one that was lost with
 * a process, or is refused, is made up for by another exchange.
 */
@Injectable()
export class TokenRenewal {
  constructor(
    private readonly store: UpstreamTokenStore,
    private readonly answers: SealedAnswers,
    private readonly endpoint: ForeignTokenEndpoint,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  /** @throws ExchangeRefused, CredentialNotOpened */
  async token(need: TokenNeed): Promise<ObtainedToken> {
    const began = performance.now();
    for (let look = LOOK; performance.now() - began < PATIENCE; look = Math.min(2 * look, LATER_LOOK)) {
      if (look > LOOK) await pause(look / 2);
      const row = await this.store.find(need.place);
      const held = row && this.answers.open(need.place, row);
      if (held !== null && held.freshUntil > this.clock.now()) return { token: held, isNew: false };
      const turn = randomUUID();
      if (!(await this.store.take(need.place, row?.answerId ?? null, turn))) continue;
      return { token: await this.inTurn(need, held, turn), isNew: true };
    }
    throw new ExchangeRefused('unavailable', null, 'another process asks for it, and does not come to an end');
  }

  private async inTurn(need: TokenNeed, held: StoredToken | null, turn: string): Promise<StoredToken> {
    const { place } = need;
    try {
      const asked = this.clock.now();
      const { answer, grant } = await this.renewed(need, held);
      const made = this.answers.made(answer, asked, held);
      const seconds = made.refreshToken === null ? answer.lifetime : UNUSED;
      const row = { ...this.answers.seal(place, made), until: new Date(asked + seconds * 1000) };
      const isKept = await this.changes.record(
        (transaction) => this.store.keep(transaction, place, turn, row),
        (kept) => (kept ? obtained(need, grant) : null),
      );
      // The session or the upstream is no longer what it was, or somebody else asks since we took too long.
      if (!isKept) throw new ExchangeRefused('unavailable', null, 'the turn to ask for it was lost');
      return made;
    } catch (error) {
      await this.store.giveBack(place, turn);
      throw error;
    }
  }

  private async renewed(
    { call, credential }: TokenNeed,
    held: StoredToken | null,
  ): Promise<{ readonly answer: TokenAnswer; readonly grant: Grant }> {
    if (typeof held?.refreshToken === 'string') {
      try {
        return { answer: await this.endpoint.refresh(call, credential, held.refreshToken), grant: 'refresh_token' };
      } catch (error) {
        if (!isCuredByExchange(error)) throw error;
      }
    }
    const answer = await this.endpoint.exchange(call, credential);
    return { answer, grant: isOfGate(call) ? 'client_credentials' : 'token_exchange' };
  }
}

/** The refresh token has had its day, was used already, or is none to this server: an exchange needs none. */
function isCuredByExchange(error: unknown): boolean {
  return error instanceof ExchangeRefused && error.fault !== 'unavailable' && error.error !== 'invalid_client';
}

/** Evidence of which authority was asked, by which grant, and in whose name. */
function obtained({ call: { admission }, credential }: TokenNeed, grant: Grant): EvidenceEvent {
  return {
    kind: 'gate.credential',
    decision: 'done',
    ...who(admission),
    detail: { ...credentialDetail(credential), grant },
  };
}
