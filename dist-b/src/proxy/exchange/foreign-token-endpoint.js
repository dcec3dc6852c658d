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
import { FetchRefused, UnusableAnswer } from '../../outbound/fetch-refused.js';
import { FormPost } from '../../outbound/form-post.js';
import { MintedTokens } from '../minted-tokens.js';
import { CredentialVault } from '../upstreams/credential-vault.js';
import { ExchangeRefused } from './exchange-refused.js';
import { readTokenAnswer } from './token-answer.rules.js';
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
/** Whether a call is the gate's own, such as the question for an agent's card: nobody's session is behind it. */
export function isOfGate({ admission }) {
    return admission.caller.claims.sid === '';
}
/** Asks the token endpoint of a foreign authorization server, as the client that an administrator registered there. */
let ForeignTokenEndpoint = class ForeignTokenEndpoint {
    post;
    vault;
    minted;
    constructor(post, vault, minted) {
        this.post = post;
        this.vault = vault;
        this.minted = minted;
    }
    /**
     * A token for whoever calls (RFC 8693 §2.1), or for the gate itself (RFC 6749 §4.4): it is nobody that the server knows
     * but its own client.
     * @throws ExchangeRefused, CredentialNotOpened
     */
    async exchange(call, credential) {
        const { audience, resource, scope, requested_token_type } = credential;
        const target = { audience, resource, scope };
        if (isOfGate(call)) {
            const answer = await this.ask(call, credential, { grant_type: 'client_credentials', ...target });
            return { ...answer, refreshToken: null };
        }
        const isJwt = credential.subject_token_type.endsWith(':jwt');
        const aud = credential.subject_token_audience ?? credential.token_endpoint;
        return this.ask(call, credential, {
            grant_type: EXCHANGE,
            subject_token: await this.minted.mint(call, aud, { typ: isJwt ? 'JWT' : 'at+jwt' }),
            subject_token_type: credential.subject_token_type,
            requested_token_type,
            ...target,
        });
    }
    /** RFC 6749 §6, RFC 8707 §2.2. @throws ExchangeRefused, CredentialNotOpened */
    refresh(call, credential, refreshToken) {
        const { resource } = credential;
        return this.ask(call, credential, { grant_type: 'refresh_token', refresh_token: refreshToken, resource });
    }
    async ask({ admission }, credential, fields) {
        const { client_id: id, token_endpoint_auth_method: method } = credential;
        const secret = this.vault.openClient(admission.upstream, credential);
        const form = new URLSearchParams();
        for (const [name, value] of Object.entries(fields))
            if (value !== undefined)
                form.set(name, value);
        if (method === 'client_secret_post') {
            form.set('client_id', id);
            form.set('client_secret', secret);
        }
        const headers = method === 'client_secret_basic' ? { authorization: basic(id, secret) } : {};
        try {
            return readTokenAnswer(await this.post.send(credential.token_endpoint, form, headers));
        }
        catch (error) {
            if (!(error instanceof FetchRefused))
                throw error;
            throw new ExchangeRefused(error instanceof UnusableAnswer ? 'answer' : 'unavailable', null, error.message);
        }
    }
};
ForeignTokenEndpoint = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [FormPost,
        CredentialVault,
        MintedTokens])
], ForeignTokenEndpoint);
export { ForeignTokenEndpoint };
/** Both parts form-encoded first (RFC 6749 §2.3.1). */
function basic(id, secret) {
    const [name, password] = [id, secret].map((part) => new URLSearchParams({ '': part }).toString().slice(1));
    return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}
//# sourceMappingURL=foreign-token-endpoint.js.map