import { Problem } from '../kernel/problem.js';
import { LIST_METHODS } from './list-methods.js';
import { refuseNarrowAccept } from './mcp-accept.js';
import { isModernPost, isModernRequest } from './mcp-version.js';
import { refuseUnequalMirrors } from './mirrored-headers.js';
import { sessionMessage } from './sse/session-message.js';
/** A call of an agent: A2A has neither sessions nor lists of what there is. */
export const ASKS_FOR_NO_LIST = { hasSessions: false, lists: [] };
/**
 * @throws RpcRefused when headers and body differ, or are not what the protocol's version has
 */
export function askedByPost(request, body) {
    const modern = isModernPost(request, body);
    refuseUnequalMirrors(request, body, modern);
    if (modern)
        refuseNarrowAccept(request, body);
    const lists = body.messages.filter(({ method }) => LIST_METHODS.has(method ?? ''));
    const further = modern
        ? { listens: body.messages.some(({ method }) => method === 'subscriptions/listen') }
        : { message: sessionMessage(body) };
    return { hasSessions: !modern, lists: lists.map(({ id }) => id ?? null), ...further };
}
/**
 * For a request that is no POST.
 * @throws Problem 405, RpcRefused for a version that nobody knows
 */
export function askedByMethod(request) {
    const method = request.method ?? '';
    const others = isModernRequest(request) ? [] : ['GET', 'DELETE'];
    if (!others.includes(method)) {
        const allow = ['GET', 'POST', 'DELETE'].filter((one) => one === 'POST' || others.includes(one)).join(', ');
        throw new Problem(405, `${method} is not a method of this server.`, [], { allow });
    }
    return { hasSessions: true, lists: [] };
}
//# sourceMappingURL=mcp-call.js.map