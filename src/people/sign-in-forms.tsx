import { Injectable } from '@nestjs/common';
import { formActionOf, type PageContent } from '../http/pages/pages.js';
import { PASSKEY_SCRIPT } from '../http/pages/passkey-script.js';
import { RelyingParty } from '../identity/passkeys/relying-party.js';
import { SignInProviderStore } from '../identity/sign-in-providers/sign-in-provider.store.js';
import type { ShownSignIn, SignInStage } from './sign-in-pages.js';
import { SignInPage } from './sign-in.page.js';

/** Draws the sign-in page, with every way that there is just now. */
@Injectable()
export class SignInForms {
  constructor(
    private readonly providers: SignInProviderStore,
    private readonly party: RelyingParty,
  ) {}

  async drawn(stage: SignInStage, { status = 200, gone, ...shown }: ShownSignIn): Promise<PageContent> {
    const { action, formToken, clientName, email = '', formAction = [] } = stage;
    const providers = await this.providers.offered();
    const origins = providers.map(({ authorizationEndpoint }) => formActionOf(authorizationEndpoint));
    const signal = ['signalUnknownCredential', { rpId: this.party.id, credentialId: gone ?? '' }] as const;
    return {
      title: 'Sign in',
      status,
      body: (
        <SignInPage
          action={action}
          formToken={formToken}
          {...(clientName === undefined ? {} : { clientName })}
          email={email}
          passkeys={this.party.offered}
          providers={providers}
          signals={gone === undefined ? [] : [signal]}
          {...shown}
        />
      ),
      formAction: [...new Set([...formAction, ...origins])],
      ...(this.party.offered ? { script: PASSKEY_SCRIPT, connects: true } : {}),
    };
  }
}
