import { Injectable } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { headerValues } from '../../http/bearer.js';
import { type Form, formDecode } from '../../http/form.js';
import { ClientDirectory, type RegisteredClient } from '../../identity/clients/client.directory.js';
import type { ClientAuthentication } from '../../identity/clients/client.entity.js';
import { ClientSecrets } from '../../identity/clients/client-secrets.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { PresentedGrant } from './presented-grant.js';

interface Credentials {
  readonly method: ClientAuthentication;
  /** Empty when the request does not say it. */
  readonly clientId: string;
  readonly secret: string;
}

/** Sent with every `invalid_client` to a client that used the header (RFC 6749 §5.2). */
const BASIC = 'Basic realm="gatehouse", charset="UTF-8"';
/** RFC 6749 appendix A.1: VSCHAR. Anything else names no client, and is not asked of the database. */
const CLIENT_ID = /^[\x20-\x7e]{1,256}$/;

/** Tells which client sent a token request (RFC 6749 §2.3). */
@Injectable()
export class ClientAuthenticator {
  constructor(
    private readonly directory: ClientDirectory,
    private readonly secrets: ClientSecrets,
    private readonly grants: PresentedGrant,
    private readonly clock: Clock,
  ) {}

  /**
   * An unknown client and a wrong secret take the same path and the same answer.
   * @throws OAuthError `invalid_client`; `invalid_request` when there are two methods in one request
   */
  async authenticate(request: IncomingMessage, form: Form): Promise<RegisteredClient> {
    const credentials = await this.named(presented(request, form), form);
    const challenge = credentials.method === 'client_secret_basic' ? BASIC : undefined;
    const refuse = (text: string, cause?: string): never => {
      throw new OAuthError('invalid_client', text, { cause, ...(challenge ? { challenge } : {}) });
    };
    const client = CLIENT_ID.test(credentials.clientId) ? await this.directory.find(credentials.clientId) : null;
    const right =
      credentials.method === 'none' || (await this.secrets.matches(credentials.secret, client?.secrets ?? []));
    if (client === null || !right)
      return refuse('client authentication failed', client ? 'wrong secret' : 'unknown client');
    if (credentials.method === 'none' && client.authMethod !== 'none')
      return refuse('client authentication is missing');
    const unfit = this.unfit(client, credentials.method);
    return unfit === null ? client : refuse(unfit);
  }

  /** A secret without a name: the code or refresh token beside it says whose. */
  private async named(credentials: Credentials, form: Form): Promise<Credentials> {
    if (credentials.clientId !== '') return credentials;
    const clientId = await this.grants.clientIdOf(form);
    if (clientId === null) throw new OAuthError('invalid_client', 'client authentication is missing');
    return { ...credentials, clientId };
  }

  /** Why a client that proved who it is gets nothing all the same; only that client is told. */
  private unfit(client: RegisteredClient, method: ClientAuthentication): string | null {
    if (client.authMethod !== method) return `the client is registered for ${client.authMethod}`;
    if (client.status !== 'active') return 'the client is inactive';
    if (client.expiresAt !== null && client.expiresAt.getTime() <= this.clock.now()) return 'the client has expired';
    if (client.owner === null) return 'the owner of the client does not exist';
    return client.owner.status === 'active' ? null : 'the owner of the client is inactive';
  }
}

function presented(request: IncomingMessage, form: Form): Credentials {
  const headers = headerValues(request, 'authorization');
  const [id, secret] = [form.one('client_id'), form.one('client_secret')];
  const assertion = form.one('client_assertion');
  if (headers.length > 1 || [headers[0], secret, assertion].filter((one) => one !== undefined).length > 1) {
    throw new OAuthError('invalid_request', 'more than one way of client authentication');
  }
  if (headers[0] !== undefined) {
    const basic = readBasic(headers[0]);
    if (id !== undefined && id !== basic.clientId) {
      throw new OAuthError('invalid_request', 'client_id differs from the one in the Authorization header');
    }
    return basic;
  }
  if (assertion !== undefined) throw new OAuthError('invalid_client', 'client assertions are not accepted');
  if (id === undefined && secret === undefined) {
    throw new OAuthError('invalid_client', 'client authentication is missing');
  }
  // A public client says who it is, and can prove nothing (RFC 6749 §3.2.1).
  if (secret === undefined) return { method: 'none', clientId: id ?? '', secret: '' };
  return { method: 'client_secret_post', clientId: id ?? '', secret };
}

/** Both parts are form-encoded before they are joined (RFC 6749 §2.3.1). */
function readBasic(header: string): Credentials {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(header)?.[1];
  const pair = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 1) throw new OAuthError('invalid_client', 'the Authorization header is not Basic', { challenge: BASIC });
  return {
    method: 'client_secret_basic',
    clientId: formDecode(pair.slice(0, colon)),
    secret: formDecode(pair.slice(colon + 1)),
  };
}
