import {
  applyDecorators,
  Controller,
  createParamDecorator,
  type ExecutionContext,
  Header,
  HttpCode,
  Inject,
  Req,
  SetMetadata,
  type Type,
  UseGuards,
} from '@nestjs/common';
import { Clients } from '../../http/access.js';
import type { Form } from '../../http/form.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { OAuthError, type OAuthErrorCode } from '../../kernel/oauth-error.js';
import type { Answer, Decided } from './grant-answers.js';
import { GrantGuard } from './grant.guard.js';
import { GRANT_TYPE, type GrantRequest } from './grant-request.js';
import { IssueToken } from './issue-token.js';
import { faultOf } from './request-rules.js';

/**
 * The controller of one grant type. It brings the whole walk with it, so that no grant can skip a step: rules of the
 * form, client authentication, "may this client use this grant", limits, and turning the returned Authorization into
 * a session and a token.
 */
export function Grant(grantType: string): ClassDecorator {
  return applyDecorators(
    Controller({ path: 'oauth/token', version: grantType }),
    SetMetadata(GRANT_TYPE, grantType),
    Clients(),
    UseGuards(GrantGuard),
  );
}

/** An answer about tokens: 200, never cached (RFC 6749 §5.1). */
export const TokenAnswered = (): MethodDecorator =>
  applyDecorators(HttpCode(200), Header('Cache-Control', 'no-store'), Header('Pragma', 'no-cache'));

/** The one route of a grant: what it decides becomes a session, a token and the answer, whichever grant it is. */
export function Issued(): MethodDecorator {
  return (controller, name, descriptor) => {
    const decide = descriptor.value as unknown as (...args: unknown[]) => Promise<Decided>;
    // Not by an interceptor: the observables around it cost every token, and this needs none.
    Inject(IssueToken)(controller, 'issueToken');
    Req()(controller, name, decide.length);
    function issued(this: { readonly issueToken: IssueToken }, ...args: unknown[]): Promise<Answer> {
      return this.issueToken.after(() => decide.apply(this, args), args[decide.length] as GrantRequest);
    }
    descriptor.value = issued as never;
    TokenAnswered()(controller, name, descriptor);
  };
}

/** The client that the grant's guard authenticated. */
export const AuthenticatedClient = createParamDecorator((_: unknown, context: ExecutionContext): RegisteredClient => {
  const { client } = context.switchToHttp().getRequest<GrantRequest>();
  if (client === undefined) throw new Error('grant without its guard');
  return client;
});

/** The form, read and checked as a grant's request class. @throws OAuthError naming the first wrong parameter */
export const GrantForm = createParamDecorator(
  (type: Type<object> & (new (form: Form) => object), context: ExecutionContext) => {
    const { form } = context.switchToHttp().getRequest<GrantRequest>();
    if (form === undefined) throw new Error('grant without its guard');
    const request = new type(form);
    const wrong = faultOf(request);
    if (wrong !== undefined) {
      const [rule, text] = Object.entries(wrong.constraints ?? {})[0] ?? ['', 'is wrong'];
      const code = (wrong.contexts?.[rule] as { error?: OAuthErrorCode } | undefined)?.error ?? 'invalid_request';
      throw new OAuthError(code, text);
    }
    return request;
  },
);
