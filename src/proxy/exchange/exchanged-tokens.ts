import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Problem } from '../../kernel/problem.js';
import { LiveAuthority } from '../live-authority.js';
import type { TokenCall } from '../minted-tokens.js';
import { type ExchangedCredential, issuerHost } from '../upstreams/upstream-credential.js';
import { ExchangeRefused } from './exchange-refused.js';
import type { StoredToken } from './sealed-answers.js';
import { type ObtainedToken, type TokenNeed, TokenRenewal } from './token-renewal.js';
import { UpstreamTokenStore } from './upstream-token.store.js';

/** Tokens kept in memory at a time, and milliseconds for which one is kept that nobody uses. */
const MOST = 5_000;
const IDLE = 300_000;
/** Milliseconds for which a refusal is taken for the server's word: nobody is asked once for each call. */
const REFUSED = 2_000;
const SWEEP = 60_000;

interface Kept {
  readonly token: StoredToken;
  readonly release: () => void;
}

/** A token for a call. */
export interface ExchangedToken {
  readonly value: string;
  /** The upstream answered 401 to it. @returns whether another one is worth a try */
  readonly refused: () => Promise<boolean>;
}

/**
 * Tokens of foreign authorization servers, each for one upstream, as it is registered now, one session and those who act in
 * it. It is asked for once, however many calls wait for it, and let go of when the session ends.
 */
@Injectable()
export class ExchangedTokens implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly kept = new LRUCache<string, Kept>({
    ...{ max: MOST, ttl: IDLE, updateAgeOnGet: true },
    dispose: ({ release }) => release(),
  });
  private readonly asked = new Map<string, Promise<ObtainedToken>>();
  private readonly refusals = new LRUCache<string, { readonly until: number; readonly error: ExchangeRefused }>({
    max: MOST,
  });
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly renewal: TokenRenewal,
    private readonly store: UpstreamTokenStore,
    private readonly authority: LiveAuthority,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.kept.purgeStale();
      void this.quietly(this.store.forgetClosed());
    }, SWEEP).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /**
   * @param signal whoever waits alone stops waiting when it is aborted; others may wait for the same token
   * @throws ExchangeRefused, CredentialNotOpened; the reason of the signal
   */
  async token(call: TokenCall, credential: ExchangedCredential, signal: AbortSignal): Promise<ExchangedToken> {
    const need: TokenNeed = { call, credential, place: placeOf(call) };
    const key = keyOf(need);
    const kept = this.kept.get(key)?.token;
    if (kept !== undefined && kept.freshUntil > this.clock.now()) return this.given(need, kept, false);
    const refusal = this.refusals.get(key);
    if (refusal !== undefined && refusal.until > this.clock.now()) throw refusal.error;
    const { token, isNew } = await until(signal, this.asked.get(key) ?? this.ask(need, key));
    return this.given(need, token, isNew);
  }

  private given(need: TokenNeed, token: StoredToken, isNew: boolean): ExchangedToken {
    return { value: token.accessToken, refused: () => this.refused(need, token, isNew) };
  }

  private ask(need: TokenNeed, key: string): Promise<ObtainedToken> {
    const asked = this.obtain(need, key).finally(() => this.asked.delete(key));
    this.asked.set(key, asked);
    // Everybody who waited for it may have gone.
    asked.catch(() => undefined);
    return asked;
  }

  private async obtain(need: TokenNeed, key: string): Promise<ObtainedToken> {
    let hasEnded = false;
    const { sid } = need.place;
    const end = (): void => {
      hasEnded = true;
      this.kept.delete(key);
      // Also where nobody could tell: whoever calls again gets another one.
      void this.quietly(this.store.forget(need.place));
    };
    // Before it is asked for: a session may end at any time.
    const release = sid === null ? () => undefined : this.authority.hold(sid, end);
    try {
      const obtained = await this.renewal.token(need);
      if (hasEnded) {
        await this.store.forget(need.place);
        throw new Problem(503, 'The session ended while a token for the server was asked for.');
      }
      this.kept.set(key, { token: obtained.token, release });
      return obtained;
    } catch (error) {
      release();
      if (error instanceof ExchangeRefused) this.remember(need, key, error);
      throw error;
    }
  }

  private remember({ call, credential }: TokenNeed, key: string, error: ExchangeRefused): void {
    this.refusals.set(key, { until: this.clock.now() + REFUSED, error });
    this.log.warn('gate.upstream_token_refused', {
      server: call.admission.upstream.name,
      issuer: issuerHost(credential),
      fault: error.fault,
      cause: error.message,
    });
  }

  private async refused(need: TokenNeed, token: StoredToken, isNew: boolean): Promise<boolean> {
    const key = keyOf(need);
    if (this.kept.peek(key)?.token.id === token.id) this.kept.delete(key);
    await this.quietly(this.store.drop(need.place, token.id));
    // Another one would be just like it.
    if (isNew) this.remember(need, key, new ExchangeRefused('token', null, 'the server answered 401 to a new token'));
    return !isNew;
  }

  /** What is left over ends by itself: its session is asked about before anybody uses it. */
  private async quietly(work: Promise<void>): Promise<void> {
    await work.catch((err: unknown) => this.log.warn('gate.upstream_token_left', { err }));
  }
}

/** Unambiguously whose: no two who may differ in what they may do have the same. */
function placeOf({ admission: { caller, upstream } }: TokenCall): TokenNeed['place'] {
  const { sid, sub, client_id, act, owner } = caller.claims;
  const whose = [upstream.updatedAt.getTime(), sid, sub, client_id, act ?? null, owner ?? null];
  const holder = createHash('sha256').update(JSON.stringify(whose)).digest('base64url');
  return { upstreamId: upstream.id, holder, sid: sid === '' ? null : sid };
}

function keyOf({ place }: TokenNeed): string {
  return `${place.upstreamId} ${place.holder}`;
}

function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      const abort = (): void => reject(signal.reason as Error);
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    }),
  ]);
}
