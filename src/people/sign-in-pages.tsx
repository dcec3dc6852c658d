import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { FormRequest } from '../http/form.js';
import { Pages } from '../http/pages/pages.js';
import { seeOther } from '../http/see-other.js';
import { Browser } from './browser.js';
import { SignIn } from './sign-in.js';
import { SignInPage, type SignInPageProps } from './sign-in.page.js';

/** What the page shows besides its form. */
export type ShownSignIn = Pick<SignInPageProps, 'email' | 'error' | 'notice' | 'person'> & { readonly status?: number };

/** Asks for a sign-in wherever a page of ours needs one, and leads back there. */
@Injectable()
export class SignInPages {
  constructor(
    private readonly browser: Browser,
    private readonly signIns: SignIn,
    private readonly pages: Pages,
  ) {}

  /** @param action path that the form is sent to, where {@link attempt} answers it */
  ask(request: Request, response: Response, action: string, shown: ShownSignIn = {}): void {
    const { status = 200, ...props } = shown;
    const formToken = this.browser.formToken(this.browser.secret(request, response), action);
    this.pages.send(response, {
      title: 'Sign in',
      status,
      body: <SignInPage action={action} formToken={formToken} {...props} />,
    });
  }

  /** @param next path where the person goes on */
  async attempt(request: FormRequest, response: Response, action: string, next: string): Promise<void> {
    const form = this.browser.form(request, action);
    const outcome = await this.signIns.attempt(request, response, form);
    if ('user' in outcome) return seeOther(response, next);
    if (outcome.retryAfter !== undefined) response.set('retry-after', String(outcome.retryAfter));
    const { status, error } = outcome;
    this.ask(request, response, action, { status, error, email: form.one('email') ?? '' });
  }
}
