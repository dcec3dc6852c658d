var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { UpstreamsModule } from '../proxy/upstreams/upstreams.module.js';
import { bulkRevocation, bulkRevocationControllers } from './bulk-revocation.parts.js';
import { AgentTerms } from './clients/agent-terms.js';
import { ClientDirectory } from './clients/client.directory.js';
import { ClientReferences } from './clients/client-references.js';
import { KnownResources } from './clients/known-resources.js';
import { SectorIdentifiers } from './clients/sector-identifiers.js';
import { ClientRegister } from './clients/client-register.js';
import { ClientSecretStore } from './clients/client-secret.store.js';
import { ClientSecrets } from './clients/client-secrets.js';
import { ClientSecretsAdminController } from './clients/client-secrets.admin.controller.js';
import { ClientSecretUseStore } from './clients/client-secret-use.store.js';
import { ClientSecretUses } from './clients/client-secret-uses.js';
import { ClientSecretUsesJob } from './clients/client-secret-uses.job.js';
import { ExpiredClientsJob } from './clients/expired-clients.job.js';
import { ClientStore } from './clients/client.store.js';
import { ClientsAdminController } from './clients/clients.admin.controller.js';
import { AccessKeyChecks } from './credentials/access-key-checks.js';
import { AccessKeyRefusals } from './credentials/access-key-refusals.js';
import { AccessKeyRegister } from './credentials/access-key-register.js';
import { AccessKeyStore } from './credentials/access-key.store.js';
import { AccessKeyUses } from './credentials/access-key-uses.js';
import { AccessKeys } from './credentials/access-keys.js';
import { AccessKeysAdminController } from './credentials/access-keys.admin.controller.js';
import { CredentialsAdminController } from './credentials/credentials.admin.controller.js';
import { PasswordChange } from './credentials/password-change.js';
import { PasswordCheck } from './credentials/password-check.js';
import { PasswordRenewal } from './credentials/password-renewal.js';
import { PasswordSignIn } from './credentials/password-sign-in.js';
import { PasswordStore } from './credentials/password.store.js';
import { Passwords } from './credentials/passwords.js';
import { SetupLinkStore } from './credentials/setup-link.store.js';
import { SetupLinks } from './credentials/setup-links.js';
import { SignInAttempts } from './credentials/sign-in-attempts.store.js';
import { SignInRefusals } from './credentials/sign-in-refusals.js';
import { ConsentStore } from './consents/consent.store.js';
import { ConsentsAdminController } from './consents/consents.admin.controller.js';
import { Consents } from './consents/consents.js';
import { FederatedPeople } from './federation/federated-people.js';
import { federation, federationControllers } from './federation/federation.parts.js';
import { TrustedIssuers } from './federation/trusted-issuers.js';
import { ClientRegistrationStore } from './registration/client-registration.store.js';
import { RegistrationTokenStore } from './registration/registration-token.store.js';
import { RegistrationTokensAdminController } from './registration/registration-tokens.admin.controller.js';
import { KnownClients } from './registration/known-clients.js';
import { registration } from './registration/registration.parts.js';
import { FirstAdministratorStore } from './first-administrator.store.js';
import { passkeyExports, passkeys } from './passkeys/passkey.parts.js';
import { PasskeysAdminController } from './passkeys/passkeys.admin.controller.js';
import { PendingSignIns } from './second-factor/pending-sign-ins.js';
import { SecondFactorCheck } from './second-factor/second-factor-check.js';
import { SecondFactorAdminController } from './second-factor/second-factor.admin.controller.js';
import { secondFactor } from './second-factor/second-factor.parts.js';
import { SecondFactors } from './second-factor/second-factors.js';
import { SecretInventoryStore } from './secrets/secret-inventory.store.js';
import { SecretsAdminController } from './secrets/secrets.admin.controller.js';
import { ScopesModule } from './scopes/scopes.module.js';
import { SessionList } from './sessions/session.list.store.js';
import { NamedSessionStore } from './sessions/named-session.store.js';
import { SessionDirectory } from './sessions/session.directory.js';
import { SessionStories } from './sessions/session-story.js';
import { SessionStoryAdminController } from './sessions/session-story.admin.controller.js';
import { SessionStoryStore } from './sessions/session-story.store.js';
import { SessionTrees } from './sessions/session-tree.store.js';
import { SessionStore } from './sessions/session.store.js';
import { WebSessionStore } from './sessions/web-session.store.js';
import { SessionsAdminController } from './sessions/sessions.admin.controller.js';
import { signInProviderControllers, signInProviderExports, signInProviders, } from './sign-in-providers/sign-in-provider.parts.js';
import { GroupsAdminController } from './users/groups.admin.controller.js';
import { UserRegister } from './users/user-register.js';
import { UserStore } from './users/user.store.js';
import { UsersAdminController } from './users/users.admin.controller.js';
/** People's passwords: how they are set, looked at under a lockout, and changed. */
const credentials = [
    Passwords,
    PasswordStore,
    PasswordCheck,
    PasswordSignIn,
    PasswordChange,
    PasswordRenewal,
    SetupLinkStore,
    SetupLinks,
    SignInAttempts,
    SignInRefusals,
];
/** What clients prove themselves by and when that was used, and the end of clients. */
const clientParts = [
    ClientSecrets,
    ClientSecretStore,
    ClientSecretUses,
    ClientSecretUseStore,
    ClientSecretUsesJob,
    ExpiredClientsJob,
];
/** Keys for scripts: how they are made, looked at, and revoked. */
const accessKeys = [AccessKeyStore, AccessKeyChecks, AccessKeyRegister, AccessKeyRefusals, AccessKeyUses, AccessKeys];
/**
 * Owns who exists: people with their passwords, passkeys and access keys, the clients they own with their secrets, the sessions of
 * both, and their administration; and whom else we believe about machines and people (federation/).
 * Owns no token and no decision about one: the protocol's modules ask here who a client is, and open sessions here.
 * Asks the upstreams which resources there are, and evidence to record every change.
 */
