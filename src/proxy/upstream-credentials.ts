import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { uuidv7 } from '../kernel/uuid-v7.js';
import { KeyRing } from '../keys/key-ring.contract.js';
import { TransactionTokens } from '../oauth/exchange/transaction.contract.js';
import { Settings } from '../settings/settings.js';
import { gatePath } from './gate-path.js';
import { CredentialVault } from './upstreams/credential-vault.js';
import type { DecidedCall } from './relay.js';

/** Longest life of a token that the gate mints for an upstream, in seconds. */
const LIFETIME = 60;

/** The gate's own credential for an upstream: never the caller's token (MCP authorization, token passthrough). */
@Injectable()
export class UpstreamCredentials {
  constructor(
    private readonly keys: KeyRing,
    private readonly transactions: TransactionTokens,
    private readonly vault: CredentialVault,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** @throws CredentialNotOpened when a written one cannot be read */
  async headers(call: Pick<DecidedCall, 'admission' | 'txn'>): Promise<Record<string, string>> {
    const { upstream } = call.admission;
    if (upstream.credential.mode === 'none') return {};
    if (upstream.credential.mode === 'static') {
      return { [upstream.credential.header]: this.vault.open(upstream, upstream.credential.header) };
    }
    const resource = this.settings.PUBLIC_URL + gatePath(upstream.kind, upstream.name);
    const authorization = `Bearer ${await this.mint(call, upstream.credential.audience ?? resource)}`;
    if (upstream.credential.txn_token !== true) return { authorization };
    return { authorization, 'txn-token': await this.transaction(call, resource) };
  }

  /** For the calls that the upstream makes in turn, under the id that the evidence of this one has. */
  private transaction({ admission, txn }: Pick<DecidedCall, 'admission' | 'txn'>, resource: string): Promise<string> {
    const { caller, upstream } = admission;
    const { sub, act, client_id, sid, exp } = caller.claims;
    return this.transactions.mint({
      txn,
      sub,
      ...(act === undefined ? {} : { act }),
      scope: upstream.requiredScopes,
      requesters: [client_id],
      resource,
      sid,
      until: exp,
    });
  }

  /** It names no session, so that the gate itself does not accept it: an upstream cannot call back with it. */
  private async mint({ admission, txn }: Pick<DecidedCall, 'admission' | 'txn'>, audience: string): Promise<string> {
    const { caller, upstream } = admission;
    const { sub, act, client_id, owner, exp } = caller.claims;
    const now = this.clock.seconds();
    return this.keys.sign('at+jwt', {
      iss: this.settings.PUBLIC_URL,
      sub,
      aud: audience,
      exp: Math.min(now + LIFETIME, exp),
      iat: now,
      nbf: now,
      jti: uuidv7(this.clock.now()),
      client_id,
      scope: upstream.requiredScopes.join(' '),
      ...(act === undefined ? {} : { act }),
      ...(owner === undefined ? {} : { owner }),
      txn,
    });
  }
}
