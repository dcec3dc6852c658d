import { KeptAnswerRow } from '../administration/kept-answer.entity.js';
import { rollupEntities } from '../analytics/rollups/rollup-entities.js';
import { SessionFact } from '../analytics/session-fact.entity.js';
import { AddressBan } from '../analytics/bans/address-ban.entity.js';
import { TrafficAlarm } from '../analytics/behavior/traffic-alarm.entity.js';
import { TrafficThreshold } from '../analytics/behavior/traffic-threshold.entity.js';
import { FingerprintReputation } from '../analytics/behavior/fingerprint-reputation.entity.js';
import { OriginScore } from '../analytics/behavior/origin-score.entity.js';
import { TrafficCounter } from '../analytics/behavior/traffic-counter.entity.js';
import { AuditEvent } from '../audit/audit-event.entity.js';
import { AuditChain } from '../audit/checkpoints/audit-chain.entity.js';
import { AuditKey } from '../audit/checkpoints/audit-key.entity.js';
import { EvidenceReceiver } from '../audit/push/evidence-receiver.entity.js';
import { AuditRetention } from '../audit/retention/audit-retention.entity.js';
import { AuditSeal } from '../audit/retention/audit-seal.entity.js';
import { Checkpoint } from '../audit/checkpoints/checkpoint.entity.js';
import { ClientSecret } from '../identity/clients/client-secret.entity.js';
import { Client } from '../identity/clients/client.entity.js';
import { ClientRegistration } from '../identity/registration/client-registration.entity.js';
import { RegistrationToken } from '../identity/registration/registration-token.entity.js';
import { ClientDocument } from '../identity/registration/client-document.entity.js';
import { CustomScope } from '../identity/scopes/scope.entity.js';
import { Session } from '../identity/sessions/session.entity.js';
import { User } from '../identity/users/user.entity.js';
import { SigningKey } from '../keys/signing-key.entity.js';
import { PolicyRule } from '../policy/policy-rule.entity.js';
import { PolicyState } from '../policy/policy-state.entity.js';
import { ShownList } from '../proxy/discovery/shown-list.entity.js';
import { Upstream } from '../proxy/upstreams/upstream.entity.js';
import { UpstreamToken } from '../proxy/upstreams/upstream-token.entity.js';
import { AccessKey } from '../identity/credentials/access-key.entity.js';
import { Password } from '../identity/credentials/password.entity.js';
import { PasskeyCeremony } from '../identity/passkeys/passkey-ceremony.entity.js';
import { PasskeyHolder } from '../identity/passkeys/passkey-holder.entity.js';
import { Passkey } from '../identity/passkeys/passkey.entity.js';
import { SetupLink } from '../identity/credentials/setup-link.entity.js';
import { SignInFailure } from '../identity/credentials/sign-in-failure.entity.js';
import { WebSession } from '../identity/sessions/web-session.entity.js';
import { Consent } from '../identity/consents/consent.entity.js';
import { AuthorizationRequest } from '../oauth/authorize/authorization-request.entity.js';
import { AuthorizationCode } from '../oauth/authorize/authorization-code.entity.js';
import { RefreshToken } from '../oauth/tokens/refresh-token.entity.js';
import { SpentId } from '../oauth/proofs/spent-id.entity.js';
import { LogoutDelivery } from '../oauth/logout/logout-delivery.entity.js';
import { AuthorizationServer } from '../oauth/authorization-servers/authorization-server.entity.js';
import { TrustedIssuer } from '../identity/federation/trusted-issuer.entity.js';
import { UserIdentity } from '../identity/federation/user-identity.entity.js';
import { WorkloadRule } from '../identity/federation/workload-rule.entity.js';
import { SignInProvider } from '../identity/sign-in-providers/sign-in-provider.entity.js';
import { CompanySignIn } from '../identity/sign-in-providers/company-sign-in.entity.js';
import { BridgeCode } from '../bridge/codes/bridge-code.entity.js';
import { Device } from '../bridge/devices/device.entity.js';
import { DeviceHeartbeat } from '../bridge/heartbeats/device-heartbeat.entity.js';
import { DeviceAuthorization } from '../device-grant/device-authorization.entity.js';
import { HookCall } from '../bridge/hooks/hook-call.entity.js';
import { PendingSignIn } from '../identity/second-factor/pending-sign-in.entity.js';
import { RecoveryCode } from '../identity/second-factor/recovery-code.entity.js';
import { SecondFactor } from '../identity/second-factor/second-factor.entity.js';
import { OutboxRow } from './outbox.entity.js';
/** Every table that TypeORM knows. */
export const entities = [
    User,
    Client,
    ClientSecret,
    CustomScope,
    Session,
    SigningKey,
    AuditEvent,
    Checkpoint,
    AuditChain,
    AuditKey,
    AuditRetention,
    AuditSeal,
    EvidenceReceiver,
    SessionFact,
    TrafficCounter,
    OriginScore,
    FingerprintReputation,
    TrafficThreshold,
    TrafficAlarm,
    AddressBan,
    Upstream,
    UpstreamToken,
    ShownList,
    Password,
    SetupLink,
    SignInFailure,
    WebSession,
    Consent,
    AuthorizationRequest,
    AuthorizationCode,
    RefreshToken,
    SpentId,
    TrustedIssuer,
    WorkloadRule,
    UserIdentity,
    SignInProvider,
    CompanySignIn,
    AccessKey,
    AuthorizationServer,
    Device,
    DeviceHeartbeat,
    BridgeCode,
    DeviceAuthorization,
    PolicyRule,
    PolicyState,
    HookCall,
    OutboxRow,
    ClientDocument,
    RegistrationToken,
    ClientRegistration,
    LogoutDelivery,
    Passkey,
    PasskeyHolder,
    PasskeyCeremony,
    SecondFactor,
    RecoveryCode,
    PendingSignIn,
    KeptAnswerRow,
    ...rollupEntities,
];
//# sourceMappingURL=entities.js.map