import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Form, FormRequest } from '../http/form.js';
import { formActionOf, Pages } from '../http/pages/pages.js';
import { seeOther } from '../http/see-other.js';
import { SignInProviderStore } from '../identity/sign-in-providers/sign-in-provider.store.js';
import { Browser } from './browser.js';
import { CompanySignIns } from './company/company-sign-ins.js';
import type { UpstreamAsks } from './company/upstream-asks.rules.js';
import { SignIn } from './sign-in.js';
import { SignInPage, type SignInPageProps } from './sign-in.page.js';

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
export type ShownSignIn = Pick<SignInPageProps, 'email' | 'error' | 'notice' | 'person'> & { readonly status?: number };

/** Asks for a sign-in wherever a page of ours needs one, and leads back there. */
@Injectable()
export class SignInPages {
  constructor(
    private readonly browser: Browser,
    private readonly signIns: SignIn,
    private readonly pages: Pages,
    private readonly companies: CompanySignIns,
    private readonly providers: SignInProviderStore,
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
  async show(response: Response, stage: SignInStage, { status = 200, ...shown }: ShownSignIn = {}): Promise<void> {
    const { action, formToken, clientName, email = '', formAction = [] } = stage;
    const providers = await this.providers.offered();
    const origins = providers.map(({ authorizationEndpoint }) => formActionOf(authorizationEndpoint));
    this.pages.send(response, {
      title: 'Sign in',
      status,
      body: (
        <SignInPage
          action={action}
          formToken={formToken}
          {...(clientName === undefined ? {} : { clientName })}
          email={email}
          providers={providers}
          {...shown}
        />
      ),
      formAction: [...new Set([...formAction, ...origins])],
    });
  }

  /** @param form of which is known that a page of ours sent it */
  async answer(request: FormRequest, response: Response, form: Form, stage: SignInStage): Promise<void> {
    const company = form.one('provider');
    if (company !== undefined) {
      if (await this.companies.begin(request, response, company, stage)) return;
      return this.show(response, stage, { notice: 'Choose once more: your company’s sign-in has moved.' });
    }
    const outcome = await this.signIns.attempt(request, response, form);
    if ('userId' in outcome) return seeOther(response, stage.next);
    if (outcome.retryAfter !== undefined) response.set('retry-after', String(outcome.retryAfter));
    const { status, error } = outcome;
    await this.show(response, stage, { status, error, email: form.one('email') ?? '' });
  }
}
