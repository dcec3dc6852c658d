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
import { jwtVerify } from 'jose';
import { createHash } from 'node:crypto';
import { ProviderDiscovery } from '../../identity/sign-in-providers/provider-discovery.js';
import { ProviderSecrets } from '../../identity/sign-in-providers/provider-secrets.js';
import { hasRoleClaim } from '../../identity/sign-in-providers/sign-in-provider.rules.js';
import { Clock } from '../../kernel/clock.js';
import { FOREIGN_ALGORITHMS } from '../../kernel/public-key-set.js';
import { RemoteKeys } from '../../outbound/remote-keys.js';
import { UpstreamFetch } from './upstream-fetch.js';
import { upstreamRefusal } from './upstream-refusal.js';
import { UpstreamRefused } from './upstream-refused.js';
const ADDRESS = ['email', 'email_verified'];
/** Seconds by which clocks may differ. */
const SKEW = 30;
/**
 * Speaks OpenID Connect with a company's provider, by the library that is certified for it; keys and signatures are looked
 * at by us, as those of everybody else.
 */
let UpstreamExchange = class UpstreamExchange {
    discovery;
    secrets;
    keys;
    upstream;
    clock;
    constructor(discovery, secrets, keys, upstream, clock) {
        this.discovery = discovery;
        this.secrets = secrets;
        this.keys = keys;
        this.upstream = upstream;
        this.clock = clock;
    }
    /** @param asked parameters beside those of every request @throws UpstreamRefused when the provider is away */
    async request(provider, { state, nonce, verifier }, { redirectUri, asked }) {
        return refusing(async () => {
            const { openid, config, metadata } = await this.prepared(provider);
            const url = openid.buildAuthorizationUrl(config, {
                redirect_uri: redirectUri,
                scope: provider.scope.join(' '),
                state,
                nonce,
                code_challenge: createHash('sha256').update(verifier).digest('base64url'),
                code_challenge_method: 'S256',
                ...asked,
            });
            return { url: url.href, authorizationEndpoint: metadata.authorization_endpoint };
        });
    }
    /**
     * What the provider says of the person: claims of the ID token, and where those do not tell enough, of the UserInfo
     * endpoint (OpenID Connect Core §3.1.3.7, §5.3.2).
     * @param answered the URL that the person came back to
     * @throws UpstreamRefused
     */
    async claims(provider, secrets, answered) {
        return refusing(async () => {
            const { openid, config, metadata } = await this.prepared(provider);
            const tokens = await openid.authorizationCodeGrant(config, answered, {
                expectedState: secrets.state,
                expectedNonce: secrets.nonce,
                pkceCodeVerifier: secrets.verifier,
                idTokenExpected: true,
            });
            const claims = await this.verified(provider, metadata, tokens.id_token ?? '');
            if (metadata.userinfo_endpoint === undefined || tellsEnough(provider, claims))
                return claims;
            const more = await openid.fetchUserInfo(config, tokens.access_token, claims.sub ?? '');
            return together(provider, claims, more);
        });
    }
    /** The library has looked at the claims; whose signature it is, it leaves to TLS. */
    async verified(provider, metadata, token) {
        const { payload } = await jwtVerify(token, this.keys.of(metadata.jwks_uri), {
            issuer: provider.issuer,
            audience: provider.clientId,
            algorithms: [...FOREIGN_ALGORITHMS],
            currentDate: new Date(this.clock.now()),
            clockTolerance: SKEW,
            requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
        });
        const { azp, iat = 0 } = payload;
        // The library looks at the party where there are several audiences, and at no token that was made tomorrow.
        if (azp !== undefined && azp !== provider.clientId)
            throw new UpstreamRefused('not_believed', 'unexpected_azp');
        if (iat > this.clock.seconds() + SKEW)
            throw new UpstreamRefused('not_believed', 'iat_in_the_future');
        return payload;
    }
    async prepared(provider) {
        const metadata = await this.discovery.of(provider.issuer);
        const openid = await import('openid-client');
        const secret = this.secrets.open(provider);
        const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
        const auth = methods.includes('client_secret_basic') || !methods.includes('client_secret_post') ? 'Basic' : 'Post';
        const config = new openid.Configuration({ ...metadata }, provider.clientId, { [openid.clockSkew]: Math.round((this.clock.now() - Date.now()) / 1000), [openid.clockTolerance]: SKEW }, auth === 'Basic' ? openid.ClientSecretBasic(secret) : openid.ClientSecretPost(secret));
        config[openid.customFetch] = this.upstream.fetch;
        return { openid, config, metadata };
    }
};
UpstreamExchange = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ProviderDiscovery,
        ProviderSecrets,
        RemoteKeys,
        UpstreamFetch,
        Clock])
], UpstreamExchange);
export { UpstreamExchange };
/** Whether nothing is missing that the provider's rules look at. */
function tellsEnough(provider, claims) {
    return 'email' in claims && hasRoleClaim(provider, claims);
}
/**
 * The ID token, with what the UserInfo endpoint tells of the person alone: who they are and how they signed in is what was
 * signed. An address and whether it is verified come from one place, never one from each.
 */
function together({ roleClaim }, claims, more) {
    const from = 'email' in claims ? claims : more;
    const address = Object.entries(from).filter(([name]) => ADDRESS.includes(name));
    const others = Object.entries(claims).filter(([name]) => !ADDRESS.includes(name));
    const wanted = ['name', ...roleClaim.slice(0, 1)].filter((name) => !Object.hasOwn(claims, name));
    const further = Object.entries(more).filter(([name]) => wanted.includes(name) && !ADDRESS.includes(name));
    return Object.fromEntries([...further, ...others, ...address]);
}
async function refusing(work) {
    try {
        return await work();
    }
    catch (error) {
        throw upstreamRefusal(error);
    }
}
//# sourceMappingURL=upstream-exchange.js.map