import { All, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Authorizing } from '../../http/access.js';
import { type Form, type FormRequest, queryForm } from '../../http/form.js';
import { seeOther } from '../../http/see-other.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Log } from '../../kernel/log.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { AuthorizationAnswers } from './authorization-answers.js';
import { pathOf } from './current-requests.js';
import { AuthorizationStart } from './authorization-start.js';

/**
 * The authorization endpoint (RFC 6749 §3.1), by GET and by POST (OpenID Connect Core §3.1.2.1). What it was asked is
 * checked and stored; sign-in and consent go on under the stored request's own path.
 */
@Controller('oauth/authorize')
@Authorizing()
export class AuthorizeController {
  constructor(
    private readonly start: AuthorizationStart,
    private readonly answers: AuthorizationAnswers,
    private readonly log: Log,
  ) {}

  /** A client sends a person here to sign in and agree (RFC 6749 §3.1). */
  @Get()
  get(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    return this.begin(() => queryForm(request), response);
  }

  /** The same as a form (OpenID Connect Core §3.1.2.1). */
  @Post()
  post(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    return this.begin(() => {
      if (request.form === undefined) throw request.formError ?? new OAuthError('invalid_request', 'no form was sent');
      return request.form;
    }, response);
  }

  @All()
  refuse(@Res({ passthrough: true }) response: Response): never {
    response.setHeader('allow', 'GET, POST');
    throw new PageRefusal(
      405,
      'That does not work here',
      'This page is opened by a link or a form.',
      'invalid_request',
    );
  }

  private async begin(read: () => Form, response: Response): Promise<void> {
    const started = await this.start.begin(read());
    if ('id' in started) {
      return seeOther(response, pathOf(started.id));
    }
    this.log.info('authorization.refused', {
      client_id: started.clientId,
      error: started.error.code,
      cause: started.error.text,
    });
    this.answers.error(response, started.place, started.error);
  }
}
