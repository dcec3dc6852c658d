var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { Log } from '../kernel/log.js';
import { ExchangeRefused, refusalOf } from './exchange/exchange-refused.js';
import { ExchangedTokens } from './exchange/exchanged-tokens.js';
import { MintedTokens } from './minted-tokens.js';
import { CredentialNotOpened, CredentialVault } from './upstreams/credential-vault.js';
import { credentialRefused } from './usable-answer.js';
/** The gate's own credential for an upstream: never the caller's token (MCP authorization, token passthrough). */
let UpstreamCredentials = class UpstreamCredentials {
    minted;
    vault;
    exchanged;
    log;
    constructor(minted, vault, exchanged, log) {
        this.minted = minted;
        this.vault = vault;
        this.exchanged = exchanged;
        this.log = log;
    }
    /**
     * @throws RpcRefused, or Problem 502 or 503, which say who can mend it when there is none; the reason of the signal when
     *   it is aborted meanwhile
     */
    async of(call, signal) {
        try {
            return await this.made(call, signal);
        }
        catch (err) {
            if (err instanceof ExchangeRefused) {
                const { text, ...more } = refusalOf(err);
                throw credentialRefused(call, text, more);
            }
            if (!(err instanceof CredentialNotOpened))
                throw err;
            this.log.error('gate.upstream_credential_shut', { server: call.admission.upstream.name, err });
            throw credentialRefused(call, 'The gate cannot use its credential for this server. An administrator can mend that.');
        }
    }
    async made(call, signal) {
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
                if (credential.txn_token !== true)
                    return { headers: { authorization } };
                return { headers: { authorization, 'txn-token': await this.minted.transaction(call) } };
            }
        }
    }
};
UpstreamCredentials = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [MintedTokens,
        CredentialVault,
        ExchangedTokens,
        Log])
], UpstreamCredentials);
export { UpstreamCredentials };
//# sourceMappingURL=upstream-credentials.js.map