import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Signals } from '../analytics/analytics.contract.js';
import { SigningIn } from '../http/access.js';
import type { Form, FormRequest } from '../http/form.js';
import { seeOther } from '../http/see-other.js';
import { SetupLinks } from '../identity/credentials/setup-links.js';
import { PasskeySetup } from '../identity/passkeys/passkey-setup.js';
import { PageRefusal } from '../kernel/page-refusal.js';
import { Browser } from './browser.js';
import { deviceWords } from './device-words.js';
import { type AskedSetup, SETUP, SetupPages } from './setup-pages.js';
import { SETUP_OPTIONS } from './setup.page.js';

/** The page behind a setup link, by which a person sets a password or makes a passkey. */
@Controller(SETUP)
@SigningIn()
export class SetupController {
  constructor(
    private readonly links: SetupLinks,
    private readonly passkeys: PasskeySetup,
    private readonly browser: Browser,
    private readonly pages: SetupPages,
    private readonly signals: Signals,
  ) {}

  /**
   * The page behind a setup link, by which a person sets a password or makes a passkey. Spends nothing, however often it
   * is opened.
   */
  @Get()
  async show(@Query('token') token: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const linkToken = typeof token === 'string' ? token : '';
    await this.pages.ask(request, response, await this.asked(linkToken));
  }

  /** The challenge for the first passkey, for the page's script. */
  @Post(SETUP_OPTIONS)
  async options(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const token = this.browser.form(request, SETUP).one('token') ?? '';
    const options = await this.passkeys.options({ token, browserHash: this.browser.knownHash(request) ?? '' });
    if (options === null) throw unusable();
    response.status(200).set('cache-control', 'no-store').json(options);
  }

  /**
   * A person sets a password, or makes a passkey. What cannot be used is asked for again; only a password or a passkey
   * that is set spends the link.
   */
  @Post()
  async save(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const form = this.browser.form(request, SETUP);
    const asked = await this.asked(form.one('token') ?? '');
    const passkey = form.one('passkey');
    const error =
      passkey === undefined
        ? await this.setPassword(form, asked.linkToken)
        : await this.setPasskey(request, asked.linkToken, { response: passkey, keep: keeps(form) });
    if (error !== null) return this.pages.ask(request, response, { ...asked, error });
    seeOther(response, `/sign-in?set=${passkey === undefined ? '1' : 'passkey'}`);
  }

  /** One sentence, or null when it is set. */
  private async setPassword(form: Form, linkToken: string): Promise<string | null> {
    const password = form.one('password') ?? '';
    if (password !== (form.one('password_again') ?? '')) return 'The two passwords are not the same.';
    const redeemed = await this.links.redeem(linkToken, password, keeps(form));
    if (redeemed.outcome === 'unknown') throw unusable();
    return redeemed.outcome === 'unfit' ? redeemed.fault : null;
  }

  private async setPasskey(
    request: FormRequest,
    token: string,
    sent: { readonly response: string; readonly keep: boolean },
  ): Promise<string | null> {
    const name = `Made with ${deviceWords(this.signals.of(request))}`;
    const opened = { token, browserHash: this.browser.knownHash(request) ?? '' };
    const outcome = await this.passkeys.redeem(opened, { ...sent, name });
    if (outcome === 'unknown') throw unusable();
    return outcome === 'unfit' ? 'The passkey was not accepted. Try again, or choose a password.' : null;
  }

  /** @throws PageRefusal when the link cannot be used */
  private async asked(linkToken: string): Promise<AskedSetup> {
    const user = await this.links.find(linkToken);
    if (user === null) throw unusable();
    return { linkToken, userId: user.id, email: user.email };
  }
}

function keeps(form: Form): boolean {
  return form.one('keep') === 'yes';
}

/** The same whether nobody issued it, it was used or its time is over: a stranger learns nothing. */
function unusable(): PageRefusal {
  return new PageRefusal(
    404,
    'This link no longer works',
    'Such a link can be used once, within a day, and only until a newer one is made. Ask your administrator for a new one.',
  );
}
