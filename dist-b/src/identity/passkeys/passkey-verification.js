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
import { credentialKeyFault, PASSKEY_ALGORITHMS } from './credential-key.rules.js';
import { ResponseRefused } from './passkey-response.rules.js';
import { RelyingParty } from './relying-party.js';
/** Checks what authenticators answer (WebAuthn Level 3 §7), by a library that is loaded when it is first needed. */
let PasskeyVerification = class PasskeyVerification {
    party;
    constructor(party) {
        this.party = party;
    }
    /** The credential that somebody has made; its challenge was spent. @throws ResponseRefused */
    async registration(given) {
        const { id, clientDataJSON, attestationObject, transports, challenge } = given;
        const [{ verifyRegistrationResponse }, helpers] = await libraries();
        return refusing(async () => {
            const attestation = helpers.decodeAttestationObject(Buffer.from(attestationObject, 'base64url'));
            // Before the library looks: it would fetch what a certificate names. We ask for none, and trust none (§6.5.4).
            const [format, statement] = [attestation.get('fmt'), attestation.get('attStmt')];
            const own = statement instanceof Map && !statement.has('x5c') && ['none', 'packed'].includes(format);
            if (!own)
                throw new Error('attestation was not asked for');
            const { verified, registrationInfo: info } = await verifyRegistrationResponse({
                response: {
                    id,
                    rawId: id,
                    type: 'public-key',
                    clientExtensionResults: {},
                    response: { clientDataJSON, attestationObject },
                },
                expectedChallenge: challenge,
                expectedOrigin: [...this.party.origins],
                expectedRPID: this.party.id,
                expectedType: 'webauthn.create',
                requireUserPresence: true,
                requireUserVerification: true,
                supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
            });
            if (!verified)
                throw new Error('the attestation is not right');
            const { credential, credentialDeviceType, credentialBackedUp, aaguid } = info;
            if (credential.id !== id)
                throw new Error('it is of another credential');
            const fault = credentialKeyFault(helpers.decodeCredentialPublicKey(credential.publicKey));
            if (fault !== null)
                throw new Error(fault);
            return {
                credentialId: id,
                publicKey: Buffer.from(credential.publicKey).toString('base64url'),
                counter: credential.counter,
                backupEligible: credentialDeviceType === 'multiDevice',
                backedUp: credentialBackedUp,
                transports: [...transports],
                aaguid,
            };
        });
    }
    /** A signature by a passkey; its challenge was spent. The counter is for the caller to look at. @throws ResponseRefused */
    async assertion(given, passkey) {
        const { id, clientDataJSON, authenticatorData, signature, userHandle, challenge } = given;
        const [{ verifyAuthenticationResponse }] = await libraries();
        return refusing(async () => {
            const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
                response: {
                    id,
                    rawId: id,
                    type: 'public-key',
                    clientExtensionResults: {},
                    response: { clientDataJSON, authenticatorData, signature, userHandle },
                },
                expectedChallenge: challenge,
                expectedOrigin: [...this.party.origins],
                expectedRPID: this.party.id,
                expectedType: 'webauthn.get',
                requireUserVerification: true,
                // A counter below this one is looked at when the signature is known to be right, and not by what anybody sends.
                credential: { id, publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')), counter: 0 },
            });
            if (!verified)
                throw new Error('the signature is not right');
            return {
                counter: info.newCounter,
                backupEligible: info.credentialDeviceType === 'multiDevice',
                backedUp: info.credentialBackedUp,
            };
        });
    }
};
PasskeyVerification = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RelyingParty])
], PasskeyVerification);
export { PasskeyVerification };
async function libraries() {
    return Promise.all([import('@simplewebauthn/server'), import('@simplewebauthn/server/helpers')]);
}
/** Nothing but the response can fail here: no database is asked, and nothing is fetched. */
async function refusing(check) {
    try {
        return await check();
    }
    catch (cause) {
        const text = cause instanceof Error ? cause.message : String(cause);
        // It repeats what was sent, challenge among it; and evidence, where this is written, holds no NUL.
        const told = text.replaceAll(/".*"/gs, '…').replaceAll(/[^\x20-\x7e…]+/gu, '…');
        throw new ResponseRefused(told.slice(0, 200), { cause });
    }
}
//# sourceMappingURL=passkey-verification.js.map