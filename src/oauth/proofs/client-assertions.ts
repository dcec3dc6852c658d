import { Injectable } from '@nestjs/common';
import type { JWTVerifyGetKey } from 'jose';
import { type RegisteredClient } from '../../identity/clients/client.directory.js';
import { KnownClients } from '../../identity/registration/known-clients.js';
import { Clock } from '../../kernel/clock.js';
import { type CompactJws, NotJws, readCompactJws, typeOf } from '../../kernel/compact-jws.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { keysOf, signatureFault } from '../../kernel/jws-signature.js';
import { FOREIGN_ALGORITHMS } from '../../kernel/public-key-set.js';
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { RemoteKeys } from '../../outbound/remote-keys.js';
import { Settings } from '../../settings/settings.js';
import { assertionFault } from './client-assertion.rules.js';
import { SpentIds } from './spent-ids.store.js';

/** Types by which a client may call its assertion (RFC 7523 §2.2, draft-ietf-oauth-rfc7523bis §3). */
const TYPES = ['', 'jwt', 'client-authentication+jwt'];

/** Clients that prove themselves by a JWT under a key of their own: `private_key_jwt` (RFC 7523 §2.2). */
@Injectable()
export class ClientAssertions {
  constructor(
    private readonly directory: KnownClients,
    private readonly remote: RemoteKeys,
    private readonly spent: SpentIds,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * The client that an assertion speaks for; its `jti` is spent.
   * @param clientId of the form, if it names one
   * @throws OAuthError `invalid_client`, in the same words whatever is wrong with client or signature
   */
  async authenticate(assertion: string, clientId: string | undefined): Promise<RegisteredClient> {
    const jws = read(assertion);
    const { iss, sub } = jws.claims;
    if (typeof sub !== 'string' || iss !== sub) throw refused('iss and sub must both be the client_id');
    if (clientId !== undefined && clientId !== sub) throw refused('client_id differs from the one in the assertion');
    const client = /^[\x20-\x7e]{1,256}$/.test(sub) ? await this.directory.find(sub) : null;
    if (client === null || !(await this.isOf(client, assertion, jws))) throw refused('client authentication failed');
    const fault = assertionFault(jws.claims, this.settings.PUBLIC_URL, this.clock.seconds());
    if (fault !== null) throw refused(fault);
    const { jti, exp } = jws.claims as { jti: string; exp: number };
    const until = new Date((exp + 60) * 1000);
    if (!(await this.spent.spend('client_assertion', sub, jti, until))) throw refused('the assertion was used already');
    return client;
  }

  /** Under a key that is registered for it, with the algorithm that is, if one is (RFC 8725 §3.1). */
  private async isOf(client: RegisteredClient, assertion: string, jws: CompactJws): Promise<boolean> {
    if (client.authMethod !== 'private_key_jwt' || !TYPES.includes(typeOf(jws))) return false;
    const algorithms = client.assertionAlg === null ? FOREIGN_ALGORITHMS : [client.assertionAlg];
    try {
      return (await signatureFault(assertion, this.keys(client), algorithms)) === null;
    } catch (cause) {
      if (!(cause instanceof FetchRefused)) throw cause;
      throw new OAuthError('invalid_client', 'client authentication failed', { cause });
    }
  }

  private keys({ jwks, jwksUri, registration }: RegisteredClient): JWTVerifyGetKey {
    const ofStranger = registration !== 'administrator';
    return jwks === null ? this.remote.of(jwksUri ?? '', { ofStranger }) : keysOf(jwks);
  }
}

function read(assertion: string): CompactJws {
  try {
    return readCompactJws(assertion);
  } catch (cause) {
    if (!(cause instanceof NotJws)) throw cause;
    throw new OAuthError('invalid_client', 'the client assertion is not a JWT that is accepted', { cause });
  }
}

function refused(text: string): OAuthError {
  return new OAuthError('invalid_client', text);
}
