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
import { Evidence } from '../../audit/evidence.contract.js';
import { Log } from '../../kernel/log.js';
/** Tells of passwords that were refused: of known people as evidence, of strangers in the log; never the e-mail address. */
let SignInRefusals = class SignInRefusals {
    evidence;
    log;
    constructor(evidence, log) {
        this.evidence = evidence;
        this.log = log;
    }
    /** @param user null for an e-mail address that nobody has */
    async wrong(kind, user, hasPassword) {
        // Anybody can make strangers up: evidence, which stays for ever, is no place for them.
        if (user === null)
            return this.log.info(kind, { reason: 'nobody has this e-mail address' });
        const lacking = hasPassword ? 'wrong password' : 'no password';
        const reason = user.status === 'active' ? lacking : 'the person is not active';
        await this.evidence.record({ kind, decision: 'deny', reason, sub: user.id, detail: { id: user.id } });
    }
    /** A code of a second factor, or a recovery code; which, and why, is the same to whoever reads it. */
    async wrongCode(kind, userId) {
        await this.evidence.record({ kind, decision: 'deny', reason: 'wrong code', sub: userId, detail: { id: userId } });
    }
    /** Whose it is nobody looked up: each try while locked would otherwise leave a row of evidence. */
    locked(kind, retryAfter) {
        this.log.info(kind, { reason: 'locked', retry_after: retryAfter });
    }
};
SignInRefusals = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Evidence,
        Log])
], SignInRefusals);
export { SignInRefusals };
//# sourceMappingURL=sign-in-refusals.js.map