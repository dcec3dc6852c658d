var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { BUILT_IN_SCOPES, customScope } from '../../kernel/scope-set.js';
import { ScopeStore } from './scope.store.js';
const builtIn = new Map(BUILT_IN_SCOPES.map((scope) => [scope.name, scope]));
/** Every scope there is: the built-in ones, and those that administrators added. */
let ScopeCatalogue = class ScopeCatalogue {
    scopes;
    constructor(scopes) {
        this.scopes = scopes;
    }
    /** Those of the names that exist; asks the database only when one is not built-in. */
    find(names) {
        const found = new Map();
        for (const name of names) {
            const scope = builtIn.get(name);
            if (scope !== undefined)
                found.set(name, scope);
        }
        return found.size === new Set(names).size ? found : this.withCustom(names, found);
    }
    async withCustom(names, found) {
        const rows = await this.scopes.named(customNames(names));
        for (const { name, tier, description } of rows)
            found.set(name, customScope(name, tier, description));
        return found;
    }
    /** What is wrong with the names of scopes that a body mentions, or null. @param tier the only one that fits, if so */
    async fault(names, tier) {
        const known = await this.find(names);
        const unknown = names.filter((name) => !known.has(name));
        if (unknown.length > 0)
            return `unknown scopes: ${unknown.join(', ')}`;
        const unfit = names.filter((name) => tier !== undefined && known.get(name)?.tier !== tier);
        return unfit.length > 0 ? `not of the ${tier} tier: ${unfit.join(', ')}` : null;
    }
    /**
     * Keeps scopes that were found from being deleted until the transaction ends.
     * @throws ChangedMeanwhile when one is gone
     */
    hold(transaction, names) {
        return this.scopes.hold(transaction, customNames(names));
    }
    /** Built-in ones first, then custom ones. */
    async all() {
        const custom = await this.scopes.all();
        return [...BUILT_IN_SCOPES, ...custom.map(({ name, tier, description }) => customScope(name, tier, description))];
    }
};
ScopeCatalogue = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ScopeStore])
], ScopeCatalogue);
export { ScopeCatalogue };
/** Those that an administrator must have added, if they exist at all. */
function customNames(names) {
    return [...new Set(names.filter((name) => !builtIn.has(name)))];
}
/** Whether the code itself has the scope. */
export function isBuiltIn(name) {
    return builtIn.has(name);
}
//# sourceMappingURL=scope.catalogue.js.map