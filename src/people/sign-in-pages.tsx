import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Form, FormRequest } from '../http/form.js';
import { PASSKEY_SCRIPT } from '../http/pages/passkey-script.js';
import { Pages } from '../http/pages/pages.js';
import { seeOther } from '../http/see-other.js';
import { RelyingParty } from '../identity/passkeys/relying-party.js';
import { Browser } from './browser.js';
import { CodePage, RecoveredPage } from './code.page.js';
import { SignIn, type SignInOutcome } from './sign-in.js';
import { SignInPage, type SignInPageProps } from './sign-in.page.js';

/** Where somebody is asked to sign in: every way of doing so sends its form to one path, and leads on to another. */
export interface SignInPlace {
  /** Path that the form is sent to. */
  readonly action: string;
  /** Path of ours where the person goes on. */
  readonly next: string;
}

/** A place whose form has a token already, or that is an application's. */
export interface SignInStage extends SignInPlace, Pick<SignInPageProps, 'clientName' | 'email' | 'formToken'> {
  /** Where `next` may lead on to at once: a redirect counts as where the form goes. */
  readonly formAction?: readonly string[];
}

/** What the page shows besides its form. */
export type ShownSignIn = Pick<
  SignInPageProps,
  'email' | 'error' | 'notice' | 'person' | 'by' | 'signals' | 'wrongPasskey'
> & {
  readonly status?: number;
};

/** Asks for a sign-in wherever a page of ours needs one, and leads back there. */
@Injectable()
export class SignInPages {
  constructor(
    private readonly browser: Browser,
    private readonly signIns: SignIn,
    private readonly pages: Pages,
    private readonly party: RelyingParty,
  ) {}

  /** For a page of our own; {@link attempt} answers its form. */
  ask(request: Request, response: Response, place: SignInPlace, shown: ShownSignIn = {}): void {
    const formToken = this.browser.formToken(this.browser.secret(request, response), place.action);
    this.show(response, { ...place, formToken }, shown);
  }

  attempt(request: FormRequest, response: Response, place: SignInPlace): Promise<void> {
    const form = this.browser.form(request, place.action);
    const formToken = this.browser.formToken(this.browser.secret(request, response), place.action);
    return this.answer(request, response, form, { ...place, formToken });
  }

  /** @param shown what was wrong with the last attempt, or who must prove it once more */
  show(response: Response, stage: SignInStage, { status = 200, ...shown }: ShownSignIn = {}): void {
    const { action, formToken, clientName, email = '', formAction = [] } = stage;
    this.pages.send(response, {
      title: 'Sign in',
      status,
      body: (
        <SignInPage
          action={action}
          formToken={formToken}
          {...(clientName === undefined ? {} : { clientName })}
          email={email}
          passkeys={this.party.offered}
          {...shown}
        />
      ),
      formAction,
      ...(this.party.offered ? { script: PASSKEY_SCRIPT, connects: true } : {}),
    });
  }

  /** @param form of which is known that a page of ours sent it */
  async answer(request: FormRequest, response: Response, form: Form, stage: SignInStage): Promise<void> {
    const outcome = await this.signIns.attempt(request, response, form);
    if ('userId' in outcome) return this.goOn(response, stage, 'codesLeft' in outcome ? outcome.codesLeft : undefined);
    if ('retryAfter' in outcome) response.set('retry-after', String(outcome.retryAfter));
    if ('handle' in outcome) return this.askForCode(response, stage, outcome);
    const { status, error } = outcome;
    const credentialId = 'unknownPasskey' in outcome ? outcome.unknownPasskey : undefined;
    const gone = ['signalUnknownCredential', { rpId: this.party.id, credentialId }] as const;
    const signals = credentialId === undefined ? [] : [gone];
    const wrongPasskey = form.one('passkey') !== undefined;
    this.show(response, stage, { status, error, wrongPasskey, email: form.one('email') ?? '', signals });
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
