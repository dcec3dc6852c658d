import { AsyncLocalStorage } from 'node:async_hooks';
import { uuidv7 } from '../kernel/uuid-v7.js';
const current = new AsyncLocalStorage();
const contexts = new WeakMap();
/** Runs the rest of a request within its context. */
export function enterContext(request, context, rest) {
    contexts.set(request, context);
    current.run(context, rest);
}
/** @throws Error when the edge did not see this request: a wiring fault */
export function contextOf(request) {
    const context = contexts.get(request);
    if (context === undefined)
        throw new Error('request without context: the edge middleware is not mounted');
    return context;
}
/** Of the request that is running, for log lines; undefined outside of one. */
export function currentContext() {
    return current.getStore();
}
/**
 * The request turned out to be part of a transaction: what is recorded of it from now on says so.
 * @param behalf what it uses; only of what was verified
 */
export function joinTransaction(txn, behalf) {
    const context = current.getStore();
    if (context === undefined)
        return;
    context.txn = txn;
    if (behalf !== undefined)
        context.behalf = behalf;
}
/**
 * The transaction that the running request is part of; it begins one when it is part of none.
 * @param now milliseconds since 1970
 */
export function currentTransaction(now) {
    const context = current.getStore();
    if (context === undefined)
        return uuidv7(now);
    return (context.txn ??= uuidv7(now));
}
//# sourceMappingURL=request-context.js.map