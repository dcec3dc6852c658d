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
import { SessionStore } from '../sessions/session.store.js';
import { WebSessionStore } from '../sessions/web-session.store.js';
/** Ends sign-ins that came from a provider. */
let ProviderEndings = class ProviderEndings {
    web;
    sessions;
    constructor(web, sessions) {
        this.web = web;
        this.sessions = sessions;
    }
    /** @returns how many sessions ended, with those that were opened from them */
    async end(transaction, providerId, reason, whose = {}) {
        let closed = 0;
        for (const id of await this.web.ofProvider(transaction, providerId, whose)) {
            closed += await this.sessions.close(transaction, id, reason);
        }
        return closed;
    }
};
ProviderEndings = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [WebSessionStore,
        SessionStore])
], ProviderEndings);
export { ProviderEndings };
//# sourceMappingURL=provider-endings.js.map