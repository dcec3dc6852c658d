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
import { OAuthError } from '../../kernel/oauth-error.js';
import { sameRedirectUri } from '../../kernel/redirect-uri.js';
import { askedScopes } from '../token/scope.rules.js';
import { Target } from '../token/target.js';
import { IdTokens } from '../tokens/id-tokens.js';
import { PairwiseNames } from '../tokens/pairwise-names.js';
import { checkForm, checkSize, readClaims, readCodeChallenge, readDpopJkt, readMaxAge, readNecessaryAcr, readPrompt, readResponseMode, readScopeParameter, readState, readText, } from './authorization-parameters.rules.js';
/** Reads an authorization request, whichever way it came: by a browser, or pushed. */
let AuthorizationReader = class AuthorizationReader {
    target;
    idTokens;
    names;
    constructor(target, idTokens, names) {
        this.target = target;
        this.idTokens = idTokens;
        this.names = names;
    }
    /**
     * Where the answer may go. Everything else is wrong in the client's eyes; this is wrong in ours, and nobody is sent
     * anywhere (RFC 6749 §4.1.2.1).
     * @throws OAuthError `invalid_request`
     */
    redirectUri(form, client) {
        const presented = form.one('redirect_uri');
        if (presented === undefined) {
            const [only, ...others] = client.redirectUris;
            if (only !== undefined && others.length === 0)
                return only;
            throw new OAuthError('invalid_request', 'redirect_uri is missing');
        }
        if (presented.length <= 2048 && client.redirectUris.some((one) => sameRedirectUri(one, presented)))
            return presented;
        throw new OAuthError('invalid_request', 'redirect_uri is not registered for this client');
    }
    /**
     * @param proof that came with a pushed request: its key is the one for the code (RFC 9449 §10.1)
     * @throws OAuthError with what the client is to be told
     */
    async parameters(form, client, proof = null) {
        checkForm(form);
        if (!client.grantTypes.includes('authorization_code')) {
            throw new OAuthError('unauthorized_client', 'the client is not registered for grant type authorization_code');
        }
        const [codeChallenge, prompt, maxAge] = [readCodeChallenge(form), readPrompt(form), readMaxAge(form)];
        const [state, nonce, claims] = [readState(form), readText(form, 'nonce'), readClaims(form)];
        const scope = askedScopes(readScopeParameter(form), client.scope);
        const resources = await this.target.resourcesFor(client, form.all('resource'));
        const hintSubject = await this.meantSubject(form, claims, client);
        const loginHint = readText(form, 'login_hint');
        const dpopJkt = boundKey(form, proof);
        const necessaryAcr = readNecessaryAcr(form, scope);
        const parameters = {
            redirectUri: this.redirectUri(form, client),
            redirectUriSent: form.one('redirect_uri') !== undefined,
            responseMode: readResponseMode(form),
            codeChallenge,
            scope,
            resources,
            prompt,
            ...(state === undefined ? {} : { state }),
            ...(nonce === undefined ? {} : { nonce }),
            ...(maxAge === undefined ? {} : { maxAge }),
            ...(necessaryAcr === undefined ? {} : { necessaryAcr }),
            ...(claims === undefined ? {} : { claims }),
            ...(hintSubject === undefined ? {} : { hintSubject }),
            ...(loginHint === undefined ? {} : { loginHint }),
            ...(dpopJkt === undefined ? {} : { dpopJkt }),
        };
        checkSize(parameters);
        return parameters;
    }
    /** Whom the client means: by an ID token, or by the `sub` that it asks for (OpenID Connect Core §3.1.2.2). */
    async meantSubject(form, claims, client) {
        const hint = readText(form, 'id_token_hint');
        const hinted = hint === undefined ? undefined : await this.hintSubject(hint, client);
        const value = claims?.id_token?.['sub']?.value;
        if (value === undefined)
            return hinted;
        const asked = this.named(value, client);
        if (asked !== null && (hinted === undefined || hinted === asked))
            return asked;
        throw new OAuthError('login_required', 'nobody can be the person who is asked for');
    }
    /** Our own name for whom a client calls so; null for what is no name to it. */
    named(value, { sector }) {
        if (typeof value !== 'string')
            return null;
        return sector === null ? value : this.names.read(sector, 'sub', value);
    }
    /**
     * A hint that nobody can read any more is no hint. That of another client is one only for whoever knows people by the same
     * names: else it could be asked whether two names are one person's.
     */
    async hintSubject(hint, client) {
        const read = await this.idTokens.readHint(hint);
        if (read === 'forgotten')
            return undefined;
        if (read === null)
            throw new OAuthError('invalid_request', 'id_token_hint is not an ID token of this issuer');
        if (read.clientId === client.clientId || read.sector === client.sector)
            return read.sub;
        throw new OAuthError('invalid_request', 'id_token_hint was not made for this client');
    }
};
AuthorizationReader = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Target,
        IdTokens,
        PairwiseNames])
], AuthorizationReader);
export { AuthorizationReader };
/** Either way of naming it binds the code; both must name the same (RFC 9449 §10.1). */
function boundKey(form, proof) {
    const named = readDpopJkt(form);
    if (proof === null || named === undefined || named === proof.jkt)
        return named ?? proof?.jkt;
    throw new OAuthError('invalid_dpop_proof', 'dpop_jkt is not the key of the proof');
}
//# sourceMappingURL=authorization-reader.js.map