var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Global, Module } from '@nestjs/common';
import { CallerVerifier } from '../http/access.js';
import { DeviceGrantModule } from '../device-grant/device-grant.module.js';
import { WaitingClients } from '../device-grant/waiting.contract.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PendingGrants } from '../identity/sessions/pending-grants.contract.js';
import { UpstreamsModule } from '../proxy/upstreams/upstreams.module.js';
import { PeopleModule } from '../people/people.module.js';
import { AuthorizationAnswers } from './authorize/authorization-answers.js';
import { AuthorizationCodeStore } from './authorize/authorization-code.store.js';
import { AuthorizationDecisions } from './authorize/authorization-decisions.js';
import { AuthorizationPages } from './authorize/authorization-pages.js';
import { AuthorizationReader } from './authorize/authorization-reader.js';
import { AuthorizationRequestStore } from './authorize/authorization-request.store.js';
import { AuthorizationStart } from './authorize/authorization-start.js';
import { AuthorizeController } from './authorize/authorize.controller.js';
import { CurrentRequests } from './authorize/current-requests.js';
import { Interaction } from './authorize/interaction.js';
import { InteractionAnswers } from './authorize/interaction-answers.js';
import { InteractionController } from './authorize/interaction.controller.js';
import { PendingCodes } from './authorize/pending-codes.js';
import { PushedAuthorizationController } from './authorize/pushed-authorization.controller.js';
import { DeviceCodes } from './device/device-codes.js';
import { DeviceConsents } from './device/device-consents.js';
import { DeviceDecisions } from './device/device-decisions.js';
import { DeviceOffers } from './device/device-offers.js';
import { DeviceRequestController } from './device/device-request.controller.js';
import { IntrospectionController } from './introspection/introspection.controller.js';
import { TokenIntrospection } from './introspection/token-introspection.js';
import { RelyingParties } from '../identity/sessions/relying-parties.contract.js';
import { LogoutDeliveryStore } from './logout/logout-delivery.store.js';
import { signingOut } from './logout/logout.parts.js';
import { LogoutController } from './logout/logout.controller.js';
import { MetadataController } from './metadata/metadata.controller.js';
import { OFFERED_GRANTS, ServerMetadata } from './metadata/server-metadata.js';
import { RegistrationController } from './registration/registration.controller.js';
import { SelfRegistration } from './registration/self-registration.js';
import { RevocationController } from './revocation/revocation.controller.js';
import { AccessKeyExchange } from './token/access-key-exchange.js';
import { AccessKeyGuard } from './token/access-key.guard.js';
import { AccessKeyTokenController } from './token/access-key-token.controller.js';
import { AuthorizationCodeController } from './token/authorization-code.controller.js';
import { ClientAuthenticator } from './token/client-authenticator.js';
import { ClientGuard } from './token/client.guard.js';
import { ClientCredentialsController } from './token/client-credentials.controller.js';
import { CodeRedemption } from './token/code-redemption.js';
import { DeviceCodeController } from './token/device-code.controller.js';
import { GrantAnswers } from './token/grant-answers.js';
import { GRANT_TYPE } from './token/grant-request.js';
import { IssueToken } from './token/issue-token.js';
import { PresentedGrant } from './token/presented-grant.js';
import { RefreshRotation } from './token/refresh-rotation.js';
import { RefreshTokenController } from './token/refresh-token.controller.js';
import { Target } from './token/target.js';
import { TokenRefusals } from './token/token-refusals.js';
import { ForeignStatements } from './exchange/foreign-statements.js';
import { ForeignSubjects } from './exchange/foreign-subjects.js';
import { IdJags } from './exchange/id-jags.js';
import { JwtBearerController } from './token/jwt-bearer.controller.js';
import { OwnAuthority } from './token/own-authority.js';
import { TokenExchangeController } from './token/token-exchange.controller.js';
import { UnsupportedGrantController } from './token/unsupported-grant.controller.js';
import { CredentialVerifier } from './tokens/credential-verifier.js';
import { IdTokens } from './tokens/id-tokens.js';
import { AuthorizationServerRegister } from './authorization-servers/authorization-server-register.js';
import { AuthorizationServerStore } from './authorization-servers/authorization-server.store.js';
import { AuthorizationServersAdminController } from './authorization-servers/authorization-servers.admin.controller.js';
import { ExchangeSubjects } from './exchange/exchange-subjects.js';
import { ExchangedAuthority } from './exchange/exchanged-authority.js';
import { IdTokenSubjects } from './exchange/id-token-subjects.js';
import { IssuedIdJags } from './exchange/issued-id-jags.js';
import { SignedTransactions } from './exchange/signed-transactions.js';
import { SubjectTokens } from './exchange/subject-tokens.js';
import { TransactionExchange } from './exchange/transaction-exchange.js';
import { TransactionSubjects } from './exchange/transaction-subjects.js';
import { TransactionTokens } from './exchange/transaction.contract.js';
import { ClientAssertions } from './proofs/client-assertions.js';
import { ClientProofs } from './proofs/client-proofs.js';
import { WorkloadIdentity } from './proofs/workload-identity.js';
import { Confirmations } from './proofs/confirmations.js';
import { DpopNonces } from './proofs/dpop-nonces.js';
import { DpopProofs } from './proofs/dpop-proofs.js';
import { SpentIds } from './proofs/spent-ids.store.js';
import { TokenPossession } from './proofs/token-possession.js';
import { AssertionIssuer } from './tokens/assertion-issuer.js';
import { PairwiseNames } from './tokens/pairwise-names.js';
import { TokenClaims } from './tokens/token-claims.js';
import { TokenSessions } from './tokens/token-sessions.js';
import { RefreshTokenStore } from './tokens/refresh-token.store.js';
import { SessionOpening } from './tokens/session-opening.js';
import { TokenIssuer } from './tokens/token-issuer.js';
import { TokenVerifier } from './tokens/token-verifier.js';
import { PersonClaims } from './userinfo/person-claims.js';
import { Userinfo } from './userinfo/userinfo.js';
import { UserinfoController } from './userinfo/userinfo.controller.js';
/** One controller for each grant; discovery advertises exactly these. */
const grants = [
    ClientCredentialsController,
    AuthorizationCodeController,
    RefreshTokenController,
    TokenExchangeController,
    JwtBearerController,
    DeviceCodeController,
];
/** From an authorization request to its answer. */
const authorizing = [
    AuthorizationStart,
    AuthorizationReader,
    AuthorizationRequestStore,
    AuthorizationCodeStore,
    AuthorizationDecisions,
    AuthorizationAnswers,
    AuthorizationPages,
    CurrentRequests,
    Interaction,
    InteractionAnswers,
];
/** From a client without a browser to the person who lets it in. */
const waiting = [DeviceCodes, DeviceOffers, DeviceDecisions];
/** From a token request to what its grant decides. */
const granting = [
    ClientAuthenticator,
    PresentedGrant,
    ClientGuard,
    Target,
    OwnAuthority,
    TokenRefusals,
    IssueToken,
    CodeRedemption,
    RefreshRotation,
    AccessKeyExchange,
    AccessKeyGuard,
];
/** From a decision to tokens. */
const minting = [
    GrantAnswers,
    SessionOpening,
    TokenIssuer,
    TokenClaims,
    PairwiseNames,
    AssertionIssuer,
    IdTokens,
    RefreshTokenStore,
];
/** From the token of somebody else to what may be done in their name. */
const exchanging = [
    ExchangeSubjects,
    SubjectTokens,
    IdTokenSubjects,
    ForeignStatements,
    ForeignSubjects,
    ExchangedAuthority,
    IdJags,
];
/** What is asserted to others, and to whom. */
const asserting = [
    AuthorizationServerStore,
    AuthorizationServerRegister,
    IssuedIdJags,
    TransactionSubjects,
    TransactionExchange,
];
/** What clients and callers prove themselves with. */
const proving = [
    SpentIds,
    ClientAssertions,
    WorkloadIdentity,
    ClientProofs,
    DpopNonces,
    DpopProofs,
    Confirmations,
    TokenPossession,
];
/**
 * Owns the protocol: a controller for each grant, what they share around client authentication, the one issuer of
 * tokens and their one verifier, what is asserted to others and to whom, and the discovery documents. Owns no user,
 * client, session or key: it asks identity and keys, and people's pages who is signed in. Whoever needs to know a caller
 * asks it through CallerVerifier.
 */
