import { grants } from './scope-set.js';
import { sameResource } from './resource-uri.js';
const dimensions = [
    { name: 'scope', exceeds: (parent, child) => child.scope.some((name) => !grants(parent.scope, name)) },
    { name: 'audiences', exceeds: ({ audiences: parent }, { audiences: child }) => reaches(child, parent) },
    // What is no number is not within any bound.
    { name: 'expiresAt', exceeds: (parent, child) => !(child.expiresAt <= parent.expiresAt) },
    { name: 'delegations', exceeds: (parent, child) => !(child.delegations <= parent.delegations) },
];
/** In what a child's authority is larger than its parent's; empty when it is larger in nothing. */
export function exceeded(parent, child) {
    return dimensions.filter(({ exceeds }) => exceeds(parent, child)).map(({ name }) => name);
}
/** Whether a child's authority is its parent's or less, in every dimension. */
export function narrower(parent, child) {
    return exceeded(parent, child).length === 0;
}
/** Whether one list names an audience that the other does not. */
function reaches(child, parent) {
    if (parent === null)
        return false;
    return child === null || child.some((one) => !parent.some((allowed) => sameResource(allowed, one)));
}
//# sourceMappingURL=authority.js.map