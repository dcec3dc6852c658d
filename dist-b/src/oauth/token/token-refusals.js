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
import { SessionFacts, Signals } from '../../analytics/analytics.contract.js';
import { Evidence } from '../../audit/evidence.contract.js';
import { currentContext } from '../../http/request-context.js';
import { Log } from '../../kernel/log.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { TooManyRequests } from '../../kernel/problem.js';
/** Tells log, analytics and evidence that a token was refused, and why. */
let TokenRefusals = class TokenRefusals {
    log;
    signals;
    facts;
    evidence;
    constructor(log, signals, facts, evidence) {
        this.log = log;
        this.signals = signals;
        this.facts = facts;
        this.evidence = evidence;
    }
    /** Evidence is for refusals of a known client: junk from strangers belongs in the log, and is limited there. */
    async record(request, error) {
        const reason = reasonOf(error);
        // A public client's name proves nothing about who sent this.
        const proven = request.client?.authMethod === 'none' ? undefined : request.client;
        const clientId = proven?.clientId;
        this.log.info('token.refused', { error: reason, cause: causeOf(error) });
        // Nobody has said no: whoever waits is told so every few seconds.
        if (WAITING.includes(reason))
            return;
        this.facts.record({
            source: 'oauth',
            outcome: 'refused',
            reason,
            ...(clientId === undefined ? {} : { clientId }),
            origin: this.signals.of(request),
        });
        if (clientId === undefined || error instanceof TooManyRequests)
            return;
        await this.evidence.record({
            kind: 'token.refused',
            decision: 'deny',
            ...currentContext()?.behalf,
            clientId,
            reason,
            detail: { ...asked(request), text: error instanceof OAuthError ? error.text : '' },
        });
    }
};
TokenRefusals = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Log,
        Signals,
        SessionFacts,
        Evidence])
], TokenRefusals);
export { TokenRefusals };
/** By which grant, as far as it is one of the client's: else it is whatever somebody wrote. */
function asked({ form, client }) {
    const [grant] = form?.all('grant_type') ?? [];
    return grant !== undefined && client?.grantTypes.includes(grant) === true ? { grant_type: grant } : {};
}
/** RFC 8628 §3.5. */
const WAITING = ['authorization_pending', 'slow_down'];
function reasonOf(error) {
    if (error instanceof OAuthError)
        return error.code;
    return error instanceof TooManyRequests ? 'too_many_requests' : 'server_error';
}
/** What the client was told, and what it was not. */
function causeOf(error) {
    if (!(error instanceof Error))
        return String(error);
    const { message, cause } = error;
    const reason = cause instanceof Error ? cause.message : cause;
    return typeof reason === 'string' ? `${message} (${reason})` : message;
}
//# sourceMappingURL=token-refusals.js.map