import { Injectable } from '@nestjs/common';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import type { Confirmation } from '../../kernel/token-binding.js';
import { ForeignSubjects } from './foreign-subjects.js';
import { IdTokenSubjects } from './id-token-subjects.js';
import { type Subject, SubjectTokens } from './subject-tokens.js';
import { ID_TOKEN, TXN_TOKEN } from './token-types.js';

/** The tokens of an exchange, of which kind the client says they are (RFC 8693 §2.1). */
export interface ExchangedTokens {
  readonly subject_token: string;
  readonly subject_token_type: string;
  readonly actor_token: string | undefined;
}

/** Finds out in whose name an access token is asked for, from whatever kind of token says so. */
@Injectable()
export class ExchangeSubjects {
  constructor(
    private readonly ours: SubjectTokens,
    private readonly idTokens: IdTokenSubjects,
    private readonly others: ForeignSubjects,
  ) {}

  /**
   * A token is read as what the client says it is, and must be that.
   * @param held what the client has proved to hold: a token that is bound to it is of use to nobody else
   * @throws OAuthError `invalid_request`
   */
  of(tokens: ExchangedTokens, client: RegisteredClient, held: Confirmation | undefined): Promise<Subject> {
    const { subject_token: token, subject_token_type: type } = tokens;
    if (type === TXN_TOKEN)
      throw new OAuthError('invalid_request', 'a transaction token only gives way to another one');
    if (!this.ours.isOurs(token)) return this.others.read(token, type, client);
    return type === ID_TOKEN ? this.idTokens.of(token, client) : this.ours.ofOurs(token, client, held);
  }

  /** When the token of the actor ends, seconds since 1970; Infinity without one. @throws OAuthError `invalid_request` */
  async actorEnd(
    { actor_token: token }: ExchangedTokens,
    client: RegisteredClient,
    held: Confirmation | undefined,
  ): Promise<number> {
    return token === undefined ? Infinity : this.ours.actorEnd(token, client, held);
  }
}
