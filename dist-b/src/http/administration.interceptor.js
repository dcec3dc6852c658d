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
import { map } from 'rxjs';
import { AnsweredInstead } from '../kernel/answered-instead.js';
import { isTagKnown, tagOf, versionOf } from '../kernel/entity-tag.js';
import { Problem } from '../kernel/problem.js';
import { canBeTried, isAdministration, isReading, isTagged, styleOf, } from './administration-style.js';
import { isExpected, rowVersion } from './change-terms.js';
import { contextOf } from './request-context.js';
/**
 * What all routes of administration have in common: `ETag` on whatever shows one thing, `If-None-Match`, `If-Match`, and
 * `?dry_run=true` of what deletes.
 */
let AdministrationInterceptor = class AdministrationInterceptor {
    reflector;
    constructor(reflector) {
        this.reflector = reflector;
    }
    intercept(context, next) {
        const route = styleOf(this.reflector, context.getHandler(), context.getClass());
        if (!isAdministration(route))
            return next.handle();
        const request = context.switchToHttp().getRequest();
        const response = context.switchToHttp().getResponse();
        const terms = (contextOf(request).terms = termsOf(request, route));
        return next.handle().pipe(map((answer) => {
            const view = isOneThing(answer) ? answer : null;
            if (!terms.honoured)
                requireHonoured(terms, view);
            if (view !== null)
                tag(request, response, view, route);
            return answer;
        }));
    }
};
AdministrationInterceptor = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Reflector])
], AdministrationInterceptor);
export { AdministrationInterceptor };
function termsOf(request, route) {
    const row = rowOf(request, route.versioned);
    const reads = isReading(request.method);
    const ifMatch = reads ? undefined : request.headers['if-match'];
    if (!reads)
        requireUnderstood(request, route);
    const dryRun = dryRunOf(request, canBeTried(route, request.method));
    return {
        ...(ifMatch === undefined ? {} : { ifMatch }),
        ...(row === undefined ? {} : { row }),
        ...(request.caller === undefined ? {} : { caller: request.caller }),
        deletes: request.method === 'DELETE',
        dryRun,
        honoured: reads,
    };
}
/**
 * Whatever is asked of a change in words that it does not know is refused: ignored, a mistyped wish to try it, or one in
 * a body that nobody reads, would be the change itself.
 */
function requireUnderstood({ query, headers, method }, { takes }) {
    const unknown = Object.keys(query).filter((name) => name !== 'dry_run' && !takes.includes(name));
    if (unknown.length > 0)
        throw Problem.invalid(unknown.map((pointer) => ({ pointer, detail: 'is not a parameter of this call' })));
    if (headers['if-none-match'] !== undefined)
        throw new Problem(400, 'If-None-Match is for what reads; what changes takes If-Match.');
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (method === 'DELETE' && hasBody)
        throw new Problem(400, 'DELETE takes no body.');
}
/** What cannot be tried is refused: ignored, the wish would be a change that nobody wanted. */
function dryRunOf({ query, method }, can) {
    const asked = query['dry_run'];
    if (asked === undefined || isReading(method))
        return false;
    if (!can)
        throw Problem.invalid([{ pointer: 'dry_run', detail: 'is for what deletes and revokes' }]);
    if (asked === 'true' || asked === 'false')
        return asked === 'true';
    throw Problem.invalid([{ pointer: 'dry_run', detail: 'must be true or false' }]);
}
function rowOf(request, versioned) {
    const id = versioned && request.params[versioned.param];
    return versioned === undefined || typeof id !== 'string' ? undefined : { ...versioned, id };
}
/** Nothing was changed: what is shown is what there is. */
function requireHonoured(terms, view) {
    if (!isExpected(terms, view))
        throw Problem.changed();
    if (terms.dryRun)
        throw new AnsweredInstead(200, { dry_run: true, would: [] });
}
function isOneThing(answer) {
    return typeof answer === 'object' && answer !== null && !Array.isArray(answer) && !('items' in answer);
}
function tag(request, response, view, route) {
    const { versioned } = route;
    const made = request.method === 'POST' && response.hasHeader('location');
    if (!isTagged(route, request.method, made))
        return;
    const id = versioned && (made ? view[versioned.member] : request.params[versioned.param]);
    const etag = tagOf(typeof id === 'string' ? rowVersion({ ...versioned, id }, view) : versionOf(view), view);
    response.set('etag', etag);
    if (isReading(request.method) && isTagKnown(request.headers['if-none-match'], etag))
        throw new AnsweredInstead(304, null);
}
//# sourceMappingURL=administration.interceptor.js.map