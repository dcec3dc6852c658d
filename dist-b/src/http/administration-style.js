import { Problem } from '../kernel/problem.js';
import { ACCESS } from './declared-access.js';
import { BULK } from './bulk.js';
import { TAKES } from './page-query.js';
import { VERSIONED } from './versioned.js';
/** Interceptors do what this says, and the OpenAPI document says it. */
export function styleOf(metadata, handler, controller) {
    const route = [handler, controller];
    return {
        access: metadata.getAllAndOverride(ACCESS, route),
        isBulk: metadata.getAllAndOverride(BULK, [handler]) === true,
        versioned: metadata.getAllAndOverride(VERSIONED, route),
        takes: metadata.getAllAndOverride(TAKES, [handler]) ?? [],
    };
}
export function isAdministration({ access }) {
    return access?.who === 'administrator';
}
/** Whether a method changes nothing. @param method in capitals, as of all functions here */
export function isReading(method) {
    return method === 'GET' || method === 'HEAD';
}
/** Whether `Idempotency-Key` is honoured. */
export function isRepeatable(route, method) {
    return isAdministration(route) && method === 'POST';
}
/** Whether `dry_run` is honoured. */
export function canBeTried(route, method) {
    return isAdministration(route) && (route.isBulk || method === 'DELETE');
}
/** Whether an answer that shows one thing carries an `ETag`: of what was just made, that of where it is now (RFC 9110 §15.3.2). */
export function isTagged(route, method, made) {
    return isAdministration(route) && (isReading(method) || method === 'PATCH' || (method === 'POST' && made));
}
/** What a well-formed `Idempotency-Key` is. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;
/** How a request with an `Idempotency-Key` is refused. */
export const KEY_REFUSALS = {
    malformed: () => new Problem(400, 'Idempotency-Key must be 1 to 255 visible characters of ASCII.'),
    another: () => new Problem(422, 'This Idempotency-Key belongs to another request.'),
    running: () => new Problem(409, 'The request with this Idempotency-Key is being carried out.', [], { 'retry-after': '1' }),
    lost: () => Problem.conflict('The request with this Idempotency-Key was carried out, but its answer is lost.'),
};
//# sourceMappingURL=administration-style.js.map