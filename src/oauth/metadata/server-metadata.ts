import { Inject, Injectable } from '@nestjs/common';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { CLIENT_AUTHENTICATION } from '../../identity/clients/client.entity.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';

/** DI token: the grant types of the controllers in the module, so that the document cannot lie. */
export const OFFERED_GRANTS = Symbol('offered grants');

/** The discovery documents, made from what is really offered. */
@Injectable()
export class ServerMetadata {
  constructor(
    @Inject(OFFERED_GRANTS) private readonly grants: readonly string[],
    private readonly scopes: ScopeCatalogue,
    private readonly keys: KeyRing,
    private readonly settings: Settings,
  ) {}

  /** RFC 8414 §2. */
  async authorizationServer(): Promise<object> {
    const issuer = this.settings.PUBLIC_URL;
    const scopes = await this.scopes.all();
    return {
      issuer,
      authorization_endpoint: `${issuer}/oauth/authorize`,
      token_endpoint: `${issuer}/oauth/token`,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      jwks_uri: `${issuer}/oauth/jwks`,
      scopes_supported: scopes.map(({ name }) => name),
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: this.grants,
      token_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
      revocation_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
      code_challenge_methods_supported: ['S256'],
    };
  }

  /** OpenID Connect Discovery 1.0 §3. */
  async openid(): Promise<object> {
    const algorithms = [...new Set(this.keys.jwks().keys.map(({ alg }) => alg))].sort();
    return {
      ...(await this.authorizationServer()),
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: algorithms,
    };
  }
}
