var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { canonicalize } from 'json-canonicalize';
import { Administers } from '../../http/access.js';
import { readFilters, timeFilter } from '../../http/page-query.js';
import { sendStreamed } from '../../http/streamed-answer.js';
import { PathId } from '../../http/path-id.js';
import { Problem } from '../../kernel/problem.js';
import { EvidenceExport } from './evidence-export.js';
const NDJSON = 'application/x-ndjson';
/** Evidence to take away: it proves itself, with the public keys alone. */
let AuditExportController = class AuditExportController {
    evidence;
    constructor(evidence) {
        this.evidence = evidence;
    }
    /**
     * Export evidence that proves itself. Whole checkpoints from a time to a time, as lines of JSON; a checkpoint closes
     * it, so that a cut end shows.
     */
    async export(query, response) {
        const { from = null, to = null } = readFilters(query, { from: timeFilter, to: timeFilter });
        // Once it has begun nothing can be said but by cutting it off, which the missing checkpoint tells of.
        await sendStreamed(response, { 'content-type': NDJSON }, this.evidence.lines({ from, to }));
    }
    /** Show the proof of one receipt. That it is in a checkpoint, without any other receipt. */
    async proof(id, response) {
        const proof = await this.evidence.proof(id);
        if (proof === null)
            throw Problem.notFound('receipt');
        response.status(200).set({ 'content-type': 'application/json', 'cache-control': 'no-store' });
        response.end(canonicalize(proof));
    }
};
__decorate([
    Get('export'),
    __param(0, Query()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AuditExportController.prototype, "export", null);
__decorate([
    Get(':id/proof'),
    __param(0, Param('id', new PathId('receipt'))),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], AuditExportController.prototype, "proof", null);
AuditExportController = __decorate([
    Controller('api/v1/admin/audit'),
    Administers('audit'),
    __metadata("design:paramtypes", [EvidenceExport])
], AuditExportController);
export { AuditExportController };
//# sourceMappingURL=audit-export.controller.js.map