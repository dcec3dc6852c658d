import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PASSKEY_SCRIPT } from '../http/pages/passkey-script.js';
import { Pages } from '../http/pages/pages.js';
import { SignInWaysStore } from '../identity/credentials/sign-in-ways.store.js';
import { RelyingParty } from '../identity/passkeys/relying-party.js';
import { SecondFactors } from '../identity/second-factor/second-factors.js';
import { Browser } from './browser.js';
import { SetupPage } from './setup.page.js';

/** Where the page behind a setup link is, and where its forms go. */
export const SETUP = '/setup';

/** Whose link it is, and what was wrong the first time. */
export interface AskedSetup {
  readonly linkToken: string;
  readonly userId: string;
  readonly email: string;
  readonly error?: string;
}

/** Shows the holder of a setup link what they can choose. */
@Injectable()
export class SetupPages {
  constructor(
    private readonly browser: Browser,
    private readonly pages: Pages,
    private readonly ways: SignInWaysStore,
    private readonly party: RelyingParty,
    private readonly factors: SecondFactors,
  ) {}

  async ask(request: Request, response: Response, { userId, ...asked }: AskedSetup): Promise<void> {
    const formToken = this.browser.formToken(this.browser.secret(request, response), SETUP);
    const { password, passkeys } = await this.ways.of(userId);
    const offered = this.party.offered && !(await this.factors.has(userId));
    this.pages.send(response, {
      title: 'Choose a password',
      status: asked.error === undefined ? 200 : 400,
      body: (
        <SetupPage
          action={SETUP}
          formToken={formToken}
          passkeys={offered}
          hasWays={password || passkeys > 0}
          {...asked}
        />
      ),
      ...(offered ? { script: PASSKEY_SCRIPT, connects: true } : {}),
    });
  }
}
