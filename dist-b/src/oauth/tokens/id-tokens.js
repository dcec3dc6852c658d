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
import { compactVerify, decodeProtectedHeader, errors } from 'jose';
import { createHash } from 'node:crypto';
import { ClientDirectory } from '../../identity/clients/client.directory.js';
import { isUuid } from '../../http/page-query.js';
import { isJsonObject, parseStrictJson, StrictJsonError } from '../../kernel/strict-json.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { PersonClaims } from '../userinfo/person-claims.js';
import { PairwiseNames } from './pairwise-names.js';
/** Makes ID tokens, and reads those that come back as hints (OpenID Connect Core §2, §3.1.2.1). */
let IdTokens = class IdTokens {
    keys;
    persons;
    clients;
    names;
    settings;
    constructor(keys, persons, clients, names, settings) {
        this.keys = keys;
        this.persons = persons;
        this.clients = clients;
        this.names = names;
        this.settings = settings;
    }
    /**
     * @param plan.sector of the client, whose names for person and sign-in it gets
     * @param claims of the access token, by our own names
     * @param accessToken that it goes with, and whose hash it carries
     */
    async sign(plan, claims, accessToken) {
        const { iss, sub, client_id, exp, iat, auth_time, acr, amr, scope } = claims;
        const asked = Object.keys(plan.claims?.id_token ?? {});
        const said = {
            ...(await this.persons.named(sub, scope.split(' '), asked)),
            iss,
            sub: this.names.of(plan.sector, 'sub', sub),
            aud: client_id,
            exp,
            iat,
            auth_time,
            acr,
            amr,
            at_hash: atHash(accessToken, plan.algorithm),
            ...(plan.nonce === null ? {} : { nonce: plan.nonce }),
            ...(plan.webSessionId === null ? {} : { sid: this.names.of(plan.sector, 'sid', plan.webSessionId) }),
        };
        return this.keys.sign('JWT', said, plan.algorithm);
    }
    /**
     * An ID token of ours, expired or not.
     * @returns null when it is none; 'forgotten' when its key has left the ring, or its client the sector in whose names it
     * speaks, so that nobody can tell
     */
    async readHint(token) {
        const claims = await this.verified(token);
        return claims === null || claims === 'forgotten' ? claims : this.hintIn(claims);
    }
    /**
     * An ID token of ours that is to be acted by; whether it has expired is the caller's to look at.
     * @returns null when it is none, or nobody can tell
     */
    async read(token) {
        const claims = await this.verified(token);
        if (claims === null || claims === 'forgotten')
            return null;
        const hint = await this.hintIn(claims);
        const { iat, exp, auth_time, acr, amr, email } = claims;
        if (hint === null || hint === 'forgotten' || typeof iat !== 'number' || typeof exp !== 'number')
            return null;
        if (typeof acr !== 'string' || !Array.isArray(amr))
            return null;
        return {
            ...hint,
            issuedAt: iat,
            expiresAt: exp,
            authentication: { at: new Date(Number(auth_time) * 1000), acr, amr: amr },
            ...(typeof email === 'string' ? { email } : {}),
        };
    }
    /** Claims of a JWT under a key of ours. */
    async verified(token) {
        try {
            const { kid = '', alg, typ } = decodeProtectedHeader(token);
            const key = await this.keys.find(kid);
            if (key === null)
                return 'forgotten';
            if (alg !== key.algorithm || typ !== 'JWT')
                return null;
            const { payload } = await compactVerify(token, key.key, { algorithms: [key.algorithm] });
            const claims = parseStrictJson(payload);
            return isJsonObject(claims) ? claims : null;
        }
        catch (error) {
            if (isAboutToken(error))
                return null;
            throw error;
        }
    }
    async hintIn(claims) {
        const { iss, sub, aud, sid, auth_time } = claims;
        if (iss !== this.settings.PUBLIC_URL || typeof sub !== 'string' || typeof aud !== 'string')
            return null;
        // Other JWTs of ours have no such time: a signed userinfo answer is no ID token.
        if (typeof auth_time !== 'number')
            return null;
        const webSessionId = typeof sid === 'string' ? sid : null;
        if (isUuid(sub))
            return { sub, clientId: aud, sector: null, webSessionId };
        return this.inSector((await this.clients.findAsking(aud))?.sector ?? null, { sub, clientId: aud, webSessionId });
    }
    /** @param said by the names of the client's sector */
    inSector(sector, said) {
        const sub = sector === null ? null : this.names.read(sector, 'sub', said.sub);
        if (sector === null || sub === null)
            return 'forgotten';
        const webSessionId = said.webSessionId === null ? null : this.names.read(sector, 'sid', said.webSessionId);
        return { ...said, sub, sector, webSessionId };
    }
};
IdTokens = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [KeyRing,
        PersonClaims,
        ClientDirectory,
        PairwiseNames,
        Settings])
], IdTokens);
export { IdTokens };
/** `auth_time`, `acr` and `amr` as both kinds of token carry them. */
export function authenticationClaims({ at, acr, amr }) {
    return { auth_time: Math.floor(at.getTime() / 1000), acr, amr };
}
/** The left half of the hash that the algorithm signs with; Ed25519's own is SHA-512 (OpenID Connect Core §3.1.3.6). */
function atHash(accessToken, algorithm) {
    const digest = createHash(algorithm === 'EdDSA' ? 'sha512' : 'sha256')
        .update(accessToken)
        .digest();
    return digest.subarray(0, digest.length / 2).toString('base64url');
}
/** Errors of jose and of our parser say that it is no token; a database that is away is no verdict. */
function isAboutToken(error) {
    return error instanceof TypeError || error instanceof StrictJsonError || error instanceof errors.JOSEError;
}
//# sourceMappingURL=id-tokens.js.map