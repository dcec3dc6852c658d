import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Anyone, SigningIn } from '../../http/access.js';
import type { Form, FormRequest } from '../../http/form.js';
import { isUuid } from '../../http/page-query.js';
import { seeOther } from '../../http/see-other.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { Problem } from '../../kernel/problem.js';
import { addressOf } from '../../people/browser.js';
import { Presence } from '../../people/presence.js';
import { signInPath } from '../../people/sign-in-destinations.js';
import { noSuchEntry, Visits } from '../../people/visits.js';
import { deviceNameFault } from './device-name.js';
import { DevicePages } from './device-pages.js';
import type { CodeFormWrong } from './devices.page.js';
import { OwnCodes } from './own-codes.js';
import { OwnDevices } from './own-devices.js';

/** A person sees their devices, revokes one, or makes a code for another. */
@Controller('account/devices')
@Anyone()
export class AccountDevicesController {
  constructor(
    private readonly visits: Visits,
    private readonly presence: Presence,
    private readonly devices: OwnDevices,
    private readonly codes: OwnCodes,
    private readonly pages: DevicePages,
  ) {}

  /** A person's page of their devices. */
  @Get()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const person = await this.visits.person(request);
    if (person === null) return seeOther(response, signInPath('devices'));
    await this.pages.list(request, response, person);
  }

  /** A person makes a code for another device. The answer is the only one that ever shows the code. */
  @Post()
  @SigningIn()
  async connect(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const { form, person } = await this.visits.posted(request);
    if (person === null) return seeOther(response, signInPath('devices'));
    const deviceName = form.one('device_name') ?? null;
    const wrong = await this.fault(person, form, addressOf(request));
    const outcome = wrong === null ? await this.make(person, deviceName) : { wrong };
    if ('code' in outcome) return this.pages.code(response, outcome.code, deviceName);
    await this.pages.list(request, response, person, { ...outcome.wrong, deviceName: deviceName ?? undefined });
  }

  /** A person revokes a device of theirs. */
  @Post(':id/revoke')
  async revoke(@Param('id') id: string, @Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const { person } = await this.visits.posted(request);
    if (person === null) return seeOther(response, signInPath('devices'));
    if (!isUuid(id) || !(await this.devices.revoke(person, id))) throw noSuchEntry();
    seeOther(response, '/account/devices');
  }

  private async fault(person: SignedIn, form: Form, address: string): Promise<CodeFormWrong | null> {
    const named = deviceNameFault(form.one('device_name') ?? null);
    if (named !== null) return { field: 'device_name', text: `The device name ${named}.` };
    const proof = { password: form.one('password'), address };
    const text = await this.presence.fault(person, proof, 'bridge_code.issue_refused');
    return text === null ? null : { field: 'password', text };
  }

  private async make(
    person: SignedIn,
    deviceName: string | null,
  ): Promise<{ readonly code: string } | { readonly wrong: CodeFormWrong }> {
    try {
      return { code: (await this.codes.carried(person, deviceName)).code };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { wrong: { text: error.detail } };
    }
  }
}
