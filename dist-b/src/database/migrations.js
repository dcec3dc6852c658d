import { FirstHouse1764000000000 } from './migrations/1764000000000-first-house.js';
import { PeopleSignIn1764100000000 } from './migrations/1764100000000-people-sign-in.js';
import { ProofsOfClients1764200000000 } from './migrations/1764200000000-proofs-of-clients.js';
import { TrustedIssuers1764200100000 } from './migrations/1764200100000-trusted-issuers.js';
import { SenderConstrainedTokens1764200200000 } from './migrations/1764200200000-sender-constrained-tokens.js';
import { AccessKeys1764200300000 } from './migrations/1764200300000-access-keys.js';
import { ResourceAuthorizationServers1764200400000 } from './migrations/1764200400000-resource-authorization-servers.js';
import { ExchangedSessions1764200500000 } from './migrations/1764200500000-exchanged-sessions.js';
import { Bridge1764300000000 } from './migrations/1764300000000-bridge.js';
import { DeviceHeartbeats1764300100000 } from './migrations/1764300100000-device-heartbeats.js';
import { ExpiringClientSecrets1764300200000 } from './migrations/1764300200000-expiring-client-secrets.js';
import { HookCalls1764300300000 } from './migrations/1764300300000-hook-calls.js';
import { PolicyRules1764500000000 } from './migrations/1764500000000-policy-rules.js';
import { DeviceAuthorizations1764400000000 } from './migrations/1764400000000-device-authorizations.js';
import { Outbox1764500200000 } from './migrations/1764500200000-outbox.js';
import { UpstreamCredentials1764500300000 } from './migrations/1764500300000-upstream-credentials.js';
import { UpstreamTokens1764600000000 } from './migrations/1764600000000-upstream-tokens.js';
import { ClientRegistrations1764700000000 } from './migrations/1764700000000-client-registrations.js';
import { ClientSelfRegistration1764740000000 } from './migrations/1764740000000-client-self-registration.js';
import { ClientDocuments1764730000000 } from './migrations/1764730000000-client-documents.js';
import { DeviceGrantOfClients1764750000000 } from './migrations/1764750000000-device-grant-of-clients.js';
import { CompanySignIn1764780000000 } from './migrations/1764780000000-company-sign-in.js';
import { SignOutsTold1764760000000 } from './migrations/1764760000000-sign-outs-told.js';
import { Passkeys1764770000000 } from './migrations/1764770000000-passkeys.js';
import { SecondFactors1764790000000 } from './migrations/1764790000000-second-factors.js';
import { ChainedEvidence1764800000000 } from './migrations/1764800000000-chained-evidence.js';
import { Transactions1764810000000 } from './migrations/1764810000000-transactions.js';
import { EvidenceForOthers1764820000000 } from './migrations/1764820000000-evidence-for-others.js';
import { SignalsAndBans1764830000000 } from './migrations/1764830000000-signals-and-bans.js';
import { EventRollups1764840000000 } from './migrations/1764840000000-event-rollups.js';
import { SealedEvidence1764850000000 } from './migrations/1764850000000-sealed-evidence.js';
import { ErasedPeople1764870000000 } from './migrations/1764870000000-erased-people.js';
import { Roles1764900000000 } from './migrations/1764900000000-roles.js';
import { KeptAnswers1764910000000 } from './migrations/1764910000000-kept-answers.js';
import { Agents1764920000000 } from './migrations/1764920000000-agents.js';
import { DeviceAdministration1764932000000 } from './migrations/1764932000000-device-administration.js';
import { ActorsInChains1764934000000 } from './migrations/1764934000000-actors-in-chains.js';
import { ShownLists1764935000000 } from './migrations/1764935000000-shown-lists.js';
import { FactsById1764936000000 } from './migrations/1764936000000-facts-by-id.js';
import { ClientNames1764933000000 } from './migrations/1764933000000-client-names.js';
/** All of them, in the order in which they run. */
export const migrations = [
    FirstHouse1764000000000,
    PeopleSignIn1764100000000,
    ProofsOfClients1764200000000,
    TrustedIssuers1764200100000,
    SenderConstrainedTokens1764200200000,
    AccessKeys1764200300000,
    ResourceAuthorizationServers1764200400000,
    ExchangedSessions1764200500000,
    Bridge1764300000000,
    DeviceHeartbeats1764300100000,
    ExpiringClientSecrets1764300200000,
    HookCalls1764300300000,
    DeviceAuthorizations1764400000000,
    PolicyRules1764500000000,
    Outbox1764500200000,
    UpstreamCredentials1764500300000,
    UpstreamTokens1764600000000,
    ClientRegistrations1764700000000,
    ClientDocuments1764730000000,
    ClientSelfRegistration1764740000000,
    DeviceGrantOfClients1764750000000,
    SignOutsTold1764760000000,
    Passkeys1764770000000,
    CompanySignIn1764780000000,
    SecondFactors1764790000000,
    ChainedEvidence1764800000000,
    Transactions1764810000000,
    EvidenceForOthers1764820000000,
    SignalsAndBans1764830000000,
    EventRollups1764840000000,
    SealedEvidence1764850000000,
    ErasedPeople1764870000000,
    Roles1764900000000,
    KeptAnswers1764910000000,
    Agents1764920000000,
    DeviceAdministration1764932000000,
    ClientNames1764933000000,
    ActorsInChains1764934000000,
    ShownLists1764935000000,
    FactsById1764936000000,
];
//# sourceMappingURL=migrations.js.map