import { Injectable } from '@nestjs/common';
import { Changes, type Transaction } from '../../identity/changes.store.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { Clock } from '../../kernel/clock.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { Problem } from '../../kernel/problem.js';
import { redirectPlace } from '../../kernel/redirect-uri.js';
import { SpentIds } from '../../oauth/proofs/spent-ids.store.js';
import { byPerson } from '../../people/account-endings.js';
import { Presence } from '../../people/presence.js';
import { BridgeCodes, type IssuedCode } from '../codes/bridge-codes.js';
import type { ConnectRequest } from './connect-request.js';

/** Milliseconds in which a program's request is answered once; afterwards no program waits for it. */
const REMEMBERED = 86_400_000;

/** Codes that people make for their own devices. */
@Injectable()
export class OwnCodes {
  constructor(
    private readonly codes: BridgeCodes,
    private readonly presence: Presence,
    private readonly spent: SpentIds,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  /** One that the person carries to the program. @throws Problem 409 when enough of theirs wait */
  carried(person: SignedIn, deviceName: string | null): Promise<IssuedCode> {
    const event = byPerson(person, 'bridge_code.issued', { user_id: person.userId });
    const wishes = { userId: person.userId, deviceName, challenge: null };
    return this.codes.issue(wishes, event, (transaction) => this.presence.hold(transaction, person));
  }

  /** One for the program that asked. @throws PageRefusal also when the person has answered it already */
  async allow(person: SignedIn, request: ConnectRequest): Promise<string> {
    const { deviceName, challenge } = request;
    const event = byPerson(person, 'bridge_code.issued', { user_id: person.userId, ...told(request) });
    try {
      const wishes = { userId: person.userId, deviceName, challenge };
      const issued = await this.codes.issue(wishes, event, async (transaction) => {
        await this.presence.hold(transaction, person);
        await this.answer(transaction, person, request);
      });
      return issued.code;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new PageRefusal(error.status, 'No code can be made now', error.detail);
    }
  }

  /** @throws PageRefusal when the person has answered it already */
  async deny(person: SignedIn, request: ConnectRequest): Promise<void> {
    await this.changes.record(
      (transaction) => this.answer(transaction, person, request),
      () => ({ ...byPerson(person, 'bridge_code.denied', told(request)), decision: 'deny' }),
    );
  }

  /** A form that is sent again, or a link that is opened again, must not make a second code. */
  private async answer(transaction: Transaction, { userId }: SignedIn, { challenge }: ConnectRequest): Promise<void> {
    const until = new Date(this.clock.now() + REMEMBERED);
    if (await this.spent.spend('device_request', userId, challenge, until, transaction)) return;
    const text = 'You have answered this request before. If the program still waits, start again there.';
    throw new PageRefusal(409, 'This is done already', text);
  }
}

/** Not what the device is called: people name them after themselves. */
function told({ redirectUri }: ConnectRequest): Readonly<Record<string, unknown>> {
  return { redirect_host: redirectPlace(redirectUri).host };
}
