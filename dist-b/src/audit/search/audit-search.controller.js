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
import { Administers } from '../../http/access.js';
import { idFilter, ListQuery, readFilters, textFilter, timeFilter, wordFilter, } from '../../http/page-query.js';
import { sendStreamed } from '../../http/streamed-answer.js';
import { PathId } from '../../http/path-id.js';
import { pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { ReceiptQuestions } from './receipt-questions.js';
import { ReceiptSearch } from './receipt-search.contract.js';
import { RECEIPT_HEADER, receiptLine, receiptView } from './receipt.view.js';
const filters = {
    sub: textFilter,
    agent: textFilter,
    client_id: textFilter,
    sid: idFilter,
    tree: idFilter,
    txn: textFilter,
    upstream: textFilter,
    tool: textFilter,
    kind: textFilter,
    decision: wordFilter('allow', 'deny', 'done'),
    rule: textFilter,
    reason: textFilter,
    from: timeFilter,
    to: timeFilter,
};
/** What was decided, for administrators who look for it. What proves itself is the export's. */
let AuditSearchController = class AuditSearchController {
    questions;
    receipts;
    constructor(questions, receipts) {
        this.questions = questions;
        this.receipts = receipts;
    }
    /**
     * Search receipts, the newest first. What is recorded meanwhile moves no page: whoever follows `next` meets no receipt
     * twice, and every one that was there when the first page was read.
     */
    async list({ page, filters }) {
        const found = await this.receipts.page(await this.questions.of(filters), page.after, page.limit + 1);
        return pageOf(found, page.limit, ({ id }) => id, receiptView);
    }
    /** Search receipts, and take all of them as lines of JSON. */
    async lines(query, response) {
        const lines = this.all(query, '', (receipt) => `${JSON.stringify(receiptView(receipt))}\n`);
        await streamed(lines, response, 'application/x-ndjson', 'evidence.ndjson');
    }
    /** Search receipts, and take all of them as a table (RFC 4180) that no spreadsheet takes for formulas. */
    async table(query, response) {
        const lines = this.all(query, RECEIPT_HEADER, receiptLine);
        await streamed(lines, response, 'text/csv; charset=utf-8; header=present', 'evidence.csv');
    }
    /** What proves itself is the export's. */
    async read(id) {
        const receipt = await this.receipts.find(id);
        if (receipt === null)
            throw Problem.notFound('receipt');
        return receiptView(receipt);
    }
    async *all(query, header, line) {
        const found = this.questions.all(await this.questions.of(readFilters(query, filters)));
        let chunk = header;
        for await (const page of found) {
            yield chunk + page.map(line).join('');
            chunk = '';
        }
    }
};
__decorate([
    Get(),
    __param(0, ListQuery(filters)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], AuditSearchController.prototype, "list", null);
__decorate([
    Get('search.ndjson'),
    __param(0, Query()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AuditSearchController.prototype, "lines", null);
__decorate([
    Get('search.csv'),
    __param(0, Query()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AuditSearchController.prototype, "table", null);
__decorate([
    Get(':id'),
    __param(0, Param('id', new PathId('receipt'))),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], AuditSearchController.prototype, "read", null);
AuditSearchController = __decorate([
    Controller('api/v1/admin/audit'),
    Administers('audit'),
    __metadata("design:paramtypes", [ReceiptQuestions,
        ReceiptSearch])
], AuditSearchController);
export { AuditSearchController };
function streamed(lines, response, type, name) {
    const headers = { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` };
    return sendStreamed(response, headers, lines);
}
//# sourceMappingURL=audit-search.controller.js.map