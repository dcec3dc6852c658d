import { Controller, Get, Header, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Anyone, Authorizing } from '../http/access.js';
import { PasskeyCeremonies } from '../identity/passkeys/passkey-ceremonies.js';
import { RelyingParty } from '../identity/passkeys/relying-party.js';
import { PageRefusal } from '../kernel/page-refusal.js';
import { Problem } from '../kernel/problem.js';
import { Browser } from './browser.js';
import { SIGN_IN_OPTIONS } from './sign-in.page.js';

/** Challenges for whoever would sign in by a passkey, and the origins from which they may. */
@Controller()
export class PasskeyOptionsController {
  constructor(
    private readonly ceremonies: PasskeyCeremonies,
    private readonly party: RelyingParty,
    private readonly browser: Browser,
  ) {}

  /**
   * The challenge to sign in by a passkey, for our own pages. Nothing is changed by it but that there is a challenge for
   * this browser.
   */
  @Post(SIGN_IN_OPTIONS)
  @Authorizing()
  async signIn(@Req() request: Request, @Res() response: Response): Promise<void> {
    const browserHash = this.browser.knownHash(request);
    if (!this.party.offered || browserHash === null || !this.browser.isSameOrigin(request)) throw notOurs();
    response
      .status(200)
      .set('cache-control', 'no-store')
      .json(await this.ceremonies.toSignIn(browserHash));
  }

  /** Related origins (WebAuthn §5.11): browsers ask here before a page of an alias may use our passkeys. */
  @Get('.well-known/webauthn')
  @Anyone()
  @Header('Cache-Control', 'public, max-age=300')
  origins(): { origins: readonly string[] } {
    if (!this.party.offered) throw Problem.notFound('relying party');
    return { origins: this.party.origins };
  }
}

function notOurs(): PageRefusal {
  return new PageRefusal(403, 'Please try again', 'This was not asked for by a page of ours. Open the page again.');
}
