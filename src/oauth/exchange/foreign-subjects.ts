import { Injectable } from '@nestjs/common';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { FederatedPeople } from '../../identity/federation/federated-people.js';
import { type ForeignToken, ForeignTokenRefused, TrustedIssuers } from '../../identity/federation/trusted-issuers.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Settings } from '../../settings/settings.js';
import { DelegationRefused, depthOf, foreignChain, MOST_ACTORS } from './delegation.rules.js';
import { foreignAuthentication, mayActFault } from './foreign-claims.rules.js';
import type { Subject } from './subject-tokens.js';
import { ACCESS_TOKEN, ID_TOKEN } from './token-types.js';

/** Reads subject tokens of other issuers: whom of our people they mean, and who may exchange them. */
@Injectable()
export class ForeignSubjects {
  constructor(
    private readonly issuers: TrustedIssuers,
    private readonly people: FederatedPeople,
    private readonly settings: Settings,
  ) {}

  /**
   * The person, with no more than what the issuer's tokens are good for here.
   * @param type of the token, as the client calls it (RFC 8693 §3)
   * @throws OAuthError `invalid_request` (RFC 8693 §2.2.2), in the same words whatever is wrong with the token
   */
  async read(token: string, type: string, client: RegisteredClient): Promise<Subject> {
    if (type === ID_TOKEN && !client.exchangeIdTokens) throw refused('the client may not exchange ID tokens');
    const verified = await this.verified(token, type);
    const { issuer, claims } = verified;
    const fault = mayActFault(claims, issuer.clients, { iss: this.settings.PUBLIC_URL, sub: client.clientId });
    if (fault !== null) throw refused(fault);
    // Whom a bound token belongs to can be proved to its issuer's own resources alone.
    if (claims['cnf'] !== undefined) throw refused('it is bound to a key');
    const act = chain(claims['act'], issuer.issuer);
    const person = await this.people.find(verified);
    if (person === null) throw refused('nobody is linked to its subject');
    return {
      sub: person.id,
      userId: person.id,
      roles: person.roles,
      ...(act === undefined ? {} : { act }),
      sessionId: null,
      audiences: [],
      authority: {
        scope: issuer.scope ?? [],
        audiences: null,
        expiresAt: claims.exp,
        delegations: MOST_ACTORS - depthOf(act),
      },
      ...foreignAuthentication(claims),
      hold: () => Promise.resolve(true),
      lost: refused('it is no longer good'),
    };
  }

  private async verified(token: string, type: string): Promise<ForeignToken> {
    try {
      const accessToken = type === ACCESS_TOKEN;
      return await this.issuers.verify(token, { use: 'subject_token', audience: 'listed', accessToken });
    } catch (error) {
      throw error instanceof ForeignTokenRefused ? refused(error.message) : error;
    }
  }
}

function chain(act: unknown, issuer: string) {
  try {
    return foreignChain(act, issuer);
  } catch (error) {
    throw error instanceof DelegationRefused ? refused(error.message) : error;
  }
}

function refused(cause: string): OAuthError {
  return new OAuthError('invalid_request', 'the subject_token is not one that is accepted', { cause });
}
