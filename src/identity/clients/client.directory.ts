import { Injectable } from '@nestjs/common';
import { SharedRead } from '../../database/shared-read.js';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
import type { Status } from '../users/user.entity.js';
import type { SigningAlgorithm } from '../../keys/key-ring.contract.js';
import type { ForeignAlgorithm, PublicKeySet } from '../../kernel/public-key-set.js';
import type {
  CertificateName,
  ClientAuthentication,
  ClientKind,
  ClientSubject,
  Registration,
} from './client.entity.js';
import type { KnownSecret } from './client-secrets.js';

/** The person behind a client, as far as a token depends on it. */
export interface ClientOwner {
  readonly id: string;
  readonly status: Status;
  readonly roles: readonly string[];
}

/** A client as the token endpoint needs it: with its owner and its secrets, from one snapshot. */
export interface RegisteredClient {
  readonly clientId: string;
  readonly updatedAt: Date;
  readonly status: Status;
  readonly registration: Registration;
  readonly kind: ClientKind;
  readonly expiresAt: Date | null;
  readonly grantTypes: readonly string[];
  readonly scope: readonly string[];
  readonly authMethod: ClientAuthentication;
  readonly jwks: PublicKeySet | null;
  readonly jwksUri: string | null;
  /** The one algorithm of its assertions, if that is registered. */
  readonly assertionAlg: ForeignAlgorithm | null;
  readonly tlsClientAuth: CertificateName | null;
  readonly dpopBound: boolean;
  readonly certificateBound: boolean;
  readonly exchangeFrom: readonly string[];
  readonly exchangeIdTokens: boolean;
  /** Whether a code that people type may give it roles of administration. */
  readonly deviceAdministration: boolean;
  readonly resources: readonly string[] | null;
  readonly audiences: readonly string[];
  readonly defaultAudience: string | null;
  readonly pluginIds: readonly string[];
  readonly subject: ClientSubject;
  /** Whose own names for people it knows; null for the names that all know (OpenID Connect Core §8). */
  readonly sector: string | null;
  readonly introspects: readonly string[];
  readonly idTokenAlg: SigningAlgorithm;
  readonly introspectionAlg: SigningAlgorithm;
  readonly owner: ClientOwner | null;
  /** Those that are good now. */
  readonly secrets: readonly KnownSecret[];
}

/** A client as people and the authorization endpoint see it. */
export interface AskingClient extends Omit<RegisteredClient, 'secrets' | 'owner'> {
  readonly clientName: string;
  readonly purpose: string | null;
  readonly clientUri: string | null;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly firstParty: boolean;
  readonly requirePushed: boolean;
  readonly userinfoAlg: SigningAlgorithm | null;
  readonly owner: (ClientOwner & { readonly name: string; readonly email: string }) | null;
}

/**
 * Why nobody answers for a client; null when somebody does, or when nobody has to: it is no agent, and no administrator
 * registered it.
 */
export function ownerFault({
  owner,
  registration,
  kind,
}: Pick<RegisteredClient, 'owner' | 'registration' | 'kind'>): string | null {
  const needed = registration === 'administrator' || kind === 'agent';
  if (owner === null) return needed ? 'the owner of the client does not exist' : null;
  return owner.status === 'active' ? null : 'the owner of the client is inactive';
}

/** Whether a client has come to its end. @param now milliseconds since 1970 */
export function hasExpired({ expiresAt }: Pick<RegisteredClient, 'expiresAt'>, now: number): boolean {
  return expiresAt !== null && expiresAt.getTime() <= now;
}

/** Whether a client may ask people for anything now: active, not expired, and answered for. */
export function mayAct(client: AskingClient, now: number): boolean {
  return client.status === 'active' && !hasExpired(client, now) && ownerFault(client) === null;
}

/** What people are told of a client that may not act. */
export function whyNot(client: AskingClient | null, now: number): string {
  return client?.status === 'active' && hasExpired(client, now) ? 'has expired' : 'is not active any more';
}

const columns = `c.client_id AS "clientId", c.updated_at AS "updatedAt", c.status, c.registration, c.kind, c.expires_at AS "expiresAt", c.grant_types AS "grantTypes",
  c.scope, c.token_endpoint_auth_method AS "authMethod",
  c.jwks, c.jwks_uri AS "jwksUri", c.token_endpoint_auth_signing_alg AS "assertionAlg",
  c.tls_client_auth AS "tlsClientAuth", c.dpop_bound_access_tokens AS "dpopBound",
  c.tls_client_certificate_bound_access_tokens AS "certificateBound", c.exchange_from AS "exchangeFrom",
  c.exchange_id_tokens AS "exchangeIdTokens", c.device_authorization_administration AS "deviceAdministration",
  c.resources, c.audiences,
  c.default_audience AS "defaultAudience", c.plugin_ids AS "pluginIds", c.subject, c.sector, c.introspects,
  c.id_token_signed_response_alg AS "idTokenAlg", c.introspection_signed_response_alg AS "introspectionAlg"`;

/** Reads clients for authentication: one named statement for all tokens that are asked for at the same moment. */
@Injectable()
export class ClientDirectory {
  private readonly registered = new SharedRead((ids) => this.read(ids));

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  find(clientId: string): Promise<RegisteredClient | null> {
    return this.registered.find(clientId);
  }

  /** For the endpoints to which people come. */
  async findAsking(clientId: string): Promise<AskingClient | null> {
    const [row] = await this.sql.rows<{ [Name in keyof AskingClient]: AskingClient[Name] }>(
      'client.asking',
      `SELECT ${columns}, c.client_name AS "clientName", c.purpose, c.client_uri AS "clientUri",
              c.redirect_uris AS "redirectUris", c.post_logout_redirect_uris AS "postLogoutRedirectUris",
              c.first_party AS "firstParty", c.require_pushed_authorization_requests AS "requirePushed",
              c.userinfo_signed_response_alg AS "userinfoAlg",
              CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'status', u.status, 'roles', u.roles,
                'name', u.name, 'email', u.email) END AS owner
         FROM clients c LEFT JOIN users u ON u.id = c.owner_id
        WHERE c.client_id = $1`,
      [clientId],
    );
    return row ?? null;
  }

  private async read(ids: readonly string[]): Promise<Map<string, RegisteredClient>> {
    const rows = await this.sql.rows<{ [Name in keyof RegisteredClient]: RegisteredClient[Name] }>(
      'client.registered',
      `SELECT ${columns},
              CASE WHEN u.id IS NOT NULL
                THEN json_build_object('id', u.id, 'status', u.status, 'roles', u.roles) END AS owner,
              coalesce((SELECT json_agg(json_build_object('id', s.id, 'tag', s.tag, 'hash', s.hash))
                          FROM client_secrets s
                         WHERE s.client_id = c.client_id AND (s.expires_at IS NULL OR s.expires_at > $2)), '[]') AS secrets
         FROM clients c LEFT JOIN users u ON u.id = c.owner_id
        WHERE c.client_id = ANY($1)`,
      [ids, new Date(this.clock.now())],
    );
    return new Map(rows.map((client) => [client.clientId, client]));
  }
}
