import { Injectable } from '@nestjs/common';
import type { Soon } from '../kernel/at-hand.js';
import { Clock } from '../kernel/clock.js';
import { uuidv7 } from '../kernel/uuid-v7.js';
import { KeyRing } from '../keys/key-ring.contract.js';
import { TransactionTokens } from '../oauth/exchange/transaction.contract.js';
import { Settings } from '../settings/settings.js';
import type { DecidedCall } from './relay.js';

/** Longest life of a token that the gate mints for an upstream, in seconds. */
const LIFETIME = 60;

/** Whose call it is, and which. */
export type TokenCall = Pick<DecidedCall, 'admission' | 'txn'>;

/** What the gate itself says about a call, signed. */
@Injectable()
export class MintedTokens {
  constructor(
    private readonly keys: KeyRing,
    private readonly transactions: TransactionTokens,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Identifier of the upstream that is called. */
  resourceOf({ admission: { resource } }: TokenCall): string {
    return resource;
  }

  /** For the calls that the upstream makes in turn, under the id that the evidence of this one has. */
  transaction(call: TokenCall): Promise<string> {
    const { caller, upstream } = call.admission;
    const { sub, act, client_id, sid, exp } = caller.claims;
    return this.transactions.mint({
      txn: call.txn,
      sub,
      ...(act === undefined ? {} : { act }),
      scope: upstream.requiredScopes,
      requesters: [client_id],
      resource: this.resourceOf(call),
      sid,
      until: exp,
    });
  }

  /**
   * It names no session, so that the gate itself does not accept it: whoever gets it cannot call back with it.
   * @param options.jti of the receipt that it is minted under; else one of its own
   */
  mint(
    { admission, txn }: TokenCall,
    audience: string,
    { typ = 'at+jwt', jti = uuidv7(this.clock.now()) }: { typ?: 'at+jwt' | 'JWT'; jti?: string | undefined } = {},
  ): Soon<string> {
    const { caller, upstream } = admission;
    const { sub, act, client_id, owner, exp } = caller.claims;
    const now = this.clock.seconds();
    return this.keys.sign(typ, {
      iss: this.settings.PUBLIC_URL,
      sub,
      aud: audience,
      exp: Math.min(now + LIFETIME, exp),
      iat: now,
      nbf: now,
      jti,
      client_id,
      scope: upstream.requiredScopes.join(' '),
      ...(act === undefined ? {} : { act }),
      ...(owner === undefined ? {} : { owner }),
      txn,
    });
  }
}
