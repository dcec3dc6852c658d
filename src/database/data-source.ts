import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';
import { SessionFact } from '../analytics/session-fact.entity.js';
import { AuditEvent } from '../audit/audit-event.entity.js';
import { AuditChain } from '../audit/checkpoints/audit-chain.entity.js';
import { AuditKey } from '../audit/checkpoints/audit-key.entity.js';
import { Checkpoint } from '../audit/checkpoints/checkpoint.entity.js';
import { AuditRetention } from '../audit/retention/audit-retention.entity.js';
import { AuditSeal } from '../audit/retention/audit-seal.entity.js';
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
import { SealedEvidence1764850000000 } from './migrations/1764850000000-sealed-evidence.js';
import { SnakeCaseColumns } from './naming.js';

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
  SessionFact,
  Upstream,
  UpstreamToken,
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
];
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
  SealedEvidence1764850000000,
];

/** How every part of Gatehouse reaches its database: the service, the migrations, the command line, the tests. */
export function dataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize,
    entities,
    migrations,
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeCaseColumns(),
    synchronize: false,
    installExtensions: false,
    applicationName: 'gatehouse',
    extra: {
      connectionTimeoutMillis: 10_000,
      statement_timeout: 30_000,
      // A connection that dies without a word must not be waited for: longer than the server itself would take.
      query_timeout: 35_000,
      keepAlive: true,
      // On partitioned tables a plan for the given values always looks cheaper than the kept one: without this each
      // call is planned anew, which takes longer than running it.
      options: '-c plan_cache_mode=force_generic_plan',
    },
  };
}

/**
 * Brings the schema up to date as the owning role, then grants the service's role what it needs and no more:
 * evidence can be written and read, never changed (architecture rule 8).
 * @param serviceRole the role that the service connects as; nothing is granted when it is the owner itself
 * @param evidenceDays for how long evidence is kept; null for ever, undefined as it was told before
 */
export async function migrate(
  ownerUrl: string,
  serviceRole: string,
  evidenceDays?: number | null,
): Promise<readonly string[]> {
  const source = await new DataSource({ ...dataSourceOptions(ownerUrl, 2), logging: ['error'] }).initialize();
  try {
    // One process at a time: replicas start together.
    const lock = source.createQueryRunner();
    await lock.query(`SELECT pg_advisory_lock(hashtext('gatehouse.migrate'))`);
    try {
      const ran = await source.runMigrations();
      // In one transaction: no moment in which the service could change evidence.
      await source.transaction((manager) => grant(manager, serviceRole));
      if (evidenceDays !== undefined) await source.getRepository(AuditRetention).save({ id: 1, days: evidenceDays });
      return ran.map((migration) => migration.name);
    } finally {
      await lock.query(`SELECT pg_advisory_unlock(hashtext('gatehouse.migrate'))`);
      await lock.release();
    }
  } finally {
    await source.destroy();
  }
}

async function grant(source: EntityManager, role: string): Promise<void> {
  const [self] = await source.query<{ owner: string }[]>('SELECT current_user AS owner');
  if (self?.owner === role) return;
  const name = `"${role.replaceAll('"', '""')}"`;
  await source.query(`GRANT USAGE ON SCHEMA public TO ${name}`);
  await source.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name}`);
  // A partition has rights of its own, and ALL TABLES has just named those of earlier starts: rows go in by the parent.
  const pieces = await source.query<{ piece: string }[]>(
    `SELECT relid::regclass::text AS piece FROM pg_partition_tree('audit_events') WHERE relid <> 'audit_events'::regclass`,
  );
  for (const { piece } of pieces) await source.query(`REVOKE ALL ON ${piece} FROM ${name}`);
  await source.query(`REVOKE UPDATE, DELETE, TRUNCATE ON audit_events, audit_checkpoints, audit_keys FROM ${name}`);
  await source.query(`REVOKE INSERT, UPDATE, DELETE ON migrations, audit_retention, audit_seals FROM ${name}`);
  await source.query(`REVOKE EXECUTE ON FUNCTION keep_partitions FROM PUBLIC`);
  await source.query(`GRANT EXECUTE ON FUNCTION keep_partitions, uuidv7_floor, seal_evidence TO ${name}`);
}
