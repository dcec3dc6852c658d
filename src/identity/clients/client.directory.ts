import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { Status } from '../users/user.entity.js';
import type { ClientAuthentication, ClientSubject } from './client.entity.js';
import type { StoredSecret } from './client-secrets.js';

/** The person behind a client, as far as a token depends on it. */
export interface ClientOwner {
  readonly id: string;
  readonly status: Status;
  readonly roles: readonly string[];
}

/** A client as the token endpoint needs it: with its owner and its secrets, from one snapshot. */
export interface RegisteredClient {
  readonly clientId: string;
  readonly status: Status;
  readonly expiresAt: Date | null;
  readonly grantTypes: readonly string[];
  readonly scope: readonly string[];
  readonly authMethod: ClientAuthentication;
  readonly resources: readonly string[] | null;
  readonly audiences: readonly string[];
  readonly defaultAudience: string | null;
  readonly pluginIds: readonly string[];
  readonly subject: ClientSubject;
  readonly owner: ClientOwner | null;
  readonly secrets: readonly StoredSecret[];
}

/** Reads clients for authentication: one named statement for a token. */
@Injectable()
export class ClientDirectory {
  constructor(private readonly sql: Sql) {}

  async find(clientId: string): Promise<RegisteredClient | null> {
    const [row] = await this.sql.rows<{ [Name in keyof RegisteredClient]: RegisteredClient[Name] }>(
      'client.registered',
      `SELECT c.client_id AS "clientId", c.status, c.expires_at AS "expiresAt", c.grant_types AS "grantTypes", c.scope,
              c.token_endpoint_auth_method AS "authMethod", c.resources, c.audiences,
              c.default_audience AS "defaultAudience", c.plugin_ids AS "pluginIds", c.subject,
              CASE WHEN u.id IS NOT NULL
                THEN json_build_object('id', u.id, 'status', u.status, 'roles', u.roles) END AS owner,
              coalesce((SELECT json_agg(json_build_object('tag', s.tag, 'hash', s.hash))
                          FROM client_secrets s WHERE s.client_id = c.client_id), '[]') AS secrets
         FROM clients c LEFT JOIN users u ON u.id = c.owner_id
        WHERE c.client_id = $1`,
      [clientId],
    );
    return row ?? null;
  }
}
