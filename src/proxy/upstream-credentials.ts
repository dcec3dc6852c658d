import { Injectable } from '@nestjs/common';
import { Log } from '../kernel/log.js';
import { ExchangeRefused, refusalOf } from './exchange/exchange-refused.js';
import { ExchangedTokens } from './exchange/exchanged-tokens.js';
import { MintedTokens } from './minted-tokens.js';
import type { DecidedCall } from './relay.js';
import { CredentialNotOpened, CredentialVault } from './upstreams/credential-vault.js';
import { credentialRefused } from './usable-answer.js';

/** What goes out with one call. */
export interface SentCredential {
  readonly headers: Readonly<Record<string, string>>;
  /** The server answered 401 to it. @returns whether another one is worth a try */
  readonly refused?: () => Promise<boolean>;
}

/** The gate's own credential for an upstream: never the caller's token (MCP authorization, token passthrough). */
@Injectable()
export class UpstreamCredentials {
  constructor(
    private readonly minted: MintedTokens,
    private readonly vault: CredentialVault,
    private readonly exchanged: ExchangedTokens,
    private readonly log: Log,
  ) {}

  /**
   * @throws RpcRefused, or Problem 502 or 503, which say who can mend it when there is none; the reason of the signal when
   *   it is aborted meanwhile
   */
  async of(call: DecidedCall, signal: AbortSignal): Promise<SentCredential> {
    try {
      return await this.made(call, signal);
    } catch (err) {
      if (err instanceof ExchangeRefused) {
        const { text, ...more } = refusalOf(err);
        throw credentialRefused(call, text, more);
      }
      if (!(err instanceof CredentialNotOpened)) throw err;
      this.log.error('gate.upstream_credential_shut', { server: call.admission.upstream.name, err });
      throw credentialRefused(
        call,
        'The gate cannot use its credential for this server. An administrator can mend that.',
      );
    }
  }

  private async made(call: DecidedCall, signal: AbortSignal): Promise<SentCredential> {
    const { upstream } = call.admission;
    const { credential } = upstream;
    switch (credential.mode) {
      case 'none':
        return { headers: {} };
      case 'static':
        return { headers: { [credential.header]: this.vault.open(upstream, credential.header) } };
      case 'token_exchange': {
        const { value, refused } = await this.exchanged.token(call, credential, signal);
        return { headers: { authorization: `Bearer ${value}` }, refused };
      }
      case 'minted': {
        const token = await this.minted.mint(call, credential.audience ?? this.minted.resourceOf(call), {
          jti: call.receipt,
        });
        const authorization = `Bearer ${token}`;
        if (credential.txn_token !== true) return { headers: { authorization } };
        return { headers: { authorization, 'txn-token': await this.minted.transaction(call) } };
      }
    }
  }
}
