import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { AnsweredInstead } from '../kernel/answered-instead.js';
import { isTagKnown, tagOf, versionOf } from '../kernel/entity-tag.js';
import { Problem } from '../kernel/problem.js';
import { type Access, ACCESS } from './access.js';
import { BULK } from './bulk.js';
import { type ChangeTerms, isExpected, rowVersion, type VersionedRow } from './change-terms.js';
import { contextOf } from './request-context.js';
import { VERSIONED, type Versioned } from './versioned.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * What all routes of administration have in common: `ETag` on whatever shows one thing, `If-None-Match`, `If-Match`, and
 * `?dry_run=true` of what deletes.
 */
@Injectable()
export class AdministrationInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<Access | undefined>(ACCESS, route)?.who !== 'administrator') {
      return next.handle();
    }
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const versioned = this.reflector.getAllAndOverride<Versioned | undefined>(VERSIONED, route);
    const isBulk = this.reflector.get<true | undefined>(BULK, context.getHandler()) === true;
    const terms = (contextOf(request).terms = termsOf(request, rowOf(request, versioned), isBulk));
    return next.handle().pipe(
      map((answer: unknown) => {
        const view = isOneThing(answer) ? answer : null;
        if (!terms.honoured) requireHonoured(terms, view);
        if (view !== null) tag(request, response, view, versioned);
        return answer;
      }),
    );
  }
}

function termsOf(request: Request, row: VersionedRow | undefined, isBulk: boolean): ChangeTerms {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const ifMatch = reads ? undefined : request.headers['if-match'];
  const dryRun = dryRunOf(request, isBulk || request.method === 'DELETE');
  return {
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(row === undefined ? {} : { row }),
    deletes: request.method === 'DELETE',
    dryRun,
    honoured: reads,
  };
}

/** What cannot be tried is refused: ignored, the wish would be a change that nobody wanted. */
function dryRunOf({ query, method }: Request, can: boolean): boolean {
  const asked = query['dry_run'];
  if (asked === undefined || method === 'GET' || method === 'HEAD') return false;
  if (!can) throw Problem.invalid([{ pointer: 'dry_run', detail: 'is for what deletes and revokes' }]);
  if (asked === 'true' || asked === 'false') return asked === 'true';
  throw Problem.invalid([{ pointer: 'dry_run', detail: 'must be true or false' }]);
}

function rowOf(request: Request, versioned: Versioned | undefined): VersionedRow | undefined {
  const id = versioned && request.params[versioned.param];
  return versioned === undefined || typeof id !== 'string' ? undefined : { ...versioned, id };
}

/** Nothing was changed: what is shown is what there is. */
function requireHonoured(terms: ChangeTerms, view: Members | null): void {
  if (!isExpected(terms, view)) throw Problem.changed();
  if (terms.dryRun) throw new AnsweredInstead(200, { dry_run: true, would: [] });
}

function isOneThing(answer: unknown): answer is Members {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer) && !('items' in answer);
}

/** Of what was just made, the tag is that of where it is now (RFC 9110 §15.3.2); other answers to POST show no thing. */
function tag(request: Request, response: Response, view: Members, versioned: Versioned | undefined): void {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const made = request.method === 'POST' && response.hasHeader('location');
  if (!reads && !made && request.method !== 'PATCH') return;
  const id = versioned && (made ? view[versioned.member] : request.params[versioned.param]);
  const etag = tagOf(
    typeof id === 'string' ? rowVersion({ ...(versioned as Versioned), id }, view) : versionOf(view),
    view,
  );
  response.set('etag', etag);
  if (reads && isTagKnown(request.headers['if-none-match'], etag)) throw new AnsweredInstead(304, null);
}
