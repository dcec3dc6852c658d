import { Injectable } from '@nestjs/common';
import { DeviceAuthorizations } from '../../device-grant/device-authorizations.js';
import { type AskedPage, type Question, type Waiting, WaitingPrograms } from '../../device-grant/waiting.contract.js';
import type { MessagePageProps } from '../../http/pages/message.page.js';
import { Changes } from '../../identity/changes.store.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { Problem } from '../../kernel/problem.js';
import { byPerson } from '../../people/account-endings.js';
import { Settings } from '../../settings/settings.js';
import { BridgeCodes } from '../codes/bridge-codes.js';
import { DeviceGrantPage } from './device-grant.page.js';

/** What a person is asked about a program of a bridge, and what they answer. */
@Injectable()
export class DeviceAnswers extends WaitingPrograms {
  readonly comesByLink = false;

  constructor(
    private readonly authorizations: DeviceAuthorizations,
    private readonly codes: BridgeCodes,
    private readonly changes: Changes,
    private readonly settings: Settings,
  ) {
    super();
  }

  get isOffered(): boolean {
    return this.settings.BRIDGE_DEVICE_GRANT;
  }

  needsNewSignIn(): Promise<boolean> {
    return Promise.resolve(false);
  }

  question(person: SignedIn, waiting: Waiting, { formToken, isNear }: AskedPage): Promise<Question> {
    const body = (
      <DeviceGrantPage
        formToken={formToken}
        person={person}
        deviceName={waiting.deviceName}
        waiting={{ ...waiting, isNear }}
        days={this.settings.BRIDGE_DEVICE_DAYS}
      />
    );
    return Promise.resolve({ title: 'Connect a device', body });
  }

  /** The program's device code is one of the person's codes from now on. */
  async allow(person: SignedIn, waiting: Waiting): Promise<true> {
    const { hash, deviceName, txn } = waiting;
    const event = { ...byPerson(person, 'bridge_code.issued', { user_id: person.userId, ...told() }), txn };
    try {
      await this.codes.give(hash, { userId: person.userId, deviceName, challenge: null }, event, (transaction) =>
        this.authorizations.answer(transaction, waiting, person, 'allowed'),
      );
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new PageRefusal(error.status, 'It cannot be allowed now', error.detail);
    }
  }

  async deny(person: SignedIn, waiting: Waiting): Promise<void> {
    await this.changes.record(
      (transaction) => this.authorizations.answer(transaction, waiting, person, 'denied'),
      () => ({ ...byPerson(person, 'bridge_code.denied', told()), decision: 'deny' }),
    );
  }

  farewell(allowed: boolean): MessagePageProps {
    return {
      heading: allowed ? 'The device is connected' : 'The device was turned away',
      text: allowed ? 'Go on there; it needs a moment. You can close this page.' : 'You can close this page.',
      action: { href: '/account/devices', label: 'See your devices' },
    };
  }
}

function told(): Readonly<Record<string, unknown>> {
  return { grant: 'device_code' };
}
