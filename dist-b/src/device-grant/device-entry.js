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
import { SignInAttempts } from '../identity/credentials/sign-in-attempts.store.js';
import { DeviceAuthorizations } from './device-authorizations.js';
import { readUserCode } from './user-code.rules.js';
import { WaitingClients, WaitingPrograms } from './waiting.contract.js';
/** Finds the program whose code a person types: nobody guesses more than a few (RFC 8628 §5.1). */
let DeviceEntry = class DeviceEntry {
    authorizations;
    attempts;
    programs;
    clients;
    constructor(authorizations, attempts, programs, clients) {
        this.authorizations = authorizations;
        this.attempts = attempts;
        this.programs = programs;
        this.clients = clients;
    }
    /** A wrong code counts for an hour, whatever was right meanwhile. @param address the person's */
    async enter(person, { typed, brought }, address) {
        const attempt = await this.attempts.begin({ secret: 'user code', of: person.userId }, address);
        if ('retryAfter' in attempt) {
            const error = `Too many attempts. Wait ${attempt.retryAfter} seconds, then try again.`;
            return { status: 429, error, typed, retryAfter: attempt.retryAfter };
        }
        const found = await this.authorizations.claim(person, typed);
        const kind = found?.clientId === null ? this.programs : this.clients;
        if (found === null || !kind.isOffered) {
            return { status: 400, error: 'No device waits with this code. Look again, or start anew there.', typed };
        }
        await this.attempts.withdraw(attempt);
        if (kind.comesByLink || readUserCode(brought ?? '') !== found.userCode)
            return { found, kind };
        const error = 'Enter this code yourself, and only if it is on the screen of a device that is yours.';
        return { status: 400, error, typed: '' };
    }
};
DeviceEntry = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DeviceAuthorizations,
        SignInAttempts,
        WaitingPrograms,
        WaitingClients])
], DeviceEntry);
export { DeviceEntry };
//# sourceMappingURL=device-entry.js.map