import { Injectable } from '@nestjs/common';
import type { EvidenceEvent } from '../../audit/evidence.contract.js';
import { Changes, type Transaction } from '../changes.store.js';
import { SignInWaysStore } from '../credentials/sign-in-ways.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { type ListedPasskey, PasskeyStore } from './passkey.store.js';

/** Who changes something about a person's passkeys. */
export interface PasskeyKeeper {
  readonly event: (kind: string, detail: Readonly<Record<string, unknown>>) => EvidenceEvent;
  /** The sign-in that asks, which goes on; null for an administrator. */
  readonly sessionId: string | null;
  /** Whether the person must be able to sign in afterwards. */
  readonly keepsOneWay: boolean;
  /** Whether whoever asks still may, to the end of the transaction. @throws otherwise */
  readonly hold?: (transaction: Transaction) => Promise<void>;
}

/** What came of a removal: `last` when it is the only way in that the person has. */
export type RemovalOutcome = 'removed' | 'unknown' | 'last';

/** Thrown to undo a removal. */
class NotRemoved extends Error {
  constructor(readonly outcome: Exclude<RemovalOutcome, 'removed'>) {
    super(outcome);
  }
}

/** Looks after the passkeys that people have. */
@Injectable()
export class PasskeyRegister {
  constructor(
    private readonly passkeys: PasskeyStore,
    private readonly ways: SignInWaysStore,
    private readonly sessions: SessionStore,
    private readonly changes: Changes,
  ) {}

  list(userId: string): Promise<readonly ListedPasskey[]> {
    return this.passkeys.list(userId);
  }

  /** By what authenticators know the person; null when they were never to know them. */
  findHandle(userId: string): Promise<string | null> {
    return this.passkeys.findHandle(userId);
  }

  /** @returns whether there was such a passkey of the person's */
  async rename(userId: string, id: string, name: string, keeper: PasskeyKeeper): Promise<boolean> {
    return this.changes.record(
      async (transaction) => {
        const renamed = await this.passkeys.rename(transaction, userId, id, name);
        await keeper.hold?.(transaction);
        return renamed;
      },
      (renamed) => (renamed ? keeper.event('passkey.renamed', { id: userId, passkey: id }) : null),
    );
  }

  /** Whoever signed in by a passkey is signed out: it may be the one that was lost, and no session tells which it was. */
  async remove(userId: string, id: string, keeper: PasskeyKeeper): Promise<RemovalOutcome> {
    try {
      await this.changes.record(
        async (transaction) => {
          const { password, passkeys, company } = await this.ways.hold(transaction, userId);
          await keeper.hold?.(transaction);
          if (!(await this.passkeys.delete(transaction, userId, id))) throw new NotRemoved('unknown');
          if (keeper.keepsOneWay && !password && !company && passkeys < 2) throw new NotRemoved('last');
          return this.sessions.closeOfPasskeys(transaction, { userId, sessionId: keeper.sessionId });
        },
        (closed) => keeper.event('passkey.deleted', { id: userId, passkey: id, closed }),
      );
      return 'removed';
    } catch (error) {
      if (error instanceof NotRemoved) return error.outcome;
      throw error;
    }
  }
}