let IdentityModule = class IdentityModule {
};
IdentityModule = __decorate([
    Module({
        imports: [ScopesModule, UpstreamsModule],
        controllers: [
            UsersAdminController,
            GroupsAdminController,
            CredentialsAdminController,
            AccessKeysAdminController,
            PasskeysAdminController,
            ClientsAdminController,
            ClientSecretsAdminController,
            SecretsAdminController,
            SessionsAdminController,
            SessionStoryAdminController,
            ...bulkRevocationControllers,
            ConsentsAdminController,
            ...federationControllers,
            RegistrationTokensAdminController,
            ...signInProviderControllers,
            SecondFactorAdminController,
        ],
        providers: [
            UserStore,
            UserRegister,
            ClientStore,
            ...clientParts,
            SecretInventoryStore,
            KnownResources,
            SectorIdentifiers,
            AgentTerms,
            ClientReferences,
            ClientRegister,
            ClientDirectory,
            SessionDirectory,
            SessionStore,
            ...bulkRevocation,
            NamedSessionStore,
            SessionList,
            SessionTrees,
            SessionStories,
            SessionStoryStore,
            WebSessionStore,
            ConsentStore,
            Consents,
            FirstAdministratorStore,
            ...credentials,
            ...federation,
            ...signInProviders,
            ...accessKeys,
            ...registration,
            ...passkeys,
            ...secondFactor,
        ],
        exports: [
            UserStore,
            ClientStore,
            ClientRegister,
            ClientSecrets,
            ClientSecretStore,
            SessionDirectory,
            SessionStore,
            NamedSessionStore,
            SessionList,
            SessionTrees,
            WebSessionStore,
            ConsentStore,
            Consents,
            ClientDirectory,
            KnownClients,
            ClientRegistrationStore,
            RegistrationTokenStore,
            ScopesModule,
            PasswordSignIn,
            PasswordCheck,
            PasswordChange,
            AccessKeyStore,
            AccessKeyRegister,
            AccessKeys,
            SetupLinks,
            SetupLinkStore,
            SignInAttempts,
            TrustedIssuers,
            FederatedPeople,
            ...signInProviderExports,
            ...passkeyExports,
            SecondFactors,
            SecondFactorCheck,
            PendingSignIns,
        ],
    })
], IdentityModule);
export { IdentityModule };
//# sourceMappingURL=identity.module.js.map