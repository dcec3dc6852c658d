import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Anyone } from '../../http/access.js';
import type { FormRequest } from '../../http/form.js';
import { LOGOUT_PATH } from '../../identity/sign-in-providers/sign-in-provider.view.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { CompanyLogouts } from './company-logouts.js';

/** Where a company's provider tells that somebody was signed out there (OpenID Connect Back-Channel Logout §2.5). */
@Controller(LOGOUT_PATH)
@Anyone()
export class BackchannelLogoutController {
  constructor(private readonly logouts: CompanyLogouts) {}

  /**
   * A company's provider tells that somebody was signed out there (OpenID Connect Back-Channel Logout §2.5). 200 also
   * when nobody was signed in; errors as JSON, none of it cached (§2.8).
   */
  @Post(':slug')
  @HttpCode(200)
  async logOut(@Param('slug') slug: string, @Req() request: FormRequest, @Res() response: Response): Promise<void> {
    if (request.form === undefined) throw request.formError ?? new OAuthError('invalid_request', 'the form is empty');
    const token = request.form.one('logout_token');
    if (token === undefined) throw new OAuthError('invalid_request', 'logout_token is missing');
    await this.logouts.logOut(slug, token);
    response.set({ 'cache-control': 'no-store', pragma: 'no-cache' }).end();
  }
}
