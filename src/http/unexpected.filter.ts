import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Log } from '../kernel/log.js';
import type { OAuthErrorCode } from '../kernel/oauth-error.js';
import { Problem } from '../kernel/problem.js';
import { isUnavailable } from '../kernel/unavailable.js';
import { shapeFor, writeGateError, writeOAuthError, writeProblem } from './error-answer.js';
import { writeErrorPage } from './error-page.js';
import { Pages } from './pages/pages.js';

/** Seconds after which it is worth asking again. */
const RETRY_AFTER = '2';

/** Everything that is no refusal: an unknown route, a database that is away, or a bug. The log learns all of it. */
@Catch()
export class UnexpectedFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    private readonly pages: Pages,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const status = statusOf(error);
    if (status >= 500) this.log.error('request.failed', { method: request.method, path: request.path, err: error });
    // The answer has begun: cutting it off is the only way left to tell.
    if (response.headersSent) return void response.destroy();
    if (status === 503) response.setHeader('retry-after', RETRY_AFTER);
    const [code, text] = wordsFor(status);
    const shape = shapeFor(request);
    if (shape === 'page') return writeErrorPage(this.pages, request, response, { status, text });
    if (shape === 'oauth') return writeOAuthError(response, status, code, text);
    if (shape === 'gate') return writeGateError(request, response, status, code, text);
    writeProblem(request, response, new Problem(status, text));
  }
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  // Express itself refuses a path that is not percent-encoded; that is the client's mistake.
  if (error instanceof URIError) return 400;
  return isUnavailable(error) ? 503 : 500;
}

/** The caller learns no more than what to do next. */
function wordsFor(status: number): [OAuthErrorCode, string] {
  if (status === 503) return ['temporarily_unavailable', 'This is not available at the moment. Try again soon.'];
  if (status >= 500) return ['server_error', 'Something went wrong here; the request id finds it in the log.'];
  return ['invalid_request', status === 404 ? 'There is nothing here.' : 'The request could not be read.'];
}
