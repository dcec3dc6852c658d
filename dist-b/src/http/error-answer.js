import { describable } from '../kernel/oauth-error.js';
import { titleOf } from '../kernel/problem.js';
import { contextOf } from './request-context.js';
/** Paths that a person's browser opens. */
const PAGES = /^\/(oauth\/authorize|oauth\/logout|sign-in|sign-out|account|setup|device)(\/|$)/;
export function shapeFor(request) {
    return shapeOf(request.path);
}
/** The same, of a path alone. */
export function shapeOf(path) {
    // A provider's server, not a person.
    if (path.startsWith('/sign-in/backchannel-logout/'))
        return 'oauth';
    // Before the others: two of them are OAuth endpoints.
    if (PAGES.test(path))
        return 'page';
    if (path.startsWith('/oauth/'))
        return 'oauth';
    if (/^\/api\/v1\/(mcp|agents)\//.test(path))
        return 'gate';
    return 'problem';
}
/** `{ "error", "error_description" }`, never cached (RFC 6749 §5.2, OAuth 2.1 §4.1.3). */
export function writeOAuthError(response, status, error, text) {
    response
        .status(status)
        .set({ 'cache-control': 'no-store', pragma: 'no-cache' })
        .json({ error, error_description: describable(text) });
}
/** `application/problem+json` (RFC 9457 §3). */
export function writeProblem(request, response, problem) {
    response.status(problem.status).set({ 'cache-control': 'no-store', ...problem.headers });
    response.type('application/problem+json').send(JSON.stringify({
        type: 'about:blank',
        title: titleOf(problem.status),
        status: problem.status,
        detail: problem.detail,
        ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
        ...problem.members,
        request_id: contextOf(request).requestId,
    }));
}
/** `WWW-Authenticate` and the gate's body. */
export function writeChallenge(response, challenge) {
    response
        .status(challenge.status)
        .set({ 'www-authenticate': challenge.header(), 'cache-control': 'no-store' })
        .json(challenge.body());
}
/** A refusal of the gate that no challenge could cure: `{ "error", "error_description", "server" }`. */
export function writeGateError(request, response, status, error, text) {
    response
        .status(status)
        .set('cache-control', 'no-store')
        .json({ error, error_description: describable(text), server: serverIn(request.path) });
}
/** The server that a path names; a name that is not percent-encoded is given as it came. */
function serverIn(path) {
    const segment = /^\/api\/v1\/(?:mcp|agents)\/([^/]*)/.exec(path)?.[1] ?? '';
    try {
        return decodeURIComponent(segment);
    }
    catch {
        return segment;
    }
}
/** An answer in the place of a handler's. */
export function writeInstead(response, { status, body, headers }) {
    response.status(status).set(headers);
    if (body === null)
        response.end();
    else
        response.json(body);
}
//# sourceMappingURL=error-answer.js.map