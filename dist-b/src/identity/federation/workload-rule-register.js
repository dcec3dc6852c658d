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
import { examined } from '../../http/json-body.js';
import { Problem } from '../../kernel/problem.js';
import { readScope } from '../../kernel/scope-set.js';
import { changedNames, Changes, changeKind, doneBy } from '../changes.store.js';
import { coverClient } from '../users/reach.store.js';
import { ClientStore } from '../clients/client.store.js';
import { ScopeCatalogue } from '../scopes/scope.catalogue.js';
import { WorkloadRuleRequest } from './workload-rule.request.js';
import { MOST_RULES, WorkloadRuleStore } from './workload-rule.store.js';
import { ruleFields } from './workload-rule.view.js';
const conflicts = {
    workload_rules_name: Problem.conflict('The issuer has a rule with this name.', [
        { pointer: '/name', detail: 'is taken' },
    ]),
    workload_rules_client: Problem.invalid([{ pointer: '/client_id', detail: 'is not the id of a client' }]),
};
/** Writes rules for workloads down, changes and removes them; what they let in ends as {@link IssuerRegister} says. */
let WorkloadRuleRegister = class WorkloadRuleRegister {
    changes;
    rules;
    scopes;
    clients;
    constructor(changes, rules, scopes, clients) {
        this.changes = changes;
        this.rules = rules;
        this.scopes = scopes;
        this.clients = clients;
    }
    /** @throws Problem 404 */
    async require(issuerId, id) {
        const rule = await this.rules.find(issuerId, id);
        if (rule === null)
            throw Problem.notFound('rule');
        return rule;
    }
    /** @throws Problem 400 naming every wrong field, 404, 409 when the name is taken or there are too many */
    create(issuerId, body, caller) {
        return this.changes.retrying(async () => {
            const fields = await this.checked(body);
            return this.changes.record(async (transaction) => {
                await this.cover(transaction, caller, fields.clientId);
                await this.scopes.hold(transaction, fields.scope ?? []);
                const made = await this.rules.insert(transaction, issuerId, fields);
                if (made === null)
                    throw Problem.notFound('issuer');
                if (made === 'full')
                    throw Problem.conflict(`An issuer has at most ${MOST_RULES} rules.`);
                return made;
            }, ({ id, name, clientId }) => doneBy(caller, 'issuer.rule_created', { id, issuer_id: issuerId, name, for_client: clientId }), conflicts);
        });
    }
    /** @throws Problem 400 naming every wrong field of the result, 404, 409 when the name is taken */
    change(issuerId, id, body, caller) {
        return this.changes.retrying(async () => {
            const before = await this.require(issuerId, id);
            const fields = await this.checked({ ...ruleFields(before), ...body });
            const changed = changedNames(ruleFields(before), ruleFields(fields));
            if (changed.length === 0)
                return before;
            return this.changes.record(async (transaction) => {
                await this.cover(transaction, caller, fields.clientId);
                await this.scopes.hold(transaction, fields.scope ?? []);
                return this.rules.update(transaction, before, fields);
            }, () => doneBy(caller, `issuer.rule_${changeKind(before, fields)}`, {
                id,
                issuer_id: issuerId,
                for_client: fields.clientId,
                changed,
            }), conflicts);
        });
    }
    /** @throws Problem 404 */
    async remove(issuerId, id, caller) {
        await this.changes.record(async (transaction) => {
            if (!(await this.rules.delete(transaction, issuerId, id)))
                throw Problem.notFound('rule');
        }, () => doneBy(caller, 'issuer.rule_deleted', { id, issuer_id: issuerId }));
    }
    /** A rule is a way to act as the client. @throws Problem 403 */
    async cover(transaction, caller, clientId) {
        const client = await this.clients.lock(transaction, clientId);
        if (client !== null)
            await coverClient(transaction, caller, client);
    }
    async checked(body) {
        const { value, wrong } = examined(WorkloadRuleRequest, body);
        if (!wrong.has('client_id') && (await this.clients.find(value.client_id)) === null) {
            wrong.add('client_id', 'is not the id of a client');
        }
        if (typeof value.scope === 'string' && !wrong.has('scope')) {
            const fault = await this.scopes.fault(readScope(value.scope));
            if (fault !== null)
                wrong.add('scope', fault);
        }
        wrong.refuse();
        return fieldsOf(value);
    }
};
WorkloadRuleRegister = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        WorkloadRuleStore,
        ScopeCatalogue,
        ClientStore])
], WorkloadRuleRegister);
export { WorkloadRuleRegister };
function fieldsOf(request) {
    return {
        name: request.name,
        claims: request.claims,
        clientId: request.client_id,
        scope: typeof request.scope === 'string' ? readScope(request.scope) : null,
        resources: request.resources ? [...new Set(request.resources)] : null,
        status: request.status,
    };
}
//# sourceMappingURL=workload-rule-register.js.map