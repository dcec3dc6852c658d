import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Form, FormRequest } from '../../http/form.js';
import { joinTransaction } from '../../http/request-context.js';
import { formActionOf } from '../../http/pages/pages.js';
import type { AskingClient } from '../../identity/clients/client.directory.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { Browser } from '../../people/browser.js';
import type { SignInStage } from '../../people/sign-in-pages.js';
import { WebSessions } from '../../people/web-sessions.js';
import { cannotContinue } from './authorization-decisions.js';
import { AuthorizationRequestStore, type OpenRequest } from './authorization-request.store.js';
import { Interaction } from './interaction.js';

/** An authorization request, the browser that came with it, and who is signed in there. */
export interface CurrentRequest {
  /** Under which its pages are. */
  readonly path: string;
  readonly formToken: string;
  readonly request: OpenRequest;
  readonly client: AskingClient;
  readonly person: SignedIn | null;
}

/** Where the pages of an authorization request are, and where their forms go. */
export function pathOf(id: string): string {
  return `/oauth/authorize/${id}`;
}

/** Where somebody signs in for a request: it may lead straight back to the client. */
export function signInStage({ path, formToken, request, client }: CurrentRequest): SignInStage {
  const { loginHint, redirectUri, prompt, maxAge, necessaryAcr } = request.parameters;
  return {
    action: `${path}/sign-in`,
    next: path,
    formToken,
    clientName: client.clientName,
    ...(loginHint === undefined ? {} : { email: loginHint }),
    formAction: [formActionOf(redirectUri)],
    asks: {
      again: prompt.includes('login'),
      choose: prompt.includes('select_account'),
      ...(maxAge === undefined ? {} : { maxAge }),
      ...(loginHint === undefined ? {} : { loginHint }),
      ...(necessaryAcr === undefined ? {} : { acrs: necessaryAcr }),
    },
  };
}

/** Finds the authorization request that a browser goes on with. */
@Injectable()
export class CurrentRequests {
  constructor(
    private readonly requests: AuthorizationRequestStore,
    private readonly browser: Browser,
    private readonly sessions: WebSessions,
    private readonly interaction: Interaction,
  ) {}

  /** The same for a form that one of its pages sent. @throws PageRefusal also when another page did */
  async posted(id: string, http: FormRequest, response: Response): Promise<{ form: Form; current: CurrentRequest }> {
    const form = this.browser.form(http, pathOf(id));
    return { form, current: await this.open(id, http, response) };
  }

  /** @throws PageRefusal when the request does not wait, or not for this browser */
  async open(id: string, http: Request, response: Response): Promise<CurrentRequest> {
    const secret = this.browser.secret(http, response);
    const request = /^[A-Za-z0-9_-]{43}$/.test(id) ? await this.requests.open(id, this.browser.hash(secret)) : null;
    if (request === null) throw cannotContinue();
    joinTransaction(request.txn);
    const path = pathOf(id);
    return {
      path,
      formToken: this.browser.formToken(secret, path),
      request,
      client: await this.interaction.client(request),
      person: await this.sessions.current(this.browser.signInHash(http)),
    };
  }
}
