import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Anyone } from '../../http/access.js';
import { type Form, type FormRequest, queryForm } from '../../http/form.js';
import { MessagePage } from '../../http/pages/message.page.js';
import { formActionOf, Pages } from '../../http/pages/pages.js';
import { seeOther } from '../../http/see-other.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Browser } from '../../people/browser.js';
import { WebSessions } from '../../people/web-sessions.js';
import { type LogoutRequest, LogoutRequests } from './logout-request.js';
import { SignOutPage } from './sign-out.page.js';

const CONFIRM = '/oauth/logout/confirm';

/** A client wants a person signed out (OpenID Connect RP-Initiated Logout). */
@Controller('oauth/logout')
@Anyone()
export class LogoutController {
  constructor(
    private readonly requests: LogoutRequests,
    private readonly sessions: WebSessions,
    private readonly browser: Browser,
    private readonly pages: Pages,
  ) {}

  /** A client sends a person here to be signed out (OpenID Connect RP-Initiated Logout §2). */
  @Get()
  get(@Req() http: Request, @Res() response: Response): Promise<void> {
    return this.begin(http, response, () => queryForm(http));
  }

  /** The same as a form that a client sends by the person's browser. */
  @Post()
  post(@Req() http: FormRequest, @Res() response: Response): Promise<void> {
    return this.begin(http, response, () => {
      if (http.form === undefined) throw http.formError ?? new OAuthError('invalid_request', 'no form was sent');
      return http.form;
    });
  }

  /**
   * The person confirms that they want to be signed out. What our own page sent. The request is read again: a form is no
   * place for what was decided.
   */
  @Post('confirm')
  async confirm(@Req() http: FormRequest, @Res() response: Response): Promise<void> {
    const request = await this.requests.read(this.browser.form(http, CONFIRM));
    await this.finish(response, request, await this.current(http));
  }

  private async begin(http: Request, response: Response, read: () => Form): Promise<void> {
    const request = await this.requests.read(read());
    const person = await this.current(http);
    // A token of this very sign-in is proof that its client asks; anybody else could be any page of the web (§2, §6).
    const proven = request.hint !== null && person !== null && request.hint.webSessionId === person.sessionId;
    const { client, fields, destination } = request;
    if (proven || (person === null && request.hint !== null)) return this.finish(response, request, person);
    const formToken = this.browser.formToken(this.browser.secret(http, response), CONFIRM);
    const named = client === null ? {} : { clientName: client.clientName };
    this.pages.send(response, {
      title: 'Sign out',
      body: <SignOutPage action={CONFIRM} formToken={formToken} person={person} fields={fields} {...named} />,
      formAction: destination === null ? [] : [formActionOf(destination)],
    });
  }

  private async finish(response: Response, request: LogoutRequest, person: SignedIn | null): Promise<void> {
    if (person !== null) await this.sessions.close(person, 'signed out by an application');
    this.browser.forgetSignIn(response);
    if (request.destination !== null) {
      return seeOther(response, request.destination);
    }
    this.pages.send(response, {
      title: 'Signed out',
      body: <MessagePage heading="You are signed out" text="You can close this page." />,
    });
  }

  private current(http: Request): Promise<SignedIn | null> {
    return this.sessions.current(this.browser.signInHash(http));
  }
}
