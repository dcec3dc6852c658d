import { Injectable } from '@nestjs/common';
import { compactVerify, errors } from 'jose';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { type Behalf, joinTransaction } from '../../http/request-context.js';
import { SessionDirectory } from '../../identity/sessions/session.directory.js';
import { Clock } from '../../kernel/clock.js';
import { type CompactJws, NotJws, readCompactJws, typeOf } from '../../kernel/compact-jws.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { mayExchange } from './subject-tokens.js';
import type { Transaction } from './transaction.contract.js';
import { transactionIn, TXN_TYP } from './transaction.rules.js';

/** A transaction under way, and the roles of the person behind it now. */
export interface TransactionUnderWay {
  readonly transaction: Transaction;
  /** Sessions from which that in which it began was opened, the nearest first. */
  readonly ancestors: readonly string[];
  readonly roles: readonly string[];
}

/** Reads transaction tokens of ours that are to be replaced by smaller ones (Transaction Tokens, Txn-Token as a subject_token). */
@Injectable()
export class TransactionSubjects {
  constructor(
    private readonly keys: KeyRing,
    private readonly sessions: SessionDirectory,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** @throws OAuthError `invalid_request`, in the same words whatever is wrong with the token */
  async of(token: string, client: RegisteredClient): Promise<TransactionUnderWay> {
    const transaction = await this.genuine(token);
    if (transaction.until <= this.clock.seconds()) throw unfit('it has expired');
    const session = await this.sessions.findLiveness(transaction.sid);
    joinTransaction(transaction.txn, behalfOf(transaction, session?.ancestors));
    const live = session !== null && session.open && session.clientActive && session.userActive === true;
    if (!live || session.subject !== transaction.sub) throw unfit('its session was closed');
    const delegable = await this.sessions.findDelegable(transaction.sid);
    if (delegable === null || !mayExchange(client, delegable)) {
      throw unfit('the client may not exchange tokens of that client');
    }
    return { transaction, ancestors: session.ancestors, roles: session.roles ?? [] };
  }

  private async genuine(token: string): Promise<Transaction> {
    const jws = apart(token);
    const { kid, alg } = jws.header;
    const key = typeOf(jws) === TXN_TYP && typeof kid === 'string' ? await this.keys.find(kid) : null;
    if (key === null || alg !== key.algorithm) throw unfit('it is none of ours');
    try {
      await compactVerify(token, key.key, { algorithms: [key.algorithm] });
    } catch (error) {
      if (error instanceof errors.JOSEError) throw unfit('it is none of ours');
      throw error;
    }
    const { iss, aud } = jws.claims;
    const transaction = transactionIn(jws.claims);
    // One of before the trust domain got another name belongs to the old one.
    if (transaction === null || iss !== this.settings.PUBLIC_URL || aud !== this.settings.TRUST_DOMAIN) {
      throw unfit('it is for another trust domain');
    }
    return transaction;
  }
}

function behalfOf({ sub, act, sid }: Transaction, ancestors: readonly string[] | undefined): Behalf {
  return { sub, ...(act && { act }), sid, ...(ancestors && { ancestors }) };
}

function apart(token: string): CompactJws {
  try {
    return readCompactJws(token);
  } catch (error) {
    if (error instanceof NotJws) throw unfit(error.message);
    throw error;
  }
}

function unfit(cause: string): OAuthError {
  return new OAuthError('invalid_request', 'the subject_token is not a transaction token that is accepted', { cause });
}
