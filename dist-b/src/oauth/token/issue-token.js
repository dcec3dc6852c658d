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
import { GrantAnswers } from './grant-answers.js';
import { TokenRefusals } from './token-refusals.js';
/** Last step of every grant: what it decided becomes an answer, and a refusal is recorded. */
let IssueToken = class IssueToken {
    answers;
    refusals;
    constructor(answers, refusals) {
        this.answers = answers;
        this.refusals = refusals;
    }
    /** @throws whatever the grant throws, once it is recorded */
    async after(decide, request) {
        const { confirmation, client = null, grantType = '' } = request;
        try {
            return await this.answers.to(await decide(), grantType, confirmation, client);
        }
        catch (error) {
            await this.refusals.record(request, error);
            throw error;
        }
    }
};
IssueToken = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [GrantAnswers,
        TokenRefusals])
], IssueToken);
export { IssueToken };
//# sourceMappingURL=issue-token.js.map