import { Injectable } from '@nestjs/common';
import { randomBytes, randomInt } from 'node:crypto';
import type { EvidenceEvent } from '../../audit/evidence.contract.js';
import { Clock } from '../../kernel/clock.js';
import { Secrets } from '../../settings/secrets.js';
import { Changes, type Transaction } from '../changes.store.js';
import { RECOVERY_CODES, recoveryCode } from './recovery-code.rules.js';
import { RecoveryCodeStore } from './recovery-code.store.js';
import { SecondFactorStore } from './second-factor.store.js';
import { SECRET_BYTES, stepOf } from './totp.js';

/** Milliseconds in which a secret that was offered can be confirmed. */
const OFFERED_FOR = 1_800_000;
const TIME_BYTES = 8;

/** What a person has. */
export interface SecondFactorState {
  readonly since: Date;
  /** Recovery codes that were not used. */
  readonly codesLeft: number;
}

/** What a change does besides: holds who asks for it, and tells of it. */
export interface FactorChange {
  readonly hold: (transaction: Transaction) => Promise<void>;
  readonly event: EvidenceEvent;
}

/** Who is offered a secret: it can be confirmed by them alone, in that sign-in. */
export interface FactorOwner {
  readonly userId: string;
  readonly sessionId: string;
}

/** Thrown to undo what came too late. */
class TooLate extends Error {}

/** People's second factors: how they begin and end, and whether a code is one of theirs. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly store: SecondFactorStore,
    private readonly codes: RecoveryCodeStore,
    private readonly changes: Changes,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  async stateOf(userId: string): Promise<SecondFactorState | null> {
    const row = await this.store.find(userId);
    return row === null ? null : { since: row.createdAt, codesLeft: await this.codes.count(userId) };
  }

  async has(userId: string): Promise<boolean> {
    return (await this.store.find(userId)) !== null;
  }

  /** For the transaction that opens a session by a password: asked after the password is held, it misses none. */
  hasIn(transaction: Transaction, userId: string): Promise<boolean> {
    return this.store.exists(transaction, userId);
  }

  /** A secret for a new second factor, which does not count yet. @property kept what the form carries: it is sealed */
  offer(owner: FactorOwner): { readonly secret: Buffer; readonly kept: string } {
    const secret = randomBytes(SECRET_BYTES);
    const time = Buffer.alloc(TIME_BYTES);
    time.writeBigUInt64BE(BigInt(this.clock.now()));
    const kept = this.secrets.handles.seal(offerName(owner), Buffer.concat([time, secret]));
    return { secret, kept: kept.toString('base64url') };
  }

  /** The secret of an offer; null when it was not made to this owner, or is over. */
  offered(owner: FactorOwner, kept: string): Buffer | null {
    let opened: Buffer;
    try {
      opened = this.secrets.handles.open(offerName(owner), Buffer.from(kept, 'base64url'));
    } catch {
      return null; // Whatever is wrong with it, it is not ours.
    }
    const age = this.clock.now() - Number(opened.readBigUInt64BE());
    return age < OFFERED_FOR ? opened.subarray(TIME_BYTES) : null;
  }

  /**
   * From now on the person is asked for it.
   * @returns the recovery codes; 'wrong' for a code that is not of the secret, 'late' when they have a second factor already
   */
  async confirm(
    userId: string,
    { secret, code }: { readonly secret: Buffer; readonly code: string },
    { hold, event }: FactorChange,
  ): Promise<readonly string[] | 'wrong' | 'late'> {
    const step = await stepOf(secret, digits(code), this.clock.now());
    if (step === null) return 'wrong';
    const sealedSecret = this.secrets.factors.seal(sealName(userId), secret);
    return this.withNewCodes(userId, event, async (transaction) => {
      await hold(transaction);
      return this.store.insert(transaction, userId, { sealedSecret, lastUsedStep: step });
    });
  }

  /** Other recovery codes than before. @returns 'late' when there is no second factor any more */
  async renewCodes(userId: string, { hold, event }: FactorChange): Promise<readonly string[] | 'late'> {
    return this.withNewCodes(userId, event, async (transaction) => {
      await hold(transaction);
      return true;
    });
  }

  /** @returns whether there was one */
  async remove(userId: string, { hold, event }: FactorChange): Promise<boolean> {
    return this.changes.record(
      async (transaction) => {
        await hold(transaction);
        return this.store.delete(transaction, userId);
      },
      (removed) => (removed ? event : null),
    );
  }

  /** Spends a code of the person's app: it is right once. */
  async spend(userId: string, code: string): Promise<boolean> {
    const row = await this.store.find(userId);
    if (row === null) return false;
    const secret = this.secrets.factors.open(sealName(userId), row.sealedSecret);
    const step = await stepOf(secret, digits(code), this.clock.now());
    return step !== null && this.store.spend(userId, step);
  }

  private async withNewCodes(
    userId: string,
    event: EvidenceEvent,
    first: (transaction: Transaction) => Promise<boolean>,
  ): Promise<readonly string[] | 'late'> {
    const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomInt));
    try {
      await this.changes.record(
        async (transaction) => {
          const replaced = (await first(transaction)) && (await this.codes.replace(transaction, userId, codes));
          if (!replaced) throw new TooLate();
        },
        () => event,
      );
      return codes;
    } catch (error) {
      if (error instanceof TooLate) return 'late';
      throw error;
    }
  }
}

/** Apps show six digits in two groups. */
function digits(code: string): string {
  return code.length > 64 ? '' : code.replaceAll(/\s/g, '');
}

/** A secret that is put into another person's row stays shut. */
function sealName(userId: string): string {
  return `second factor of ${userId}`;
}

function offerName({ userId, sessionId }: FactorOwner): string {
  return `second factor for ${userId} in ${sessionId}`;
}
