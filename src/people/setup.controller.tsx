import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SigningIn } from '../http/access.js';
import type { FormRequest } from '../http/form.js';
import { Pages } from '../http/pages/pages.js';
import { SetupLinks } from '../identity/credentials/setup-links.js';
import { PageRefusal } from '../kernel/page-refusal.js';
import { Browser } from './browser.js';
import { SetupPage } from './setup.page.js';

const ACTION = '/setup';

/** Whose link it is, and what was wrong the first time. */
interface Asked {
  readonly linkToken: string;
  readonly email: string;
  readonly error?: string;
}

/** The page behind a setup link, by which a person sets a password. */
@Controller('setup')
@SigningIn()
export class SetupController {
  constructor(
    private readonly links: SetupLinks,
    private readonly browser: Browser,
    private readonly pages: Pages,
  ) {}

  /** Spends nothing, however often it is opened. */
  @Get()
  async show(@Query('token') token: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const linkToken = typeof token === 'string' ? token : '';
    const user = await this.links.find(linkToken);
    if (user === null) throw unusable();
    this.ask(request, response, { linkToken, email: user.email });
  }

  /** What cannot be used is asked for again; only a password that is set spends the link. */
  @Post()
  async save(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const form = this.browser.form(request, ACTION);
    const linkToken = form.one('token') ?? '';
    const password = form.one('password') ?? '';
    const again = form.one('password_again') ?? '';
    const user = await this.links.find(linkToken);
    if (user === null) throw unusable();
    const askAgain = (error: string): void => this.ask(request, response, { linkToken, email: user.email, error });
    if (password !== again) return askAgain('The two passwords are not the same.');
    const redeemed = await this.links.redeem(linkToken, password);
    if (redeemed.outcome === 'unknown') throw unusable();
    if (redeemed.outcome === 'unfit') return askAgain(redeemed.fault);
    response.set('cache-control', 'no-store').redirect(303, '/sign-in?set=1');
  }

  private ask(request: Request, response: Response, asked: Asked): void {
    const formToken = this.browser.formToken(this.browser.secret(request, response), ACTION);
    this.pages.send(response, {
      title: 'Choose a password',
      status: asked.error === undefined ? 200 : 400,
      body: <SetupPage action={ACTION} formToken={formToken} {...asked} />,
    });
  }
}

/** The same whether nobody issued it, it was used or its time is over: a stranger learns nothing. */
function unusable(): PageRefusal {
  return new PageRefusal(
    404,
    'This link no longer works',
    'Such a link can be used once, within a day, and only until a newer one is made. Ask your administrator for a new one.',
  );
}
