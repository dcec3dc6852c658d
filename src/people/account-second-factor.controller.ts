import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Anyone, SigningIn } from '../http/access.js';
import type { Form, FormRequest } from '../http/form.js';
import { seeOther } from '../http/see-other.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { AccountSecondFactor } from './account-second-factor.js';
import { addressOf } from './browser.js';
import type { FactorWrong } from './second-factor.page.js';
import { SecondFactorPages } from './second-factor-pages.js';
import { SignInPages } from './sign-in-pages.js';
import { Visits } from './visits.js';

const HERE = '/account/second-factor';
const SIGN_IN = { action: `${HERE}/sign-in`, next: HERE };

/** A person sets up a second factor, makes other recovery codes, or removes it: never in a sign-in of long ago. */
@Controller('account/second-factor')
@Anyone()
export class AccountSecondFactorController {
  constructor(
    private readonly visits: Visits,
    private readonly signIns: SignInPages,
    private readonly own: AccountSecondFactor,
    private readonly pages: SecondFactorPages,
  ) {}

  /** A person's page of their second factor. */
  @Get()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const person = await this.visits.person(request);
    if (person === null) return this.signIns.ask(request, response, SIGN_IN);
    if (!this.own.mayChange(person)) return this.signIns.ask(request, response, SIGN_IN, { person });
    await this.pages.show(request, response, person);
  }

  /** The person signs in anew, which changing a second factor takes when the sign-in was long ago. */
  @Post('sign-in')
  @SigningIn()
  signIn(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    return this.signIns.attempt(request, response, SIGN_IN);
  }

  /** A person sets up a second factor by its first code. The answer is the only one that ever shows the recovery codes. */
  @Post()
  @SigningIn()
  async confirm(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const sent = await this.sent(request);
    if (sent === null) return seeOther(response, HERE);
    const { person, form } = sent;
    const outcome = await this.own.confirm(person, form.one('offer') ?? '', form.one('code') ?? '');
    if (outcome === 'over') return seeOther(response, HERE);
    if ('codes' in outcome) return this.pages.codes(response, outcome.codes);
    await this.pages.enrol(request, response, person, outcome);
  }

  /** A person makes other recovery codes. */
  @Post('renew')
  @SigningIn()
  async renew(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const sent = await this.sent(request);
    if (sent === null) return seeOther(response, HERE);
    const text = await this.fault(request, sent, 'renew');
    if (text !== null) return this.pages.show(request, response, sent.person, { form: 'renew', text });
    const codes = await this.own.renewCodes(sent.person);
    return codes === null ? seeOther(response, HERE) : this.pages.codes(response, codes);
  }

  /** A person removes their second factor. */
  @Post('remove')
  @SigningIn()
  async remove(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const sent = await this.sent(request);
    if (sent === null) return seeOther(response, HERE);
    const text = await this.fault(request, sent, 'remove');
    if (text !== null) return this.pages.show(request, response, sent.person, { form: 'remove', text });
    await this.own.remove(sent.person);
    seeOther(response, '/account');
  }

  /** The form of one of our pages; null when somebody must sign in first. */
  private async sent(request: FormRequest): Promise<{ person: SignedIn; form: Form } | null> {
    const { form, person } = await this.visits.posted(request);
    return person === null || !this.own.mayChange(person) ? null : { person, form };
  }

  private fault(
    request: Request,
    { person, form }: { person: SignedIn; form: Form },
    which: FactorWrong['form'],
  ): Promise<string | null> {
    return this.own.fault(person, form.one(`${which}_code`), addressOf(request));
  }
}
