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
import { LRUCache } from 'lru-cache';
import { Settings } from '../settings/settings.js';
import { aboutArguments } from './argument-schema.js';
import { readyConditions } from './conditions.rules.js';
import { PolicyRuleStore } from './policy-rule.store.js';
import { fitting } from './spellings.rules.js';
const NO_RULES = [];
/**
 * The rules of upstreams, ready to be asked. They are read anew when the upstream says that they are others: it is read
 * for every call and its version changes in the commit that changes them, so that a copy is never stale.
 */
let RuleBook = class RuleBook {
    store;
    settings;
    chapters = new LRUCache({ max: 1_000 });
    constructor(store, settings) {
        this.store = store;
        this.settings = settings;
    }
    async of({ id, policyVersion }) {
        // Nobody ever made a rule for it.
        if (policyVersion === '0')
            return NO_RULES;
        const known = this.chapters.get(id);
        if (known !== undefined && known.version === policyVersion)
            return known.rules;
        const rules = (await this.store.ofUpstream(id)).map((rule) => readyRule(rule, this.settings.PUBLIC_URL));
        this.chapters.set(id, { version: policyVersion, rules });
        return rules;
    }
};
RuleBook = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PolicyRuleStore,
        Settings])
], RuleBook);
export { RuleBook };
function readyRule(rule, ownIssuer) {
    const { id, effect, mode, principalType, principalId, subjectKind, subject, conditions, justification } = rule;
    return {
        id,
        effect,
        mode,
        principal: { type: principalType, id: principalId },
        subject: subjectKind === null || subject === null ? null : { kind: subjectKind, fits: fitting(subjectKind, subject) },
        about: rule.arguments === null ? null : aboutArguments(rule.arguments),
        unmet: readyConditions(conditions, ownIssuer),
        authentication: conditions.authentication,
        justification,
    };
}
//# sourceMappingURL=rule-book.js.map