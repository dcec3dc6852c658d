import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Form, FormRequest } from '../http/form.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { PageRefusal } from '../kernel/page-refusal.js';
import { Browser } from './browser.js';
import { WebSessions } from './web-sessions.js';

/** The account page and all of its forms: a token for one is a token for each. */
export const ACCOUNT = '/account';

/** The answer to whoever would end what is not there, or not theirs. */
export function noSuchEntry(): PageRefusal {
  return new PageRefusal(404, 'There is no such entry', 'It may have ended already. Open your account again.');
}

/** Who comes to the account page. */
@Injectable()
export class Visits {
  constructor(
    private readonly browser: Browser,
    private readonly sessions: WebSessions,
  ) {}

  /** Who is signed in; null when nobody is. */
  person(request: Request): Promise<SignedIn | null> {
    return this.sessions.current(this.browser.signInHash(request));
  }

  /** The form of a page of the account, and who sent it. @throws PageRefusal 403 when no such page did */
  async posted(request: FormRequest): Promise<{ form: Form; person: SignedIn | null }> {
    return { form: this.browser.form(request, ACCOUNT), person: await this.person(request) };
  }

  /** @param purpose what the form does @throws PageRefusal 403 when no page of ours sent it from this browser */
  form(request: FormRequest, purpose: string): Form {
    return this.browser.form(request, purpose);
  }

  /** @param purpose what the form does, if it is no form of the account page */
  formToken(request: Request, response: Response, purpose = ACCOUNT): string {
    return this.browser.formToken(this.browser.secret(request, response), purpose);
  }

  /** Somebody else is to sign in here; what was signed in lives on, but this browser no longer knows of it. */
  forget(response: Response): void {
    this.browser.forgetSignIn(response);
  }

  async signOut(person: SignedIn | null, response: Response): Promise<void> {
    if (person !== null) await this.sessions.close(person, 'signed out');
    this.browser.forgetSignIn(response);
  }
}
