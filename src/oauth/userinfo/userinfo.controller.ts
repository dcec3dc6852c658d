import { All, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CallerVerifier, Clients, TokenRefused } from '../../http/access.js';
import { presentedBearer } from '../../http/bearer.js';
import type { FormRequest } from '../../http/form.js';
import { Challenge } from '../../kernel/challenge.js';
import type { Caller } from '../../kernel/caller.js';
import { describable, OAuthError } from '../../kernel/oauth-error.js';
import { Settings } from '../../settings/settings.js';
import { Userinfo } from './userinfo.js';

/** Who the person behind a token is (OpenID Connect Core §5.3); for tokens with scope `openid` and our own audience. */
@Controller('oauth/userinfo')
@Clients()
export class UserinfoController {
  constructor(
    private readonly verifier: CallerVerifier,
    private readonly userinfo: Userinfo,
    private readonly settings: Settings,
  ) {}

  @Get()
  async get(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    await this.answer(headerToken(request), response);
  }

  /** The token may also be in the form (OpenID Connect Core §5.3.1, RFC 6750 §2.2). */
  @Post()
  async post(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const inHeader = headerToken(request);
    const inForm = request.form?.one('access_token');
    if (inHeader !== undefined && inForm !== undefined)
      throw refused('invalid_request', 'two tokens in one request', 400);
    if (inHeader === undefined && request.formError !== undefined) throw request.formError;
    await this.answer(inHeader ?? inForm, response);
  }

  @All()
  refuse(@Res({ passthrough: true }) response: Response): never {
    response.setHeader('allow', 'GET, POST');
    throw new OAuthError('invalid_request', 'userinfo is read by GET or POST', { status: 405 });
  }

  private async answer(token: string | undefined, response: Response): Promise<void> {
    const caller = await this.verified(token);
    if (!caller.scopes.includes('openid') || caller.userId === null) {
      throw new OAuthError('insufficient_scope', 'the token lacks scope openid', {
        status: 403,
        challenge: 'Bearer realm="gatehouse", error="insufficient_scope", scope="openid"',
      });
    }
    const answer = await this.userinfo.about(caller, caller.userId);
    response.status(200).set('cache-control', 'no-store');
    if (typeof answer === 'string') response.type('application/jwt').send(answer);
    else response.json(answer);
  }

  private async verified(token: string | undefined): Promise<Caller> {
    // Nothing was wrong with what was not sent (RFC 6750 §3.1).
    if (token === undefined) throw new Challenge(401, { realm: 'gatehouse' });
    try {
      return await this.verifier.verify(token, this.settings.publicBases);
    } catch (error) {
      if (error instanceof TokenRefused) throw refused('invalid_token', error.message, 401);
      throw error;
    }
  }
}

function headerToken(request: FormRequest): string | undefined {
  const presented = presentedBearer(request);
  if (presented.kind === 'malformed') throw refused('invalid_request', presented.detail, 400);
  return presented.kind === 'token' ? presented.token : undefined;
}

function refused(code: 'invalid_token' | 'invalid_request', text: string, status: number): OAuthError {
  const challenge = `Bearer realm="gatehouse", error="${code}", error_description="${describable(text)}"`;
  return new OAuthError(code, text, { status, challenge });
}
