import { Injectable } from '@nestjs/common';
import { Changes, type Transaction } from '../../identity/changes.store.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { Problem } from '../../kernel/problem.js';
import { byPerson } from '../../people/account-endings.js';
import { Presence } from '../../people/presence.js';
import { BridgeCodes } from '../codes/bridge-codes.js';
import type { DeviceAuthorizationStatus } from './device-authorization.entity.js';
import { DeviceAuthorizationStore } from './device-authorization.store.js';
import type { ShownAuthorization } from './device-authorizations.js';

/** What a person answers to a program that waits. */
@Injectable()
export class DeviceAnswers {
  constructor(
    private readonly store: DeviceAuthorizationStore,
    private readonly codes: BridgeCodes,
    private readonly presence: Presence,
    private readonly changes: Changes,
  ) {}

  /** Whether it is surely the person who sits there: what they allow lasts longer than their sign-in. */
  mayAllow(person: SignedIn): boolean {
    return this.presence.isFresh(person);
  }

  /** The program's device code is one of the person's codes from now on. @throws PageRefusal when it no longer waits */
  async allow(person: SignedIn, shown: ShownAuthorization): Promise<void> {
    const { hash, deviceName } = shown;
    const event = byPerson(person, 'bridge_code.issued', { user_id: person.userId, ...told(shown) });
    try {
      await this.codes.give(
        hash,
        { userId: person.userId, deviceName, challenge: null },
        event,
        async (transaction) => {
          await this.presence.hold(transaction, person);
          await this.answer(transaction, shown, 'allowed');
        },
      );
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new PageRefusal(error.status, 'It cannot be allowed now', error.detail);
    }
  }

  /** @throws PageRefusal when it no longer waits */
  async deny(person: SignedIn, shown: ShownAuthorization): Promise<void> {
    await this.changes.record(
      (transaction) => this.answer(transaction, shown, 'denied'),
      () => ({ ...byPerson(person, 'bridge_code.denied', told(shown)), decision: 'deny' }),
    );
  }

  private async answer(
    transaction: Transaction,
    { hash }: ShownAuthorization,
    status: Exclude<DeviceAuthorizationStatus, 'waiting'>,
  ): Promise<void> {
    if (await this.store.answer(transaction, hash, status)) return;
    const text =
      'It was answered already, or nobody answered it in time. If the program still waits, start again there.';
    throw new PageRefusal(409, 'This is done already', text);
  }
}

function told({ deviceName }: ShownAuthorization): Readonly<Record<string, unknown>> {
  return { device_name: deviceName, grant: 'device_code' };
}
