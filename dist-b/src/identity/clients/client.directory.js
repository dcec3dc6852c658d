var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { SharedRead } from '../../database/shared-read.js';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';
/**
 * Why nobody answers for a client; null when somebody does, or when nobody has to: it is no agent, and no administrator
 * registered it.
 */
export function ownerFault({ owner, registration, kind, }) {
    const needed = registration === 'administrator' || kind === 'agent';
    if (owner === null)
        return needed ? 'the owner of the client does not exist' : null;
    return owner.status === 'active' ? null : 'the owner of the client is inactive';
}
/** Whether a client has come to its end. @param now milliseconds since 1970 */
export function hasExpired({ expiresAt }, now) {
    return expiresAt !== null && expiresAt.getTime() <= now;
}
/** Whether a client may ask people for anything now: active, not expired, and answered for. */
export function mayAct(client, now) {
    return client.status === 'active' && !hasExpired(client, now) && ownerFault(client) === null;
}
/** What people are told of a client that may not act. */
export function whyNot(client, now) {
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
let ClientDirectory = class ClientDirectory {
    sql;
    clock;
    registered = new SharedRead((ids) => this.read(ids));
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    find(clientId) {
        return this.registered.find(clientId);
    }
    /** For the endpoints to which people come. */
    async findAsking(clientId) {
        const [row] = await this.sql.rows('client.asking', `SELECT ${columns}, c.client_name AS "clientName", c.purpose, c.client_uri AS "clientUri",
              c.redirect_uris AS "redirectUris", c.post_logout_redirect_uris AS "postLogoutRedirectUris",
              c.first_party AS "firstParty", c.require_pushed_authorization_requests AS "requirePushed",
              c.userinfo_signed_response_alg AS "userinfoAlg",
              CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'status', u.status, 'roles', u.roles,
                'name', u.name, 'email', u.email) END AS owner
         FROM clients c LEFT JOIN users u ON u.id = c.owner_id
        WHERE c.client_id = $1`, [clientId]);
        return row ?? null;
    }
    async read(ids) {
        const rows = await this.sql.rows('client.registered', `SELECT ${columns},
              CASE WHEN u.id IS NOT NULL
                THEN json_build_object('id', u.id, 'status', u.status, 'roles', u.roles) END AS owner,
              coalesce((SELECT json_agg(json_build_object('id', s.id, 'tag', s.tag, 'hash', s.hash))
                          FROM client_secrets s
                         WHERE s.client_id = c.client_id AND (s.expires_at IS NULL OR s.expires_at > $2)), '[]') AS secrets
         FROM clients c LEFT JOIN users u ON u.id = c.owner_id
        WHERE c.client_id = ANY($1)`, [ids, new Date(this.clock.now())]);
        return new Map(rows.map((client) => [client.clientId, client]));
    }
};
ClientDirectory = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], ClientDirectory);
export { ClientDirectory };
//# sourceMappingURL=client.directory.js.map