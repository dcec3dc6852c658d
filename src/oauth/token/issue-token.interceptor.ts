import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { catchError, concatMap, type Observable } from 'rxjs';
import { type Answer, type Decided, GrantAnswers } from './grant-answers.js';
import { GRANT_TYPE, type GrantRequest } from './grant-request.js';
import { TokenRefusals } from './token-refusals.js';

/** Last step of every grant: what it decided becomes an answer. */
@Injectable()
export class IssueToken implements NestInterceptor<Decided, Answer> {
  constructor(
    private readonly reflector: Reflector,
    private readonly answers: GrantAnswers,
    private readonly refusals: TokenRefusals,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<Decided>): Observable<Answer> {
    const request = context.switchToHttp().getRequest<GrantRequest>();
    const grantType = this.reflector.get<string>(GRANT_TYPE, context.getClass());
    return next.handle().pipe(
      concatMap((decided) => this.answers.to(decided, grantType, request.confirmation, request.client ?? null)),
      catchError(async (error: unknown) => {
        await this.refusals.record(request, error);
        throw error;
      }),
    );
  }
}
