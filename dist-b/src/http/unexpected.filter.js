var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Catch, HttpException } from '@nestjs/common';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import { isUnavailable } from '../kernel/unavailable.js';
import { shapeFor, writeGateError, writeOAuthError, writeProblem } from './error-answer.js';
import { writeErrorPage } from './error-page.js';
import { Pages } from './pages/pages.js';
/** Seconds after which it is worth asking again. */
const RETRY_AFTER = '2';
/** Everything that is no refusal: an unknown route, a database that is away, or a bug. The log learns all of it. */
let UnexpectedFilter = class UnexpectedFilter {
    log;
    pages;
    constructor(log, pages) {
        this.log = log;
        this.pages = pages;
    }
    catch(error, host) {
        const request = host.switchToHttp().getRequest();
        const response = host.switchToHttp().getResponse();
        const status = statusOf(error);
        if (status >= 500)
            this.log.error('request.failed', { method: request.method, path: request.path, err: error });
        // The answer has begun: cutting it off is the only way left to tell.
        if (response.headersSent)
            return void response.destroy();
        if (status === 503)
            response.setHeader('retry-after', RETRY_AFTER);
        const [code, text] = wordsFor(status);
        const shape = shapeFor(request);
        if (shape === 'page')
            return writeErrorPage(this.pages, request, response, { status, text });
        if (shape === 'oauth')
            return writeOAuthError(response, status, code, text);
        if (shape === 'gate')
            return writeGateError(request, response, status, code, text);
        writeProblem(request, response, new Problem(status, text));
    }
};
UnexpectedFilter = __decorate([
    Catch(),
    __metadata("design:paramtypes", [Log,
        Pages])
], UnexpectedFilter);
export { UnexpectedFilter };
function statusOf(error) {
    if (error instanceof HttpException)
        return error.getStatus();
    // Express itself refuses a path that is not percent-encoded; that is the client's mistake.
    if (error instanceof URIError)
        return 400;
    return isUnavailable(error) ? 503 : 500;
}
/** The caller learns no more than what to do next. */
function wordsFor(status) {
    if (status === 503)
        return ['temporarily_unavailable', 'This is not available at the moment. Try again soon.'];
    if (status >= 500)
        return ['server_error', 'Something went wrong here; the request id finds it in the log.'];
    return ['invalid_request', status === 404 ? 'There is nothing here.' : 'The request could not be read.'];
}
//# sourceMappingURL=unexpected.filter.js.map