import { All, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CallerVerifier, Clients, TokenRefused } from '../../http/access.js';
import { type PresentedToken, presentedToken } from '../../http/bearer.js';
import type { FormRequest } from '../../http/form.js';
import { Challenge, challengeHeader, type ChallengeParameters } from '../../kernel/challenge.js';
import type { Caller } from '../../kernel/caller.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import type { TokenScheme } from '../../kernel/token-binding.js';
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

  /** Who the person behind a token is (OpenID Connect Core §5.3.1). */
  @Get()
  async get(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    await this.answer(request, headerToken(request), response);
  }

  /** The same, by POST. The token may also be in the form (OpenID Connect Core §5.3.1, RFC 6750 §2.2). */
  @Post()
  async post(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const inHeader = headerToken(request);
    const inForm = request.form?.one('access_token');
    if (inHeader !== undefined && inForm !== undefined)
      throw refused(400, inHeader.scheme, 'two tokens in one request', { error: 'invalid_request' });
    if (inHeader === undefined && request.formError !== undefined) throw request.formError;
    // A form has no place for a proof: what comes in it is a bearer token (RFC 9449 §7).
    const presented = inForm === undefined ? inHeader : ({ scheme: 'Bearer', token: inForm } as const);
    await this.answer(request, presented, response);
  }

  @All()
  refuse(@Res({ passthrough: true }) response: Response): never {
    response.setHeader('allow', 'GET, POST');
    throw new OAuthError('invalid_request', 'userinfo is read by GET or POST', { status: 405 });
  }

  private async answer(request: FormRequest, presented: PresentedToken | undefined, response: Response): Promise<void> {
    // Nothing was wrong with what was not sent (RFC 6750 §3.1).
    if (presented === undefined) throw new Challenge(401, { realm: 'gatehouse' }, { scheme: this.scheme() });
    const caller = await this.verified(request, presented);
    if (!caller.scopes.includes('openid') || caller.userId === null) {
      const lacking = { error: 'insufficient_scope', scope: 'openid' } as const;
      throw refused(403, presented.scheme, 'the token lacks scope openid', lacking);
    }
    const answer = await this.userinfo.about(caller, caller.userId);
    response.status(200).set('cache-control', 'no-store');
    if (typeof answer === 'string') response.type('application/jwt').send(answer);
    else response.json(answer);
  }

  private async verified(request: FormRequest, presented: PresentedToken): Promise<Caller> {
    try {
      return await this.verifier.admit(request, presented, this.settings.publicBases);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      throw refused(401, error.scheme ?? presented.scheme, error.message, { error: error.error });
    }
  }

  private scheme(): TokenScheme {
    return this.settings.REQUIRED_TOKEN_BINDING === 'dpop' ? 'DPoP' : 'Bearer';
  }
}

function headerToken(request: FormRequest): PresentedToken | undefined {
  const presented = presentedToken(request);
  if (presented.kind !== 'malformed') return presented.kind === 'token' ? presented : undefined;
  throw refused(400, presented.scheme, presented.detail, { error: 'invalid_request' });
}

/** @param said what the challenge names beside the realm; its text only where a scope does not say it all */
function refused(status: number, scheme: TokenScheme, text: string, said: Said): OAuthError {
  const described = said.scope === undefined ? { ...said, error_description: text } : said;
  const challenge = challengeHeader(scheme, { realm: 'gatehouse', ...described });
  return new OAuthError(said.error, text, { status, challenge });
}

type Said = Pick<ChallengeParameters, 'scope'> & { readonly error: NonNullable<ChallengeParameters['error']> };
