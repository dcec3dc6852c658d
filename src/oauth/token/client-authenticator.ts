import { Injectable } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { Form } from '../../http/form.js';
import { hasExpired, ownerFault, type RegisteredClient } from '../../identity/clients/client.directory.js';
import { KnownClients } from '../../identity/registration/known-clients.js';
import type { ClientAuthentication } from '../../identity/clients/client.entity.js';
import { ClientSecrets } from '../../identity/clients/client-secrets.js';
import { isLater } from '../../kernel/at-hand.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { ClientProofs } from '../proofs/client-proofs.js';
import { PresentedGrant } from './presented-grant.js';
import { BASIC, presentedClient, type PresentedSecret } from './presented-client.js';

/** RFC 6749 appendix A.1: VSCHAR. Anything else names no client, and is not asked of the database. */
const CLIENT_ID = /^[\x20-\x7e]{1,256}$/;

/** Tells which client sent a request, by the one way that is registered for it (RFC 6749 §2.3). */
@Injectable()
export class ClientAuthenticator {
  constructor(
    private readonly directory: KnownClients,
    private readonly secrets: ClientSecrets,
    private readonly proofs: ClientProofs,
    private readonly grants: PresentedGrant,
    private readonly clock: Clock,
  ) {}

  /**
   * An unknown client and a wrong secret take the same path and the same answer.
   * @throws OAuthError `invalid_client`; `invalid_request` when there are two methods in one request
   */
  async authenticate(
    request: IncomingMessage,
    form: Form,
    grantType?: string,
  ): Promise<{ client: RegisteredClient; byGrant: boolean }> {
    const presented = presentedClient(request, form, grantType);
    const basic = presented.method === 'client_secret_basic' ? { challenge: BASIC } : {};
    const { client, method } =
      'assertion' in presented
        ? { client: await this.proofs.byAssertion(presented), method: presented.method }
        : await this.known(presented.clientId === '' ? await this.named(presented, form) : presented, request, basic);
    const unfit = this.unfit(client, method);
    if (unfit !== null) throw new OAuthError('invalid_client', unfit, basic);
    return { client, byGrant: 'assertion' in presented && presented.asGrant };
  }

  /** The client of that name, if the secret or the certificate is its own. */
  private async known(
    { method, clientId, secret }: PresentedSecret,
    request: IncomingMessage,
    basic: { challenge?: string },
  ): Promise<{ client: RegisteredClient; method: ClientAuthentication }> {
    const client = CLIENT_ID.test(clientId) ? await this.directory.find(clientId) : null;
    if (method === 'none') return this.unproven(client, request);
    const right = this.secrets.matches(secret, client?.secrets ?? []);
    if ((isLater(right) ? await right : right) && client !== null) return { client, method };
    const cause = client ? 'wrong secret' : 'unknown client';
    throw new OAuthError('invalid_client', 'client authentication failed', { cause, ...basic });
  }

  /** A public client, or one whose certificate the connection has shown. */
  private unproven(
    client: RegisteredClient | null,
    request: IncomingMessage,
  ): { client: RegisteredClient; method: ClientAuthentication } {
    if (client?.authMethod === 'none') return { client, method: 'none' };
    if (client !== null && this.proofs.byCertificate(request, client)) return { client, method: client.authMethod };
    throw missing();
  }

  /** A secret without a name: the code or refresh token beside it says whose. */
  private async named(presented: PresentedSecret, form: Form): Promise<PresentedSecret> {
    const clientId = await this.grants.clientIdOf(form);
    if (clientId === null) throw missing();
    return { ...presented, clientId };
  }

  /** Why a client that proved who it is gets nothing all the same; only that client is told. */
  private unfit(client: RegisteredClient, method: ClientAuthentication): string | null {
    if (client.authMethod !== method) return `the client is registered for ${client.authMethod}`;
    if (client.status !== 'active') return 'the client is inactive';
    if (hasExpired(client, this.clock.now())) return 'the client has expired';
    return ownerFault(client);
  }
}

/** The same for a client that nobody knows as for one that sent no proof: its name alone tells nothing of it. */
function missing(): OAuthError {
  return new OAuthError('invalid_client', 'client authentication is missing, or the client is unknown');
}
