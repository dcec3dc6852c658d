import { Injectable } from '@nestjs/common';
import type { Soon } from '../../kernel/at-hand.js';
import { BUILT_IN_SCOPES, customScope, type Scope, type ScopeTier } from '../../kernel/scope-set.js';
import type { Transaction } from '../changes.store.js';
import { ScopeStore } from './scope.store.js';

const builtIn: ReadonlyMap<string, Scope> = new Map(BUILT_IN_SCOPES.map((scope) => [scope.name, scope]));

/** Every scope there is: the built-in ones, and those that administrators added. */
@Injectable()
export class ScopeCatalogue {
  constructor(private readonly scopes: ScopeStore) {}

  /** Those of the names that exist; asks the database only when one is not built-in. */
  find(names: readonly string[]): Soon<Map<string, Scope>> {
    const found = new Map<string, Scope>();
    for (const name of names) {
      const scope = builtIn.get(name);
      if (scope !== undefined) found.set(name, scope);
    }
    return found.size === new Set(names).size ? found : this.withCustom(names, found);
  }

  private async withCustom(names: readonly string[], found: Map<string, Scope>): Promise<Map<string, Scope>> {
    const rows = await this.scopes.named(customNames(names));
    for (const { name, tier, description } of rows) found.set(name, customScope(name, tier, description));
    return found;
  }

  /** What is wrong with the names of scopes that a body mentions, or null. @param tier the only one that fits, if so */
  async fault(names: readonly string[], tier?: ScopeTier): Promise<string | null> {
    const known = await this.find(names);
    const unknown = names.filter((name) => !known.has(name));
    if (unknown.length > 0) return `unknown scopes: ${unknown.join(', ')}`;
    const unfit = names.filter((name) => tier !== undefined && known.get(name)?.tier !== tier);
    return unfit.length > 0 ? `not of the ${tier} tier: ${unfit.join(', ')}` : null;
  }

  /**
   * Keeps scopes that were found from being deleted until the transaction ends.
   * @throws ChangedMeanwhile when one is gone
   */
  hold(transaction: Transaction, names: readonly string[]): Promise<void> {
    return this.scopes.hold(transaction, customNames(names));
  }

  /** Built-in ones first, then custom ones. */
  async all(): Promise<Scope[]> {
    const custom = await this.scopes.all();
    return [...BUILT_IN_SCOPES, ...custom.map(({ name, tier, description }) => customScope(name, tier, description))];
  }
}

/** Those that an administrator must have added, if they exist at all. */
function customNames(names: readonly string[]): string[] {
  return [...new Set(names.filter((name) => !builtIn.has(name)))];
}

/** Whether the code itself has the scope. */
export function isBuiltIn(name: string): boolean {
  return builtIn.has(name);
}
