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
import { LRUCache } from 'lru-cache';
import { Evidence } from '../../audit/evidence.contract.js';
import { TokenRefused } from '../../http/access.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { accessKeyClientId } from './access-key.rules.js';
/** The one answer to every key that is not accepted. */
export class KeyRefused extends TokenRefused {
    constructor() {
        super('The access key is not accepted.');
    }
}
/** Milliseconds for which the same refusal of the same key is on record; a script that goes on trying adds nothing. */
const AGAIN = 60_000;
/** Tells log and evidence why an access key was refused; whoever sent it learns nothing but that it was. */
let AccessKeyRefusals = class AccessKeyRefusals {
    evidence;
    clock;
    log;
    /** When a key was last refused for a reason; each process remembers for itself, the least recent are forgotten. */
    told = new LRUCache({ max: 10_000 });
    constructor(evidence, clock, log) {
        this.evidence = evidence;
        this.clock = clock;
        this.log = log;
    }
    /** A text that is no key of ours: anybody can make one up, which is no matter for evidence. @param id null without one */
    unknown(id) {
        this.log.info('access_key.refused', { key_id: id, reason: id === null ? 'malformed' : 'unknown' });
        return new KeyRefused();
    }
    async known({ id, userId, sessionId }, reason) {
        this.log.info('access_key.refused', { key_id: id, reason });
        const now = this.clock.now();
        if (now - (this.told.get(`${reason} ${id}`) ?? -Infinity) >= AGAIN) {
            this.told.set(`${reason} ${id}`, now);
            const who = { sub: userId, clientId: accessKeyClientId(id), sid: sessionId };
            await this.evidence.record({ kind: 'access_key.refused', decision: 'deny', reason, ...who, detail: { id } });
        }
        return new KeyRefused();
    }
};
AccessKeyRefusals = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Evidence,
        Clock,
        Log])
], AccessKeyRefusals);
export { AccessKeyRefusals };
//# sourceMappingURL=access-key-refusals.js.map