import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { MessagePage } from '../../http/pages/message.page.js';
import { Pages } from '../../http/pages/pages.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { addressKey } from '../../kernel/trusted-proxies.js';
import { addressOf } from '../../people/browser.js';
import { Visits } from '../../people/visits.js';
import { Settings } from '../../settings/settings.js';
import type { ShownAuthorization } from '../device-grant/device-authorizations.js';
import { DeviceEntryPage, type DeviceEntryPageProps, DeviceGrantPage } from './device-entry.page.js';

/** What was wrong with a code that was entered. */
export type WrongEntry = Pick<DeviceEntryPageProps, 'typed' | 'wrong'> & { readonly status?: number };

/** The pages on which people let in programs that run where no browser is. */
@Injectable()
export class DeviceEntryPages {
  constructor(
    private readonly pages: Pages,
    private readonly visits: Visits,
    private readonly settings: Settings,
  ) {}

  ask(request: Request, response: Response, person: SignedIn, { status = 200, ...shown }: WrongEntry = {}): void {
    const formToken = this.visits.formToken(request, response, entryOf(person));
    const body = <DeviceEntryPage formToken={formToken} person={person} {...shown} />;
    this.pages.send(response, { title: 'Connect a device', status, body });
  }

  decide(request: Request, response: Response, person: SignedIn, asked: ShownAuthorization): void {
    this.pages.send(response, {
      title: 'Connect a device',
      body: (
        <DeviceGrantPage
          formToken={this.visits.formToken(request, response, entryOf(person))}
          person={person}
          userCode={asked.userCode}
          deviceName={asked.deviceName}
          address={asked.address}
          isNear={addressKey(asked.address) === addressKey(addressOf(request))}
          askedAt={asked.createdAt}
          days={this.settings.BRIDGE_DEVICE_DAYS}
        />
      ),
    });
  }

  done(response: Response, allowed: boolean): void {
    const heading = allowed ? 'The device is connected' : 'The device was turned away';
    const text = allowed ? 'Go on there; it needs a moment. You can close this page.' : 'You can close this page.';
    const action = { href: '/account/devices', label: 'See your devices' };
    this.pages.send(response, { title: heading, body: <MessagePage heading={heading} text={text} action={action} /> });
  }
}

/** What the forms of these pages are for: what this very person decides. */
export function entryOf({ userId }: SignedIn): string {
  return `/device ${userId}`;
}
