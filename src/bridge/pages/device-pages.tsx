import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { formActionOf, Pages } from '../../http/pages/pages.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { redirectPlace } from '../../kernel/redirect-uri.js';
import { Presence } from '../../people/presence.js';
import { Visits } from '../../people/visits.js';
import { Settings } from '../../settings/settings.js';
import { type ConnectRequest, connectPath } from './connect-request.js';
import { ConnectPage } from './connect.page.js';
import { DeviceCodePage } from './device-code.page.js';
import { type CodeFormWrong, DevicesPage } from './devices.page.js';
import { OwnDevices } from './own-devices.js';

/** The pages on which people look after their devices. */
@Injectable()
export class DevicePages {
  private readonly host: string;

  constructor(
    private readonly pages: Pages,
    private readonly visits: Visits,
    private readonly presence: Presence,
    private readonly devices: OwnDevices,
    private readonly settings: Settings,
  ) {
    this.host = new URL(settings.PUBLIC_URL).host;
  }

  async list(request: Request, response: Response, person: SignedIn, wrong?: CodeFormWrong): Promise<void> {
    const shown = {
      formToken: this.visits.formToken(request, response),
      devices: await this.devices.of(person),
      most: this.settings.BRIDGE_DEVICES,
      asksPassword: !this.presence.isFresh(person),
      mustConfirm: await this.presence.mustConfirm(person),
    };
    this.pages.send(response, {
      title: 'Your devices',
      wide: true,
      status: wrong === undefined ? 200 : 400,
      body: <DevicesPage person={person} wrong={wrong} {...shown} />,
    });
  }

  code(response: Response, code: string, deviceName: string | null): void {
    const seconds = this.settings.BRIDGE_CODE_SECONDS;
    const body = <DeviceCodePage code={code} deviceName={deviceName} seconds={seconds} host={this.host} />;
    this.pages.send(response, { title: 'Your code', body });
  }

  connect(request: Request, response: Response, person: SignedIn, asked: ConnectRequest): void {
    this.pages.send(response, {
      title: 'Connect a program',
      body: (
        <ConnectPage
          action={connectPath(asked)}
          formToken={this.visits.formToken(request, response, decisionOf(person, asked))}
          person={person}
          deviceName={asked.deviceName}
          place={redirectPlace(asked.redirectUri).host}
          host={this.host}
          days={this.settings.BRIDGE_DEVICE_DAYS}
        />
      ),
      formAction: [formActionOf(asked.redirectUri)],
    });
  }
}

/** What a form of the page decides: this very request, by this very person. */
export function decisionOf({ userId }: SignedIn, asked: ConnectRequest): string {
  return `${connectPath(asked)} ${userId}`;
}
