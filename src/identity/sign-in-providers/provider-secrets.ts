import { Injectable } from '@nestjs/common';
import { Secrets } from '../../settings/secrets.js';
import type { SignInProvider } from './sign-in-provider.entity.js';

type Place = Pick<SignInProvider, 'id' | 'issuer' | 'clientId'>;

/** The secret of a provider cannot be opened by this process. */
export class ProviderSecretNotOpened extends Error {
  constructor(cause: unknown) {
    super(
      'The client secret cannot be opened: it was sealed under another KEY_ENCRYPTION_KEY, or for another provider. ' +
        'Write it anew: PATCH the provider with its client_secret.',
      { cause },
    );
  }
}

/**
 * Seals what we prove ourselves with to providers. Bound to provider, issuer and client, so that whoever can write to the
 * table cannot have it sent elsewhere.
 */
@Injectable()
export class ProviderSecrets {
  constructor(private readonly secrets: Secrets) {}

  seal(place: Place, secret: string): Buffer {
    return this.secrets.box.seal(nameOf(place), Buffer.from(secret));
  }

  /** @throws ProviderSecretNotOpened */
  open(provider: SignInProvider): string {
    try {
      return this.secrets.box.open(nameOf(provider), provider.sealedSecret).toString();
    } catch (cause) {
      throw new ProviderSecretNotOpened(cause);
    }
  }
}

function nameOf({ id, issuer, clientId }: Place): string {
  return `sign-in-provider:${id} ${issuer} ${clientId}`;
}
