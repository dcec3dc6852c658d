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
import { Reflector } from '@nestjs/core';
import { catchError, concatMap } from 'rxjs';
import { GrantAnswers } from './grant-answers.js';
import { GRANT_TYPE } from './grant-request.js';
import { TokenRefusals } from './token-refusals.js';
/** Last step of every grant: what it decided becomes an answer. */
let IssueToken = class IssueToken {
    reflector;
    answers;
    refusals;
    constructor(reflector, answers, refusals) {
        this.reflector = reflector;
        this.answers = answers;
        this.refusals = refusals;
    }
    intercept(context, next) {
        const request = context.switchToHttp().getRequest();
        const grantType = this.reflector.get(GRANT_TYPE, context.getClass());
        return next.handle().pipe(concatMap((decided) => this.answers.to(decided, grantType, request.confirmation, request.client ?? null)), catchError(async (error) => {
            await this.refusals.record(request, error);
            throw error;
        }));
    }
};
IssueToken = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Reflector,
        GrantAnswers,
        TokenRefusals])
], IssueToken);
export { IssueToken };
//# sourceMappingURL=issue-token.interceptor.js.map