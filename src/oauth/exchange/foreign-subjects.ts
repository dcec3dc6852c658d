import { Injectable } from '@nestjs/common';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { isIdToken } from '../../identity/federation/foreign-token.rules.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { ForeignStatements } from './foreign-statements.js';
import type { Subject } from './subject-tokens.js';
import { ACCESS_TOKEN, ID_TOKEN } from './token-types.js';

/** Reads subject tokens of other issuers: whom of our people they mean, and who may exchange them. */
@Injectable()
export class ForeignSubjects {
  constructor(private readonly statements: ForeignStatements) {}

  /**
   * The person, with no more than what the issuer's tokens are good for here.
   * @param type of the token, as the client calls it (RFC 8693 §3)
   * @throws OAuthError `invalid_request` (RFC 8693 §2.2.2), in the same words whatever is wrong with the token
   */
  async read(token: string, type: string, client: RegisteredClient): Promise<Subject> {
    const question = { use: 'subject_token', audience: 'listed', accessToken: type === ACCESS_TOKEN } as const;
    const verified = await this.statements.verify(token, question, refused);
    const { issuer, claims } = verified;
    if ((type === ID_TOKEN || isIdToken(claims)) && !client.exchangeIdTokens) {
      throw refused('the client may not exchange ID tokens');
    }
    this.statements.checkExchange(verified, client.clientId, refused);
    return this.statements.subject(
      verified,
      { scope: issuer.scope ?? [], audiences: null, expiresAt: claims.exp },
      refused,
    );
  }
}

function refused(cause: string): OAuthError {
  return new OAuthError('invalid_request', 'the subject_token is not one that is accepted', { cause });
}
