import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Anyone, SigningIn } from '../http/access.js';
import type { FormRequest } from '../http/form.js';
import { Pages } from '../http/pages/pages.js';
import { seeOther } from '../http/see-other.js';
import { Browser } from './browser.js';
import { SignIn } from './sign-in.js';
import { SignInPage } from './sign-in.page.js';

/** Signing in to one's own account. An application's sign-in has a path of its own. */
@Controller('sign-in')
@Anyone()
export class SignInController {
  constructor(
    private readonly signIns: SignIn,
    private readonly browser: Browser,
    private readonly pages: Pages,
  ) {}

  @Get()
  show(@Query('set') set: unknown, @Req() request: Request, @Res() response: Response): void {
    this.ask(request, response, set === '1' ? { notice: 'Your password is set. Sign in with it.' } : {});
  }

  @Post()
  @SigningIn()
  async signIn(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const form = this.browser.form(request, '/sign-in');
    const outcome = await this.signIns.attempt(request, response, form);
    if ('user' in outcome) return seeOther(response, '/account');
    if (outcome.retryAfter !== undefined) response.set('retry-after', String(outcome.retryAfter));
    const { status, error } = outcome;
    this.ask(request, response, { status, error, email: form.one('email') ?? '' });
  }

  private ask(
    request: Request,
    response: Response,
    shown: { status?: number; error?: string; email?: string; notice?: string },
  ): void {
    const { status = 200, ...props } = shown;
    const formToken = this.browser.formToken(this.browser.secret(request, response), '/sign-in');
    this.pages.send(response, {
      title: 'Sign in',
      status,
      body: <SignInPage action="/sign-in" formToken={formToken} {...props} />,
    });
  }
}
