import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { keyedHash, newSecret } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
import type { PasskeyCeremony } from './passkey-ceremony.entity.js';

/** For what, for which browser, and for which sign-in or link a challenge is: it is good for nothing else. */
export type CeremonyPlace = Pick<PasskeyCeremony, 'kind' | 'browserHash' | 'boundTo'>;

/** Milliseconds for which a challenge is good: what WebAuthn §15.1 recommends where the person is verified. */
export const CEREMONY_LASTS = 300_000;

/** All SQL of `passkey_ceremonies`; of a challenge it stores the keyed hash. */
@Injectable()
export class PasskeyCeremonyStore {
  private readonly pepper: Buffer;

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    secrets: Secrets,
  ) {
    this.pepper = secrets.key('passkey-ceremony');
  }

  /** @returns a challenge of 32 random bytes, as base64url (WebAuthn §13.4.3 wants 16 at least) */
  async begin({ kind, browserHash, boundTo }: CeremonyPlace): Promise<string> {
    const challenge = newSecret();
    await this.sql.count(
      'passkey-ceremony.begin',
      `INSERT INTO passkey_ceremonies (hash, kind, browser_hash, bound_to, expires_at) VALUES ($1, $2, $3, $4, $5)`,
      [this.hash(challenge), kind, browserHash, boundTo, new Date(this.clock.now() + CEREMONY_LASTS)],
    );
    return challenge;
  }

  /** Spends a challenge: of many at once, one. Whoever comes from elsewhere spends nothing. @returns whether it was good */
  async spend(challenge: string, { kind, browserHash, boundTo }: CeremonyPlace): Promise<boolean> {
    const spent = await this.sql.count(
      'passkey-ceremony.spend',
      `DELETE FROM passkey_ceremonies
        WHERE hash = $1 AND kind = $2 AND browser_hash = $3 AND bound_to = $4 AND expires_at > $5`,
      [this.hash(challenge), kind, browserHash, boundTo, new Date(this.clock.now())],
    );
    return spent === 1;
  }

  private hash(challenge: string): string {
    return keyedHash(this.pepper, challenge).toString('base64url');
  }
}
