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
import { CallbackUrls } from '../../outbound/callback-urls.js';
import { who } from '../evidence-of-call.js';
import { RpcRefused } from '../rpc-refusal.js';
import { pushUrls } from './params.rules.js';
/** More than one message has use for. */
const MOST = 8;
const REASON = 'a push notification URL must be https and lead to the public internet';
/**
 * Where a client has an agent send notifications is a URL that the agent will call, from where the agent stands. The gate
 * takes no notification itself: it refuses URLs that it would not call either.
 */
let PushVetting = class PushVetting {
    urls;
    evidence;
    log;
    constructor(urls, evidence, log) {
        this.urls = urls;
        this.evidence = evidence;
        this.log = log;
    }
    /** @throws RpcRefused -32602, once that is recorded */
    async check(admission, message) {
        if (message.method === undefined)
            return;
        const urls = pushUrls(message.method, message.params);
        if (urls.length === 0)
            return;
        const fault = await this.fault(urls);
        if (fault === null)
            return;
        const { name } = admission.upstream;
        // Of the name's addresses only the log knows.
        this.log.warn('gate.push_url_refused', { server: name, cause: fault });
        const [evidence_id = ''] = await this.evidence.record({
            kind: 'gate.call',
            decision: 'deny',
            reason: REASON,
            ...who(admission),
            detail: { method: message.method },
        });
        throw new RpcRefused(200, message.id ?? null, -32602, `Invalid parameters: ${REASON}`, {
            reason: REASON,
            evidence_id,
        });
    }
    async fault(urls) {
        if (urls.length > MOST)
            return `there are more than ${MOST}`;
        for (const url of urls) {
            const fault = await this.urls.fault(url);
            if (fault !== null)
                return fault;
        }
        return null;
    }
};
PushVetting = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [CallbackUrls,
        Evidence,
        Log])
], PushVetting);
export { PushVetting };
//# sourceMappingURL=push-vetting.js.map