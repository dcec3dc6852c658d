import { Global, Module } from '@nestjs/common';
import { CallerVerifier } from '../http/access.js';
import { IdentityModule } from '../identity/identity.module.js';
import { UpstreamsModule } from '../proxy/upstreams/upstreams.module.js';
import { AuthorizeController } from './authorize/authorize.controller.js';
import { MetadataController } from './metadata/metadata.controller.js';
import { OFFERED_GRANTS, ServerMetadata } from './metadata/server-metadata.js';
import { RevocationController } from './revocation/revocation.controller.js';
import { ClientAuthenticator } from './token/client-authenticator.js';
import { ClientGuard } from './token/client.guard.js';
import { ClientCredentialsController } from './token/client-credentials.controller.js';
import { GRANT_TYPE } from './token/grant-request.js';
import { Target } from './token/target.js';
import { TokenRefusals } from './token/token-refusals.js';
import { UnsupportedGrantController } from './token/unsupported-grant.controller.js';
import { SessionOpening } from './tokens/session-opening.js';
import { TokenIssuer } from './tokens/token-issuer.js';
import { TokenVerifier } from './tokens/token-verifier.js';

/** One controller for each grant; discovery advertises exactly these. */
const grants = [ClientCredentialsController];

/**
 * Owns the protocol: a controller for each grant, what they share around client authentication, the one issuer of
 * tokens and their one verifier, and the discovery documents. Owns no user, client, session or key: it asks identity
 * and keys. Whoever needs to know a caller asks it through CallerVerifier.
 */
@Global()
@Module({
  imports: [IdentityModule, UpstreamsModule],
  controllers: [...grants, UnsupportedGrantController, RevocationController, AuthorizeController, MetadataController],
  providers: [
    ClientAuthenticator,
    ClientGuard,
    Target,
    TokenRefusals,
    SessionOpening,
    TokenIssuer,
    ServerMetadata,
    { provide: OFFERED_GRANTS, useValue: grants.map((grant) => Reflect.getMetadata(GRANT_TYPE, grant) as string) },
    { provide: CallerVerifier, useClass: TokenVerifier },
  ],
  exports: [CallerVerifier],
})
export class OAuthModule {}
