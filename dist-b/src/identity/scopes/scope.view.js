import { BUILT_IN_SCOPES } from '../../kernel/scope-set.js';
const builtIn = new Set(BUILT_IN_SCOPES.map(({ name }) => name));
/** A scope as administrators see it. */
export function scopeView({ name, tier, description }) {
    return { name, tier, description, built_in: builtIn.has(name) };
}
//# sourceMappingURL=scope.view.js.map