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
import { Evidence } from '../audit/evidence.contract.js';
import { contextOf } from '../http/request-context.js';
import { Challenge } from '../kernel/challenge.js';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import { who } from './evidence-of-call.js';
/** Tells of requests that do not come past the gate: of strangers the log, of known callers evidence as well. */
let GateRefusals = class GateRefusals {
    evidence;
    log;
    constructor(evidence, log) {
        this.evidence = evidence;
        this.log = log;
    }
    /** Before anything of the request is read: which call it would have been, nobody knows. */
    async known(admission, reason) {
        await this.evidence.record({ kind: 'gate.refused', decision: 'deny', reason, ...who(admission) });
    }
    tell(request, dialled, error) {
        const status = error instanceof Challenge || error instanceof Problem ? error.status : undefined;
        const fields = { server: dialled.name, status, trace_id: contextOf(request).traceparent.split('-')[1] };
        if (error instanceof Challenge && error.parameters.error === undefined)
            this.log.info('gate.challenged', fields);
        else
            this.log.info('gate.refused', { ...fields, cause: error instanceof Error ? error.message : String(error) });
    }
};
GateRefusals = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Evidence,
        Log])
], GateRefusals);
export { GateRefusals };
//# sourceMappingURL=gate-refusals.js.map