import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import { keyedHash, newSecret } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';

/** Milliseconds that a person has at the provider. */
const LIFETIME = 600_000;

/** What is remembered of somebody who was sent to a provider. */
export interface PendingCompanySignIn {
  readonly next: string;
  /** When the provider must have authenticated the person at the earliest; null where any time will do. */
  readonly notBefore: Date | null;
}

/** What one way to a provider and back is recognised by, of which only the state is in a URL of ours. */
export interface CompanySecrets {
  readonly state: string;
  /** OpenID Connect Core §3.1.2.1. */
  readonly nonce: string;
  /** RFC 7636 §4.1. */
  readonly verifier: string;
}

/** All SQL of `company_sign_ins`. */
@Injectable()
export class CompanySignInStore {
  private readonly key: Buffer;

  constructor(
    secrets: Secrets,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {
    this.key = secrets.key('company-sign-in');
  }

  /** @param browser keyed hash of its cookie */
  async insert(providerId: string, browser: string, pending: PendingCompanySignIn): Promise<CompanySecrets> {
    const state = newSecret();
    const now = this.clock.now();
    await this.sql.rows(
      'company_sign_in.insert',
      `INSERT INTO company_sign_ins (hash, provider_id, browser, next, not_before, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        this.derived('state', state),
        providerId,
        browser,
        pending.next,
        pending.notBefore,
        new Date(now),
        new Date(now + LIFETIME),
      ],
    );
    return this.secretsOf(state);
  }

  /**
   * Takes it away, for the provider that it was begun with and the browser that began it.
   * @returns null when it is unknown, expired, taken, or another's
   */
  async take(state: string, providerId: string, browser: string): Promise<PendingCompanySignIn | null> {
    const [row] = await this.sql.rows<{ next: string; notBefore: Date | null }>(
      'company_sign_in.take',
      `DELETE FROM company_sign_ins WHERE hash = $1 AND provider_id = $2 AND browser = $3 AND expires_at > $4
       RETURNING next, not_before AS "notBefore"`,
      [this.derived('state', state), providerId, browser, new Date(this.clock.now())],
    );
    return row ?? null;
  }

  secretsOf(state: string): CompanySecrets {
    return { state, nonce: this.derived('nonce', state), verifier: this.derived('verifier', state) };
  }

  private derived(purpose: string, state: string): string {
    return keyedHash(this.key, `${purpose} ${state}`).toString('base64url');
  }
}
