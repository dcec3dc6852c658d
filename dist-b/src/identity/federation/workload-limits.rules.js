import { sameResource } from '../../kernel/resource-uri.js';
import { grants } from '../../kernel/scope-set.js';
/**
 * A client as far as the rules allow it that admit everything it asks for: the scope of one rule never meets the resource
 * of another. Null in a rule means all that the client may.
 * @param asked resources and audiences of the request, or the one that a token without any would be for
 */
export function restricted(client, rules, asked) {
    const admitting = rules.filter((rule) => admits(rule, asked));
    const scopes = admitting.map(({ scope }) => scope);
    const resources = admitting.reduce((left, rule) => both(left, rule.resources), admitting.length === 0 ? [] : client.resources);
    return {
        ...client,
        scope: scopes.includes(null) ? client.scope : common(client.scope, new Set(scopes.flatMap((names) => names ?? []))),
        resources,
        audiences: client.audiences.filter((one) => admitting.length > 0 && admitting.every((rule) => names(rule, one))),
        defaultAudience: within(client.defaultAudience, resources),
    };
}
/** Whether a rule is for all that is asked. */
export function admits(rule, asked) {
    return asked.every((one) => names(rule, one));
}
function names({ resources }, one) {
    return resources === null || has(resources, one);
}
/** Whether a list of resources has one. */
export function has(resources, asked) {
    return resources.some((one) => sameResource(one, asked));
}
function both(a, b) {
    if (a === null || b === null)
        return a ?? b;
    return a.filter((one) => has(b, one));
}
function within(audience, resources) {
    return audience === null || resources === null || has(resources, audience) ? audience : null;
}
/** What both grant: of `admin` and `user`, `user`. */
function common(held, allowed) {
    const names = [...allowed];
    return [...new Set([...held.filter((name) => grants(names, name)), ...names.filter((name) => grants(held, name))])];
}
//# sourceMappingURL=workload-limits.rules.js.map