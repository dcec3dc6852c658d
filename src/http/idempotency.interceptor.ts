import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { catchError, from, mergeMap, type Observable, throwError } from 'rxjs';
import { AnsweredInstead } from '../kernel/answered-instead.js';
import type { Caller } from '../kernel/caller.js';
import { rolesOf } from '../kernel/within.js';
import { IDEMPOTENCY_KEY, isRepeatable, KEY_REFUSALS, styleOf } from './administration-style.js';
import type { CallerRequest } from './declared-access.js';
import { bodyBytes } from './json-body.js';
import { type Claim, type KeptAnswer, KeptAnswers, type Known } from './kept-answers.js';
import { contextOf } from './request-context.js';

/** Headers of an answer that belong to it. */
const KEPT = ['location', 'etag', 'cache-control'] as const;

/** A POST with an `Idempotency-Key` is carried out once: whoever sends it again gets the answer that there was. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly answers: KeptAnswers,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<CallerRequest>();
    const key = request.headers['idempotency-key'];
    const route = styleOf(this.reflector, context.getHandler() as () => unknown, context.getClass() as never);
    const { caller, method, query } = request;
    if (!isRepeatable(route, method) || caller === undefined || key === undefined) return next.handle();
    if (query['dry_run'] === 'true') return next.handle();
    if (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key)) throw KEY_REFUSALS.malformed();
    const claim = begun(await this.answers.claim(await repeatable(request, caller, key)));
    contextOf(request).claim = claim;
    return answered(claim, context.switchToHttp().getResponse<Response>(), next);
  }
}

function answered(claim: Claim, response: Response, next: CallHandler): Observable<unknown> {
  return next.handle().pipe(
    mergeMap(async (body: unknown) => {
      await claim.keep(answerOf(response, body));
      return body;
    }),
    catchError((error: unknown) =>
      // What was committed all the same stays carried out; a key that cannot be given back is free when its time is over.
      from(Promise.allSettled([claim.release()])).pipe(mergeMap(() => throwError(() => error))),
    ),
  );
}

/** Roles are part of what is asked: a lesser token, or a lesser person, is shown no answer to what they may not ask. */
async function repeatable(request: Request, caller: Caller, key: string) {
  const { claims } = caller;
  const head = Buffer.from(`${request.method} ${request.originalUrl}\n${rolesOf(caller).join(' ')}\n`);
  return { clientId: claims.client_id, sub: claims.sub, key, asked: Buffer.concat([head, await bodyBytes(request)]) };
}

/** @throws Problem, AnsweredInstead where the request is not to be carried out */
function begun(known: Known): Claim {
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

function again({ status, headers, body }: KeptAnswer): AnsweredInstead {
  return new AnsweredInstead(status, body ?? null, { ...headers, 'idempotency-replayed': 'true' });
}

function answerOf(response: Response, body: unknown): KeptAnswer {
  const told = KEPT.map((name) => [name, response.get(name)] as const);
  const headers = told.filter((pair): pair is [(typeof KEPT)[number], string] => pair[1] !== undefined);
  return { status: response.statusCode, headers: Object.fromEntries(headers), body };
}
