import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Anyone, SigningIn } from '../http/access.js';
import { type Form, type FormRequest, queryForm } from '../http/form.js';
import { seeOther } from '../http/see-other.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { PageRefusal } from '../kernel/page-refusal.js';
import { addressOf } from '../people/browser.js';
import { Presence } from '../people/presence.js';
import { type SignInPlace, SignInPages } from '../people/sign-in-pages.js';
import { DeviceAuthorizations } from './device-authorizations.js';
import { DeviceEntry, type Found } from './device-entry.js';
import { DeviceEntryPages } from './device-entry-pages.js';
import { readUserCode } from './user-code.rules.js';

const DEVICE = '/device';
/** For whoever was sent here with a code: what they are about to confirm. */
const CAREFUL =
  'The program that shows this code wants to administer. Sign in once more, and only if you have started it yourself.';

/**
 * A person enters the code that a program shows on a machine without a browser, and answers it (RFC 8628 §3.3). Every step
 * looks anew who is signed in and what waits under the code.
 */
@Controller('device')
@Anyone()
export class DeviceEntryController {
  constructor(
    private readonly signIns: SignInPages,
    private readonly presence: Presence,
    private readonly entry: DeviceEntry,
    private readonly authorizations: DeviceAuthorizations,
    private readonly pages: DeviceEntryPages,
  ) {}

  /**
   * The page where a person enters the code that a device shows (RFC 8628 §3.3). A code that a link brings is filled in
   * and looked at by nobody: the person compares it, and sends it (RFC 8628 §3.3.1).
   */
  @Get()
  async look(@Req() request: Request, @Res() response: Response): Promise<void> {
    const person = await this.pages.person(request);
    const brought = broughtBy(request);
    if (person !== null && this.presence.isFresh(person)) {
      return this.pages.ask(request, response, person, brought === null ? {} : { typed: brought, brought });
    }
    await this.signIns.ask(request, response, signInPlace(brought), person === null ? {} : { person });
  }

  /** The person signs in, and enters the code again. */
  @Post('sign-in')
  @SigningIn()
  signIn(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    return this.signIns.attempt(request, response, signInPlace(broughtBy(request)));
  }

  /** The person enters a code, and is asked about what waits under it. */
  @Post()
  @SigningIn()
  async enter(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const sent = await this.sent(request);
    if (sent === null) return seeOther(response, DEVICE);
    const { person, form } = sent;
    const entry = { typed: form.one('user_code') ?? '', brought: form.one('brought') };
    const entered = await this.entry.enter(person, entry, addressOf(request));
    if ('found' in entered) return this.question(request, response, person, entered);
    if (entered.retryAfter !== undefined) response.set('retry-after', String(entered.retryAfter));
    const { status, error: wrong, typed } = entered;
    this.pages.ask(request, response, person, { status, wrong, typed: typed.slice(0, 32) });
  }

  /** The person lets the device in, or not. */
  @Post('decision')
  @SigningIn()
  async decide(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const sent = await this.sent(request);
    if (sent === null) return seeOther(response, DEVICE);
    const { person, form } = sent;
    const [decision, typed] = [form.one('decision'), form.one('user_code') ?? ''];
    if (decision === 'switch') {
      await this.authorizations.release(person, typed);
      this.pages.forget(response);
      return seeOther(response, DEVICE);
    }
    if (decision !== 'allow' && decision !== 'deny') {
      throw new PageRefusal(400, 'Please choose', 'Go back, and allow or deny it.', 'invalid_request');
    }
    const entered = await this.entry.enter(person, { typed }, addressOf(request));
    if (!('found' in entered)) throw new PageRefusal(409, 'This is done already', entered.error);
    const { found, kind } = entered;
    if (decision === 'deny') await kind.deny(person, found);
    else if (!(await kind.allow(person, found, form.one('offer')))) {
      return this.question(request, response, person, entered);
    }
    this.pages.done(response, kind.farewell(decision === 'allow'));
  }

  /** What gives more than a sign-in of some minutes ago is worth takes one that is made for it. */
  private async question(
    request: Request,
    response: Response,
    person: SignedIn,
    { found, kind }: Found,
  ): Promise<void> {
    if (!(await kind.needsNewSignIn(person, found))) {
      return this.pages.decide(request, response, person, { found, kind });
    }
    await this.signIns.ask(request, response, signInPlace(found.userCode), { person, notice: CAREFUL });
  }

  /** The form of one of our pages; null when somebody must sign in first, and enter the code again. */
  private async sent(request: FormRequest): Promise<{ person: SignedIn; form: Form } | null> {
    const person = await this.pages.person(request);
    if (person === null || !this.presence.isFresh(person)) return null;
    return { person, form: this.pages.form(request, person) };
  }
}

/** The code that a link has in its query; null when there is none, or it is no code. */
function broughtBy(request: Request): string | null {
  return readUserCode(queryForm(request).one('user_code') ?? '');
}

/** A code that a link has brought is not lost by signing in. */
function signInPlace(brought: string | null): SignInPlace {
  const query = brought === null ? '' : `?user_code=${brought}`;
  return { action: `${DEVICE}/sign-in${query}`, next: `${DEVICE}${query}`, asks: { again: true } };
}
