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
import { DeviceAuthorizations } from '../../device-grant/device-authorizations.js';
import { keyedHash, newSecret } from '../../kernel/one-time-secret.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Secrets } from '../../settings/secrets.js';
import { AuthorizationCodeStore } from '../authorize/authorization-code.store.js';
/** The device codes of OAuth clients (RFC 8628 §3): nobody's until a person allows one, and then an authorization code. */
let DeviceCodes = class DeviceCodes {
    authorizations;
    codes;
    /** Of its own, so that no device code is good as a code that a browser brings, nor the other way round. */
    key;
    constructor(secrets, authorizations, codes) {
        this.authorizations = authorizations;
        this.codes = codes;
        this.key = secrets.key('device-code');
    }
    async start({ clientId }, asked, address) {
        const deviceCode = newSecret();
        const wish = { hash: this.hash(deviceCode), clientId, asked, deviceName: null, address };
        return { deviceCode, ...(await this.authorizations.start(wish)) };
    }
    /**
     * The authorization code that a client's device code has become. One that was spent is found as well: whoever
     * redeems it ends what it opened.
     * @param jkt thumbprint of the key that the client has proved to hold
     * @throws OAuthError in the words of RFC 8628 §3.5; `invalid_grant` for a code of nobody, of another client or key
     */
    async redeemable({ clientId }, deviceCode, jkt) {
        const hash = this.hash(deviceCode);
        const polled = await this.authorizations.poll(hash, clientId);
        if (polled === null)
            throw new OAuthError('invalid_grant', 'the device code is not valid');
        if (polled.tooSoon)
            throw new OAuthError('slow_down', `ask every ${polled.intervalSeconds} s, not sooner`);
        // What was allowed may have been ended before anybody came for it.
        const code = polled.status === 'allowed' ? await this.codes.findGiven(hash) : null;
        const isSpent = code !== null && code.redeemedAt !== null;
        if (polled.expired && !isSpent)
            throw new OAuthError('expired_token', 'the device code has expired: start again');
        if (polled.status === 'waiting')
            throw new OAuthError('authorization_pending', 'nobody has answered yet');
        if (code === null)
            throw new OAuthError('access_denied', 'the person said no, or took it back');
        if (code.dpopJkt !== null && code.dpopJkt !== jkt) {
            throw new OAuthError('invalid_grant', 'the device code is bound to another key');
        }
        return code;
    }
    hash(deviceCode) {
        return keyedHash(this.key, deviceCode).toString('base64url');
    }
};
DeviceCodes = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        DeviceAuthorizations,
        AuthorizationCodeStore])
], DeviceCodes);
export { DeviceCodes };
/** What the client asked for when it began. */
export function wishOf({ asked }) {
    // Written by `start` alone, whose type it has.
    return asked;
}
//# sourceMappingURL=device-codes.js.map