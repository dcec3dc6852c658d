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
import { Changes } from '../../identity/changes.store.js';
import { ProviderEndings } from '../../identity/sign-in-providers/provider-endings.js';
import { SignInProviderStore } from '../../identity/sign-in-providers/sign-in-provider.store.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { SpentIds } from '../../oauth/proofs/spent-ids.store.js';
import { LogoutTokens } from './logout-tokens.js';
/** Signs people out here whom their company's provider has signed out. */
let CompanyLogouts = class CompanyLogouts {
    providers;
    tokens;
    endings;
    spent;
    changes;
    constructor(providers, tokens, endings, spent, changes) {
        this.providers = providers;
        this.tokens = tokens;
        this.endings = endings;
        this.spent = spent;
        this.changes = changes;
    }
    /** @throws OAuthError 400 for what is no good logout token, 503 when nobody can know at this moment */
    async logOut(slug, token) {
        const provider = await this.providers.findActive(slug);
        if (provider === null)
            throw new OAuthError('invalid_request', 'there is no such provider');
        const { claims, until } = await this.tokens.read(provider, token);
        await this.changes.record(async (transaction) => {
            if (!(await this.spent.spend('logout_token', provider.issuer, claims.jti, until, transaction))) {
                throw new OAuthError('invalid_request', 'the logout token was used already');
            }
            return this.endings.end(transaction, provider.id, 'signed out at the company', claims);
        }, (closed) => ({
            kind: 'signed_out',
            decision: 'done',
            reason: 'signed out at the company',
            detail: { provider: slug, closed },
        }));
    }
};
CompanyLogouts = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SignInProviderStore,
        LogoutTokens,
        ProviderEndings,
        SpentIds,
        Changes])
], CompanyLogouts);
export { CompanyLogouts };
//# sourceMappingURL=company-logouts.js.map