let OAuthModule = class OAuthModule {
};
OAuthModule = __decorate([
    Global(),
    Module({
        imports: [IdentityModule, PeopleModule, UpstreamsModule, DeviceGrantModule],
        controllers: [
            ...grants,
            UnsupportedGrantController,
            AccessKeyTokenController,
            AuthorizeController,
            InteractionController,
            PushedAuthorizationController,
            DeviceRequestController,
            RevocationController,
            IntrospectionController,
            UserinfoController,
            LogoutController,
            RegistrationController,
            MetadataController,
            AuthorizationServersAdminController,
        ],
        providers: [
            ...authorizing,
            ...waiting,
            ...granting,
            ...minting,
            ...proving,
            ...exchanging,
            ...asserting,
            TokenIntrospection,
            Userinfo,
            PersonClaims,
            SelfRegistration,
            ...signingOut,
            ServerMetadata,
            { provide: OFFERED_GRANTS, useValue: grants.map((grant) => Reflect.getMetadata(GRANT_TYPE, grant)) },
            TokenVerifier,
            TokenSessions,
            { provide: CallerVerifier, useClass: CredentialVerifier },
            { provide: PendingGrants, useClass: PendingCodes },
            { provide: WaitingClients, useClass: DeviceConsents },
            { provide: RelyingParties, useExisting: LogoutDeliveryStore },
            { provide: TransactionTokens, useClass: SignedTransactions },
        ],
        exports: [
            CallerVerifier,
            Confirmations,
            GrantAnswers,
            PendingGrants,
            RelyingParties,
            SpentIds,
            TransactionTokens,
            WaitingClients,
        ],
    })
], OAuthModule);
export { OAuthModule };
//# sourceMappingURL=oauth.module.js.map