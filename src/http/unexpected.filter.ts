import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import { shapeFor, writeGateError, writeOAuthError, writeProblem } from './error-answer.js';

/** Everything that is no refusal: an unknown route, or a bug. The caller learns nothing; the log learns all. */
@Catch()
export class UnexpectedFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const status = error instanceof HttpException ? error.getStatus() : clientFault(error);
    if (status >= 500) this.log.error('request.failed', { method: request.method, path: request.path, err: error });
    // The answer has begun: cutting it off is the only way left to tell.
    if (response.headersSent) return void response.destroy();
    const text = status >= 500 ? 'Something went wrong here; the request id finds it in the log.' : textOf(status);
    const shape = shapeFor(request);
    if (shape === 'oauth')
      return writeOAuthError(response, status, status >= 500 ? 'server_error' : 'invalid_request', text);
    if (shape === 'gate') {
      return writeGateError(request, response, status, status >= 500 ? 'server_error' : 'invalid_request', text);
    }
    writeProblem(request, response, new Problem(status, text));
  }
}

/** Express itself refuses a path that is not percent-encoded; that is the client's mistake. */
function clientFault(error: unknown): number {
  return error instanceof URIError ? 400 : 500;
}

function textOf(status: number): string {
  return status === 404 ? 'There is nothing here.' : 'The request could not be read.';
}
