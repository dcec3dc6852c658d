import { Injectable } from '@nestjs/common';
import type { EvidenceEvent } from '../../audit/evidence.contract.js';
import { Changes, type Transaction } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Settings } from '../../settings/settings.js';
import { BridgeCodeStore } from './bridge-code.store.js';

/** Codes of one person that wait at a time: nobody needs more, and each is a way in. */
const MOST_CODES = 10;

/** For whom, and for what, a code is made. */
export interface CodeWishes {
  readonly userId: string;
  readonly deviceName: string | null;
  /** Of a program that asks for itself; null for a code that a person carries. */
  readonly challenge: string | null;
}

/** A code on its way; its text is for the one answer alone. */
export interface IssuedCode {
  readonly code: string;
  readonly expiresAt: Date;
}

/** Evidence that names its transaction. */
type BegunEvent = EvidenceEvent & { readonly txn: string };

/** Makes codes by which devices begin. */
@Injectable()
export class BridgeCodes {
  constructor(
    private readonly store: BridgeCodeStore,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * @param event who makes it
   * @param hold asked in the transaction: throws when whoever makes it may no longer
   * @throws Problem 404, 409 for somebody who is not active, or has enough codes that wait
   */
  async issue(
    wishes: CodeWishes,
    event: EvidenceEvent,
    hold?: (transaction: Transaction) => Promise<void>,
  ): Promise<IssuedCode> {
    const code = this.store.fresh();
    // What the device does is no part of what the maker of the code does.
    const begun = { ...event, txn: uuidv7(this.clock.now()) };
    return { code, expiresAt: await this.give(this.store.hash(code), wishes, begun, hold) };
  }

  /**
   * The same, of a code that a program has already, and that was nobody's until now.
   * @param hash of the code
   * @param event its transaction is that of the device
   * @returns until when it is good
   */
  give(
    hash: string,
    wishes: CodeWishes,
    event: BegunEvent,
    hold?: (transaction: Transaction) => Promise<void>,
  ): Promise<Date> {
    return this.changes.retrying(() =>
      this.changes.record(
        async (transaction) => {
          const person = await this.store.hold(transaction, wishes.userId);
          if (person === null) throw Problem.notFound('user');
          if (person.status !== 'active') throw Problem.conflict('The user is not active.');
          if (person.live >= MOST_CODES) throw Problem.conflict(`${MOST_CODES} codes wait already: use one, or wait.`);
          await hold?.(transaction);
          const expiresAt = new Date(this.clock.now() + this.settings.BRIDGE_CODE_SECONDS * 1000);
          await this.store.insert(transaction, { hash, ...wishes, txn: event.txn, expiresAt });
          return expiresAt;
        },
        () => event,
      ),
    );
  }
}
