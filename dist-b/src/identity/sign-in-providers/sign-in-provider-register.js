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
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { requireCover } from '../../kernel/within.js';
import { readScope } from '../../kernel/scope-set.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { changedNames, Changes, changeKind, doneBy } from '../changes.store.js';
import { ProviderEndings } from './provider-endings.js';
import { ProviderExamination } from './provider-examination.js';
import { SignInProviderRequest } from './sign-in-provider.request.js';
import { SignInProviderStore } from './sign-in-provider.store.js';
import { signInProviderFields } from './sign-in-provider.view.js';
const taken = (name, what) => Problem.conflict(`There is a sign-in provider with this ${what}.`, [{ pointer: `/${name}`, detail: 'is taken' }]);
const conflicts = {
    sign_in_providers_slug: taken('slug', 'slug'),
    sign_in_providers_issuer: taken('issuer', 'issuer'),
};
/** Registers companies' providers, changes and removes them; with one that may no longer sign people in, its sign-ins end. */
let SignInProviderRegister = class SignInProviderRegister {
    changes;
    providers;
    examination;
    endings;
    clock;
    constructor(changes, providers, examination, endings, clock) {
        this.changes = changes;
        this.providers = providers;
        this.examination = examination;
        this.endings = endings;
        this.clock = clock;
    }
    /** @throws Problem 404 */
    async require(id) {
        const provider = await this.providers.findById(id);
        if (provider === null)
            throw Problem.notFound('sign-in provider');
        return provider;
    }
    /** @throws Problem 400 naming every wrong field, 409 when slug or issuer is taken */
    async create(body, caller) {
        const id = uuidv7(this.clock.now());
        const fields = await this.checked(body, id, null);
        requireCover(caller, rolesGivenBy(fields));
        return this.changes.record((transaction) => this.providers.insert(transaction, id, fields), ({ slug, issuer }) => doneBy(caller, 'sign_in_provider.created', { id, slug, issuer }), conflicts);
    }
    /** @throws Problem 400 naming every wrong field of the result, 404, 409 */
    change(id, body, caller) {
        return this.changes.retrying(async () => {
            const before = await this.require(id);
            const fields = await this.checked({ ...signInProviderFields(before), ...body }, id, before);
            const names = changedNames(signInProviderFields(before), signInProviderFields(fields));
            const changed = [...names, ...(body['client_secret'] === undefined ? [] : ['client_secret'])];
            if (changed.length === 0)
                return before;
            requireCover(caller, [...rolesGivenBy(before), ...rolesGivenBy(fields)]);
            return this.changes.record(async (transaction) => {
                const after = await this.providers.update(transaction, before, fields);
                // Another issuer is another's word: what the old one said of people ends with it.
                const ends = after.status === 'inactive' || after.issuer !== before.issuer;
                if (ends)
                    await this.endings.end(transaction, id, 'the sign-in provider may no longer sign in');
                return after;
            }, () => doneBy(caller, `sign_in_provider.${changeKind(before, fields)}`, { id, slug: fields.slug, changed }), conflicts);
        });
    }
    /** People stay linked to what they are called there. @throws Problem 404 */
    async remove(id, caller) {
        const provider = await this.require(id);
        const { slug, issuer } = provider;
        requireCover(caller, rolesGivenBy(provider));
        await this.changes.record(async (transaction) => {
            // First: a session that is opened behind the look at them would lose the name of what it came from.
            if (!(await this.providers.holdForRemoval(transaction, id)))
                throw Problem.notFound('sign-in provider');
            await this.endings.end(transaction, id, 'the sign-in provider was deleted');
            await this.providers.delete(transaction, id);
        }, () => doneBy(caller, 'sign_in_provider.deleted', { id, slug, issuer }));
    }
    async checked(body, id, before) {
        const { value, wrong } = examined(SignInProviderRequest, body);
        checkTogether(value, before, wrong);
        await this.examination.checkRoles(value, before, wrong);
        const authorizationEndpoint = await this.examination.endpoint(value, before, wrong);
        wrong.refuse();
        return { ...fieldsOf(value), ...this.examination.findings({ id, value, before, authorizationEndpoint }) };
    }
};
SignInProviderRegister = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        SignInProviderStore,
        ProviderExamination,
        ProviderEndings,
        Clock])
], SignInProviderRegister);
export { SignInProviderRegister };
/** Roles that people get by signing in there. */
function rolesGivenBy({ rolesOfAll, roleMap }) {
    return [...rolesOfAll, ...Object.values(roleMap).flat()];
}
function fieldsOf(value) {
    return {
        slug: value.slug,
        name: value.name,
        issuer: value.issuer,
        clientId: value.client_id,
        scope: [...new Set(['openid', ...readScope(value.scope)])],
        emailDomains: [...new Set(value.email_domains)],
        createPeople: value.create_people,
        linkVerifiedEmail: value.link_verified_email,
        roleClaim: value.role_claim,
        roleMap: value.role_map,
        rolesOfAll: [...new Set(value.roles_of_all)],
        acrMap: value.acr_map,
        status: value.status,
    };
}
/** What does not go together in a provider. */
function checkTogether(value, before, wrong) {
    const noDomains = isEmpty(value.email_domains);
    const [noClaim, noMap] = [isEmpty(value.role_claim), isEmpty(value.role_map)];
    // A secret goes to nobody for whom it was not written.
    const same = before !== null && before.issuer === value.issuer && before.clientId === value.client_id;
    const rules = [
        [value.client_secret === undefined && !same, 'client_secret', 'is needed, for this issuer and client_id'],
        [noDomains && isOn(value.create_people), 'email_domains', 'are needed for create_people'],
        [noDomains && isOn(value.link_verified_email), 'email_domains', 'are needed for link_verified_email'],
        [noClaim && !noMap, 'role_claim', 'is needed for role_map'],
        [!noClaim && noMap, 'role_map', 'is needed for role_claim'],
    ];
    const broken = rules.filter(([isBroken, name]) => isBroken && !wrong.has(name));
    for (const [, name, fault] of broken)
        if (!wrong.has(name))
            wrong.add(name, fault);
}
/** Of what may not be what it should be. */
function isOn(value) {
    return value === true;
}
/** The same. */
function isEmpty(value) {
    return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
//# sourceMappingURL=sign-in-provider-register.js.map