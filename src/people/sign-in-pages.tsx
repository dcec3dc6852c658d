import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Form, FormRequest } from '../http/form.js';
import { Pages } from '../http/pages/pages.js';
import { seeOther } from '../http/see-other.js';
import { Browser } from './browser.js';
import { CodePage, RecoveredPage } from './code.page.js';
import { CompanySignIns } from './company/company-sign-ins.js';
import type { UpstreamAsks } from './company/upstream-asks.rules.js';
import { SignIn, type SignInOutcome } from './sign-in.js';
import { SignInForms } from './sign-in-forms.js';
import type { SignInPageProps } from './sign-in.page.js';

/** Where somebody is asked to sign in: every way of doing so sends its form to one path, and leads on to another. */
export interface SignInPlace {
  /** Path that the form is sent to. */
  readonly action: string;
  /** Path of ours where the person goes on. */
  readonly next: string;
  /** What the sign-in must be, wherever the person proves who they are. */
  readonly asks?: UpstreamAsks;
}

/** A place whose form has a token already, or that is an application's. */
export interface SignInStage extends SignInPlace, Pick<SignInPageProps, 'clientName' | 'email' | 'formToken'> {
  /** Where `next` may lead on to at once: a redirect counts as where the form goes. */
  readonly formAction?: readonly string[];
}

/** What the page shows besides its form. */
export type ShownSignIn = Pick<SignInPageProps, 'email' | 'error' | 'notice' | 'person' | 'by' | 'wrongPasskey'> & {
  readonly status?: number;
  /** Id of a passkey that is nobody's. */
  readonly gone?: string | undefined;
};

/** Asks for a sign-in wherever a page of ours needs one, and leads back there. */
@Injectable()
export class SignInPages {
  constructor(
    private readonly browser: Browser,
    private readonly signIns: SignIn,
    private readonly pages: Pages,
    private readonly companies: CompanySignIns,
    private readonly forms: SignInForms,
  ) {}

  /** For a page of our own; {@link attempt} answers its form. */
  ask(request: Request, response: Response, place: SignInPlace, shown: ShownSignIn = {}): Promise<void> {
    const formToken = this.browser.formToken(this.browser.secret(request, response), place.action);
    return this.show(response, { ...place, formToken }, shown);
  }

  attempt(request: FormRequest, response: Response, place: SignInPlace): Promise<void> {
    const form = this.browser.form(request, place.action);
    const formToken = this.browser.formToken(this.browser.secret(request, response), place.action);
    return this.answer(request, response, form, { ...place, formToken });
  }

  /** @param shown what was wrong with the last attempt, or who must prove it once more */
  async show(response: Response, stage: SignInStage, shown: ShownSignIn = {}): Promise<void> {
    this.pages.send(response, await this.forms.drawn(stage, shown));
  }

  /** @param form of which is known that a page of ours sent it */
  async answer(request: FormRequest, response: Response, form: Form, stage: SignInStage): Promise<void> {
    const company = form.one('provider');
    if (company !== undefined) {
      if (await this.companies.begin(request, response, company, stage)) return;
      return this.show(response, stage, { notice: 'Choose once more: your company’s sign-in has moved.' });
    }
    const outcome = await this.signIns.attempt(request, response, form);
    if ('userId' in outcome) return this.goOn(response, stage, 'codesLeft' in outcome ? outcome.codesLeft : undefined);
    if ('retryAfter' in outcome) response.set('retry-after', String(outcome.retryAfter));
    if ('handle' in outcome) return this.askForCode(response, stage, outcome);
    const { status, error } = outcome;
    const credentialId = 'unknownPasskey' in outcome ? outcome.unknownPasskey : undefined;
    const wrongPasskey = form.one('passkey') !== undefined;
    const email = form.one('email') ?? '';
    await this.show(response, stage, { status, error, wrongPasskey, email, gone: credentialId });
  }

  /** @param codesLeft recovery codes, when one was used */
  private goOn(response: Response, { next, formAction = [] }: SignInStage, codesLeft: number | undefined): void {
    if (codesLeft === undefined) return seeOther(response, next);
    this.pages.send(response, {
      title: 'You are signed in',
      body: <RecoveredPage left={codesLeft} next={next} />,
      formAction,
    });
  }

  /** The same place asks for the second factor, and answers its form. */
  private askForCode(
    response: Response,
    { action, formToken, next, formAction = [] }: SignInStage,
    { handle, error, status }: Extract<SignInOutcome, { handle: string }>,
  ): void {
    const shown = { action, formToken, handle, error, start: next };
    this.pages.send(response, { title: 'Enter your code', status, body: <CodePage {...shown} />, formAction });
  }
}
