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
import { AccessDenials } from '../http/access.js';
import { Evidence } from './evidence.contract.js';
/** Refusals of callers who are known and may not do what they ask for, as evidence. */
let RecordedDenials = class RecordedDenials extends AccessDenials {
    evidence;
    constructor(evidence) {
        super();
        this.evidence = evidence;
    }
    async record({ claims, lineage: { txn, ancestors } }, reason, asked) {
        const { sub, act, client_id: clientId, sid } = claims;
        const by = { sub, ...(act === undefined ? {} : { act }), clientId, sid, ancestors, txn };
        await this.evidence.record({ kind: 'access.refused', decision: 'deny', reason, ...by, detail: { asked } });
    }
};
RecordedDenials = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Evidence])
], RecordedDenials);
export { RecordedDenials };
//# sourceMappingURL=recorded-denials.js.map