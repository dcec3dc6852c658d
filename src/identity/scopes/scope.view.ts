import { BUILT_IN_SCOPES, type Scope } from '../../kernel/scope-set.js';

const builtIn = new Set(BUILT_IN_SCOPES.map(({ name }) => name));

/** A scope as administrators see it. */
export function scopeView({ name, tier, description }: Pick<Scope, 'name' | 'tier' | 'description'>) {
  return { name, tier, description, built_in: builtIn.has(name) };
}
