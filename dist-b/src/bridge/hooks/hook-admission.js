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
import { CallerVerifier } from '../../http/access.js';
import { challengeHeader } from '../../kernel/challenge.js';
import { Problem } from '../../kernel/problem.js';
/** What the guard could not know before the body was read. */
let HookAdmission = class HookAdmission {
    verifier;
    constructor(verifier) {
        this.verifier = verifier;
    }
    /**
     * @throws Problem 403 when the token is not for this plugin, 401 when it ended while the body came: whoever sends it
     * slowly could go on long after
     */
    async check({ claims }, pluginId) {
        if (claims.plugin_id === undefined) {
            throw new Problem(403, 'The token is for no plugin: ask for one with the parameter plugin_id.');
        }
        if (claims.plugin_id !== pluginId)
            throw new Problem(403, 'The token is for another plugin.');
        if ((await this.verifier.closed([claims.sid])).length === 0)
            return;
        const [scheme, detail] = [claims.cnf?.jkt === undefined ? 'Bearer' : 'DPoP', 'The session was closed.'];
        const challenge = { realm: 'gatehouse', error: 'invalid_token', error_description: detail };
        throw new Problem(401, detail, [], { 'www-authenticate': challengeHeader(scheme, challenge) });
    }
};
HookAdmission = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [CallerVerifier])
], HookAdmission);
export { HookAdmission };
//# sourceMappingURL=hook-admission.js.map