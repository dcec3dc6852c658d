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
import { shapeFor } from '../../http/error-answer.js';
import { contextOf } from '../../http/request-context.js';
import { AddressRanges } from '../../kernel/address-ranges.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../../settings/settings.js';
import { Signals } from '../analytics.contract.js';
import { BanList } from './ban-list.js';
import { RefusedByBan } from './refused-by-ban.js';
/** Whether a probe of the operator's asks: it learns nothing else, and must not take a ban for an outage. */
const HEALTH = /^\/health(\/|$)/i;
/** Where people, clients and devices come in. Express matches whatever the case. */
const ENTRY = /^\/(oauth(?!\/jwks(\/|$))|sign-in|setup|account|device)(\/|$)|^\/api\/v1\/(bridge|access-keys)(\/|$)/i;
/** Refuses banned addresses at the edge: of their requests nothing but the address was read. */
let BanGate = class BanGate {
    bans;
    refused;
    signals;
    settings;
    exempt;
    constructor(bans, refused, signals, settings) {
        this.bans = bans;
        this.refused = refused;
        this.signals = signals;
        this.settings = settings;
        this.exempt = new AddressRanges(settings.BANS_EXEMPT);
    }
    /** Comes right after the edge, which tells the address. */
    admit = (request, response, next) => {
        const { address } = contextOf(request);
        if (HEALTH.test(request.path) || this.exempt.hold(address))
            return next();
        const ban = this.bans.covering(address, () => this.signals.network(address));
        if (ban !== null) {
            this.refused.count(ban.id);
            return next(refusal(request, 403, 'Requests from this address are not admitted.'));
        }
        if (this.bans.isStale && this.closes(request.path)) {
            response.setHeader('retry-after', '5');
            return next(refusal(request, 503, 'It cannot be said at the moment who is banned. Try again soon.'));
        }
        next();
    };
    closes(path) {
        const policy = this.settings.BANS_UNREADABLE;
        return policy === 'all' || (policy === 'entry' && ENTRY.test(path));
    }
};
BanGate = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [BanList,
        RefusedByBan,
        Signals,
        Settings])
], BanGate);
export { BanGate };
function refusal(request, status, text) {
    if (shapeFor(request) !== 'oauth')
        return new Problem(status, text);
    return new OAuthError(status === 403 ? 'access_denied' : 'temporarily_unavailable', text, { status });
}
//# sourceMappingURL=ban-gate.js.map