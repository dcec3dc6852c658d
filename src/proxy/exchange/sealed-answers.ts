import { Injectable } from '@nestjs/common';
import { Log } from '../../kernel/log.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Secrets } from '../../settings/secrets.js';
import type { TokenAnswer } from './token-answer.rules.js';
import type { StoredAnswer, TokenPlace } from './upstream-token.store.js';

/** Part of its life, and seconds at most, before its end, from which on a token is not used any more. */
const MARGIN = 0.1;
const MOST_MARGIN = 30;

/** A token that can be used, and what it is renewed with. */
export interface StoredToken {
  /** Of the answer that it came with. */
  readonly id: string;
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly freshUntil: number;
  readonly refreshToken: string | null;
}

/** Answers of authorization servers as they are stored: sealed, each for the one whose it is. */
@Injectable()
export class SealedAnswers {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @param asked milliseconds since 1970: its life began no earlier @param before whose refresh token holds on if there is no other */
  made({ accessToken, lifetime, refreshToken }: TokenAnswer, asked: number, before: StoredToken | null): StoredToken {
    const usable = lifetime - Math.min(lifetime * MARGIN, MOST_MARGIN);
    return {
      id: uuidv7(this.clock.now()),
      accessToken,
      freshUntil: asked + Math.floor(usable * 1000),
      refreshToken: refreshToken ?? before?.refreshToken ?? null,
    };
  }

  seal(place: TokenPlace, token: StoredToken): StoredAnswer {
    return { answerId: token.id, sealed: this.secrets.box.seal(sealName(place), Buffer.from(JSON.stringify(token))) };
  }

  /** @returns null when it was sealed under another key, or for somebody else: there is another way to a token */
  open(place: TokenPlace, { answerId, sealed }: StoredAnswer): StoredToken | null {
    try {
      const token = JSON.parse(this.secrets.box.open(sealName(place), sealed).toString()) as StoredToken;
      return token.id === answerId ? token : null;
    } catch (err) {
      this.log.warn('gate.upstream_token_shut', { upstream: place.upstreamId, err });
      return null;
    }
  }
}

function sealName({ upstreamId, holder }: TokenPlace): string {
  return `upstream-token:${upstreamId} ${holder}`;
}
