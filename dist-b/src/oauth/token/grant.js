import { applyDecorators, Controller, createParamDecorator, Header, HttpCode, Inject, Req, SetMetadata, UseGuards, } from '@nestjs/common';
import { Clients } from '../../http/access.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { GrantGuard } from './grant.guard.js';
import { GRANT_TYPE } from './grant-request.js';
import { IssueToken } from './issue-token.js';
import { faultOf } from './request-rules.js';
/**
 * The controller of one grant type. It brings the whole walk with it, so that no grant can skip a step: rules of the
 * form, client authentication, "may this client use this grant", limits, and turning the returned Authorization into
 * a session and a token.
 */
export function Grant(grantType) {
    return applyDecorators(Controller({ path: 'oauth/token', version: grantType }), SetMetadata(GRANT_TYPE, grantType), Clients(), UseGuards(GrantGuard));
}
/** An answer about tokens: 200, never cached (RFC 6749 §5.1). */
export const TokenAnswered = () => applyDecorators(HttpCode(200), Header('Cache-Control', 'no-store'), Header('Pragma', 'no-cache'));
/** The one route of a grant: what it decides becomes a session, a token and the answer, whichever grant it is. */
export function Issued() {
    return (controller, name, descriptor) => {
        const decide = descriptor.value;
        // Not by an interceptor: the observables around it cost every token, and this needs none.
        Inject(IssueToken)(controller, 'issueToken');
        Req()(controller, name, decide.length);
        function issued(...args) {
            return this.issueToken.after(() => decide.apply(this, args), args[decide.length]);
        }
        descriptor.value = issued;
        TokenAnswered()(controller, name, descriptor);
    };
}
/** The client that the grant's guard authenticated. */
export const AuthenticatedClient = createParamDecorator((_, context) => {
    const { client } = context.switchToHttp().getRequest();
    if (client === undefined)
        throw new Error('grant without its guard');
    return client;
});
/** The form, read and checked as a grant's request class. @throws OAuthError naming the first wrong parameter */
export const GrantForm = createParamDecorator((type, context) => {
    const { form } = context.switchToHttp().getRequest();
    if (form === undefined)
        throw new Error('grant without its guard');
    const request = new type(form);
    const wrong = faultOf(request);
    if (wrong !== undefined) {
        const [rule, text] = Object.entries(wrong.constraints ?? {})[0] ?? ['', 'is wrong'];
        const code = wrong.contexts?.[rule]?.error ?? 'invalid_request';
        throw new OAuthError(code, text);
    }
    return request;
});
//# sourceMappingURL=grant.js.map