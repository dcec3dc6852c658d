import { All, Controller, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import type { Response } from 'express';
import { Clients } from '../../http/access.js';
import type { FormRequest } from '../../http/form.js';
import { Log } from '../../kernel/log.js';
import { OAuthError } from '../../kernel/oauth-error.js';

/** What no grant's controller took; it must be the last of them in the module. */
@Controller({ path: 'oauth/token', version: VERSION_NEUTRAL })
@Clients()
export class UnsupportedGrantController {
  constructor(private readonly log: Log) {}

  @All()
  refuse(@Req() request: FormRequest, @Res({ passthrough: true }) response: Response): never {
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      throw new OAuthError('invalid_request', 'the token endpoint takes POST alone', { status: 405 });
    }
    if (request.formError !== undefined) throw request.formError;
    const grantType = request.form?.one('grant_type');
    const error =
      grantType === undefined
        ? new OAuthError('invalid_request', 'grant_type is missing')
        : new OAuthError('unsupported_grant_type', 'this grant type is not offered');
    this.log.info('token.refused', { error: error.code, cause: error.text });
    throw error;
  }
}
