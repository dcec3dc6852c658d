import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Anyone, SigningIn } from '../../http/access.js';
import type { FormRequest } from '../../http/form.js';
import { seeOther } from '../../http/see-other.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { Browser } from '../../people/browser.js';
import { SignInPages } from '../../people/sign-in-pages.js';
import { CurrentRequests, signInStage } from './current-requests.js';
import { InteractionAnswers } from './interaction-answers.js';

/**
 * Sign-in and consent of one stored authorization request, and its answer. Every form leads back to the request's own
 * path, which looks anew at what is left to do: no page decides what comes after it.
 */
@Controller('oauth/authorize/:id')
@Anyone()
export class InteractionController {
  constructor(
    private readonly requests: CurrentRequests,
    private readonly answers: InteractionAnswers,
    private readonly signIns: SignInPages,
    private readonly browser: Browser,
  ) {}

  /** The page of the next step of an authorization request: sign-in, consent, or back to the client. */
  @Get()
  async look(@Param('id') id: string, @Req() http: Request, @Res() response: Response): Promise<void> {
    await this.answers.next(response, await this.requests.open(id, http, response));
  }

  /** The person signs in, and the request goes on. */
  @Post('sign-in')
  @SigningIn()
  async signIn(@Param('id') id: string, @Req() http: FormRequest, @Res() response: Response): Promise<void> {
    const { form, current } = await this.requests.posted(id, http, response);
    await this.signIns.answer(http, response, form, signInStage(current));
  }

  /** The person agrees or not, and the client gets its answer. */
  @Post('consent')
  async consent(@Param('id') id: string, @Req() http: FormRequest, @Res() response: Response): Promise<void> {
    const { form, current } = await this.requests.posted(id, http, response);
    switch (form.one('decision')) {
      case 'allow':
        await this.answers.consent(current, form.one('offer'));
        return seeOther(response, current.path);
      case 'deny':
        return this.answers.refuse(response, current, new OAuthError('access_denied', 'the person said no'));
      case 'switch':
        this.browser.forgetSignIn(response);
        return seeOther(response, current.path);
      default:
        throw new PageRefusal(400, 'Please choose', 'Go back, and allow or deny the access.', 'invalid_request');
    }
  }
}
