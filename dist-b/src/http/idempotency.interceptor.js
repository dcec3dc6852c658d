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
import { catchError, from, mergeMap, throwError } from 'rxjs';
import { AnsweredInstead } from '../kernel/answered-instead.js';
import { rolesOf } from '../kernel/within.js';
import { IDEMPOTENCY_KEY, isRepeatable, KEY_REFUSALS, styleOf } from './administration-style.js';
import { bodyBytes } from './json-body.js';
import { KeptAnswers } from './kept-answers.js';
import { contextOf } from './request-context.js';
/** Headers of an answer that belong to it. */
const KEPT = ['location', 'etag', 'cache-control'];
/** A POST with an `Idempotency-Key` is carried out once: whoever sends it again gets the answer that there was. */
let IdempotencyInterceptor = class IdempotencyInterceptor {
    reflector;
    answers;
    constructor(reflector, answers) {
        this.reflector = reflector;
        this.answers = answers;
    }
    async intercept(context, next) {
        const request = context.switchToHttp().getRequest();
        const key = request.headers['idempotency-key'];
        const route = styleOf(this.reflector, context.getHandler(), context.getClass());
        const { caller, method, query } = request;
        if (!isRepeatable(route, method) || caller === undefined || key === undefined)
            return next.handle();
        if (query['dry_run'] === 'true')
            return next.handle();
        if (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key))
            throw KEY_REFUSALS.malformed();
        const claim = begun(await this.answers.claim(await repeatable(request, caller, key)));
        contextOf(request).claim = claim;
        return answered(claim, context.switchToHttp().getResponse(), next);
    }
};
IdempotencyInterceptor = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Reflector,
        KeptAnswers])
], IdempotencyInterceptor);
export { IdempotencyInterceptor };
function answered(claim, response, next) {
    return next.handle().pipe(mergeMap(async (body) => {
        await claim.keep(answerOf(response, body));
        return body;
    }), catchError((error) => 
    // What was committed all the same stays carried out; a key that cannot be given back is free when its time is over.
    from(Promise.allSettled([claim.release()])).pipe(mergeMap(() => throwError(() => error)))));
}
/** Roles are part of what is asked: a lesser token, or a lesser person, is shown no answer to what they may not ask. */
async function repeatable(request, caller, key) {
    const { claims } = caller;
    const head = Buffer.from(`${request.method} ${request.originalUrl}\n${rolesOf(caller).join(' ')}\n`);
    return { clientId: claims.client_id, sub: claims.sub, key, asked: Buffer.concat([head, await bodyBytes(request)]) };
}
/** @throws Problem, AnsweredInstead where the request is not to be carried out */
function begun(known) {
    switch (known.state) {
        case 'fresh':
            return known.claim;
        case 'answered':
            throw again(known.answer);
        case 'another':
        case 'running':
        case 'lost':
            throw KEY_REFUSALS[known.state]();
    }
}
function again({ status, headers, body }) {
    return new AnsweredInstead(status, body ?? null, { ...headers, 'idempotency-replayed': 'true' });
}
function answerOf(response, body) {
    const told = KEPT.map((name) => [name, response.get(name)]);
    const headers = told.filter((pair) => pair[1] !== undefined);
    return { status: response.statusCode, headers: Object.fromEntries(headers), body };
}
//# sourceMappingURL=idempotency.interceptor.js.map