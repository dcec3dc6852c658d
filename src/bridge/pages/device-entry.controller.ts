import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Anyone, SigningIn } from '../../http/access.js';
import type { Form, FormRequest } from '../../http/form.js';
import { seeOther } from '../../http/see-other.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { addressOf } from '../../people/browser.js';
import { SignInPages } from '../../people/sign-in-pages.js';
import { Visits } from '../../people/visits.js';
import { DeviceAnswers } from '../device-grant/device-answers.js';
import { DeviceEntry } from './device-entry.js';
import { DeviceEntryPages, entryOf } from './device-entry-pages.js';

const DEVICE = '/device';
const SIGN_IN = { action: '/device/sign-in', next: DEVICE };

/**
 * A person enters the code that a program shows on a machine without a browser, and answers it (RFC 8628 §3.3). Every step
 * looks anew who is signed in and what waits under the code.
 */
@Controller('device')
@Anyone()
export class DeviceEntryController {
  constructor(
    private readonly visits: Visits,
    private readonly signIns: SignInPages,
    private readonly entry: DeviceEntry,
    private readonly answers: DeviceAnswers,
    private readonly pages: DeviceEntryPages,
  ) {}

  @Get()
  async look(@Req() request: Request, @Res() response: Response): Promise<void> {
    this.entry.requireOffered();
    const person = await this.visits.person(request);
    if (person === null) return this.signIns.ask(request, response, SIGN_IN);
    if (!this.answers.mayAllow(person)) return this.signIns.ask(request, response, SIGN_IN, { person });
    this.pages.ask(request, response, person);
  }

  @Post('sign-in')
  @SigningIn()
  signIn(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    return this.signIns.attempt(request, response, SIGN_IN);
  }

  @Post()
  @SigningIn()
  async enter(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const sent = await this.sent(request);
    if (sent === null) return seeOther(response, DEVICE);
    const { person, form } = sent;
    const typed = form.one('user_code') ?? '';
    const entered = await this.entry.enter(person, typed, addressOf(request));
    if ('found' in entered) return this.pages.decide(request, response, person, entered.found);
    if (entered.retryAfter !== undefined) response.set('retry-after', String(entered.retryAfter));
    const { status, error: wrong } = entered;
    this.pages.ask(request, response, person, { status, wrong, typed: typed.slice(0, 32) });
  }

  @Post('decision')
  @SigningIn()
  async decide(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const sent = await this.sent(request);
    if (sent === null) return seeOther(response, DEVICE);
    const { person, form } = sent;
    const decision = form.one('decision');
    if (decision === 'switch') {
      this.visits.forget(response);
      return seeOther(response, DEVICE);
    }
    if (decision !== 'allow' && decision !== 'deny') {
      throw new PageRefusal(400, 'Please choose', 'Go back, and allow or deny it.', 'invalid_request');
    }
    const entered = await this.entry.enter(person, form.one('user_code') ?? '', addressOf(request));
    if (!('found' in entered)) throw new PageRefusal(409, 'This is done already', entered.error);
    await this.answers[decision](person, entered.found);
    this.pages.done(response, decision === 'allow');
  }

  /** The form of one of our pages; null when somebody must sign in first, and enter the code again. */
  private async sent(request: FormRequest): Promise<{ person: SignedIn; form: Form } | null> {
    this.entry.requireOffered();
    const person = await this.visits.person(request);
    if (person === null || !this.answers.mayAllow(person)) return null;
    return { person, form: this.visits.form(request, entryOf(person)) };
  }
}
