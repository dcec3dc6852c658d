var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Catch } from '@nestjs/common';
import { AnsweredInstead } from '../kernel/answered-instead.js';
import { Challenge } from '../kernel/challenge.js';
import { Log } from '../kernel/log.js';
import { OAuthError } from '../kernel/oauth-error.js';
import { PageRefusal } from '../kernel/page-refusal.js';
import { Problem, TooManyRequests } from '../kernel/problem.js';
import { shapeFor, writeChallenge, writeGateError, writeInstead, writeOAuthError, writeProblem, } from './error-answer.js';
import { writeErrorPage } from './error-page.js';
import { Pages } from './pages/pages.js';
/** Writes every refusal that the caller should read, in the shape that the caller reads, and answers that take a handler's place. */
let RefusalFilter = class RefusalFilter {
    log;
    pages;
    constructor(log, pages) {
        this.log = log;
        this.pages = pages;
    }
    catch(refusal, host) {
        const request = host.switchToHttp().getRequest();
        const response = host.switchToHttp().getResponse();
        if (refusal instanceof AnsweredInstead)
            return writeInstead(response, refusal);
        if (refusal instanceof TooManyRequests)
            return this.tooMany(refusal, request, response);
        if (refusal instanceof Challenge)
            return writeChallenge(response, refusal);
        if (refusal instanceof PageRefusal)
            return writeErrorPage(this.pages, request, response, refusal);
        const shape = shapeFor(request);
        if (shape === 'page')
            return this.page(refusal, request, response);
        if (refusal instanceof OAuthError) {
            if (refusal.challenge !== undefined)
                response.set('www-authenticate', refusal.challenge);
            return writeOAuthError(response, refusal.status, refusal.code, refusal.text);
        }
        if (shape !== 'gate')
            return writeProblem(request, response, refusal);
        response.set(refusal.headers);
        writeGateError(request, response, refusal.status, errorNames[refusal.status] ?? 'server_error', refusal.detail);
    }
    /** The headers of a refusal are for programs, but for those that say when to come back. */
    page(refusal, request, response) {
        const { status } = refusal;
        if (refusal instanceof OAuthError) {
            return writeErrorPage(this.pages, request, response, { status, text: refusal.text, code: refusal.code });
        }
        const retryAfter = refusal.headers['retry-after'];
        if (retryAfter !== undefined)
            response.set('retry-after', retryAfter);
        writeErrorPage(this.pages, request, response, { status, text: refusal.detail });
    }
    tooMany(refusal, request, response) {
        const text = `Too many requests. Try again in ${refusal.retryAfter} s.`;
        this.log.warn('limit.reached', { by: refusal.tier, path: request.path });
        response.set('retry-after', String(refusal.retryAfter));
        const shape = shapeFor(request);
        if (shape === 'oauth')
            return writeOAuthError(response, 429, 'temporarily_unavailable', text);
        if (shape === 'page')
            return writeErrorPage(this.pages, request, response, { status: 429, text });
        if (shape === 'gate')
            return writeGateError(request, response, 429, 'temporarily_unavailable', text);
        writeProblem(request, response, new Problem(429, text));
    }
};
RefusalFilter = __decorate([
    Catch(AnsweredInstead, OAuthError, Challenge, Problem, TooManyRequests, PageRefusal),
    __metadata("design:paramtypes", [Log,
        Pages])
], RefusalFilter);
export { RefusalFilter };
/** What the gate calls a status in `error`. */
const errorNames = {
    400: 'invalid_request',
    403: 'access_denied',
    404: 'not_found',
    405: 'invalid_request',
    413: 'invalid_request',
    415: 'invalid_request',
    502: 'bad_gateway',
    503: 'temporarily_unavailable',
    504: 'gateway_timeout',
};
//# sourceMappingURL=refusal.filter.js.map