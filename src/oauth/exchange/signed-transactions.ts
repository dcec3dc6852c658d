import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Settings } from '../../settings/settings.js';
import { AssertionIssuer } from '../tokens/assertion-issuer.js';
import { type Transaction, TransactionTokens } from './transaction.contract.js';
import { transactionClaims, TXN_TYP } from './transaction.rules.js';

/** Transaction tokens for the hop from the gate to an upstream. */
@Injectable()
export class SignedTransactions extends TransactionTokens {
  constructor(
    private readonly assertions: AssertionIssuer,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {
    super();
  }

  mint(transaction: Transaction): Promise<string> {
    const claims = transactionClaims(transaction, this.settings.TRUST_DOMAIN, this.clock.seconds());
    return this.assertions.sign(TXN_TYP, claims);
  }
}
