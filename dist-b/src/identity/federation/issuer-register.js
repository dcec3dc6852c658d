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
import { sameResource } from '../../kernel/resource-uri.js';
import { readScope } from '../../kernel/scope-set.js';
import { Settings } from '../../settings/settings.js';
import { changedNames, Changes, changeKind, doneBy } from '../changes.store.js';
import { coverIssuer, coverLinked } from '../users/reach.store.js';
import { ClientStore } from '../clients/client.store.js';
import { ScopeCatalogue } from '../scopes/scope.catalogue.js';
import { IssuerRequest } from './trusted-issuer.request.js';
import { issuerFaults } from './trusted-issuer.rules.js';
import { TrustedIssuerStore } from './trusted-issuer.store.js';
import { issuerFields } from './trusted-issuer.view.js';
const conflicts = {
    trusted_issuers_issuer: Problem.conflict('This issuer is trusted already.', [
        { pointer: '/issuer', detail: 'is taken' },
    ]),
};
/**
 * Writes down whom else we believe, changes and removes them.
 * From the commit on nothing is let in by what was taken away. Access tokens that are out by then live on until they
 * expire, after `ACCESS_TOKEN_SECONDS` at most (five minutes unless set): they name no issuer by which they could be
 * found. To end them at once, close the sessions of the client or of the person. Links of people outlive the issuer, and
 * count again when it comes back: who somebody is there has not changed.
 */
let IssuerRegister = class IssuerRegister {
    changes;
    issuers;
    scopes;
    clients;
    settings;
    constructor(changes, issuers, scopes, clients, settings) {
        this.changes = changes;
        this.issuers = issuers;
        this.scopes = scopes;
        this.clients = clients;
        this.settings = settings;
    }
    /** @throws Problem 404 */
    async require(id) {
        const issuer = await this.issuers.find(id);
        if (issuer === null)
            throw Problem.notFound('issuer');
        return issuer;
    }
    /** @throws Problem 400 naming every wrong field, 403 where it knows somebody with more than the caller, 409 when the issuer is trusted already */
    create(body, caller) {
        return this.changes.retrying(async () => {
            const fields = await this.checked(body, null);
            return this.changes.record(async (transaction) => {
                await coverPeople(transaction, caller, fields);
                await this.scopes.hold(transaction, fields.scope ?? []);
                return this.issuers.insert(transaction, fields);
            }, ({ id, issuer, uses }) => doneBy(caller, 'issuer.created', { id, issuer, uses }), conflicts);
        });
    }
    /** @throws Problem 400 naming every wrong field of the result, 403 where it knows somebody with more than the caller, 404 */
    change(id, body, caller) {
        return this.changes.retrying(async () => {
            const before = await this.require(id);
            const fields = await this.checked({ ...issuerFields(before), ...body }, before);
            const changed = changedNames(issuerFields(before), issuerFields(fields));
            if (changed.length === 0)
                return before;
            return this.changes.record(async (transaction) => {
                await coverIssuer(transaction, caller, id);
                await coverPeople(transaction, caller, fields);
                await this.scopes.hold(transaction, fields.scope ?? []);
                return this.issuers.update(transaction, before, fields);
            }, () => doneBy(caller, `issuer.${changeKind(before, fields)}`, { id, issuer: before.issuer, changed }));
        });
    }
    /** @throws Problem 404 */
    async remove(id, caller) {
        const { issuer } = await this.require(id);
        await this.changes.record(async (transaction) => {
            if (!(await this.issuers.delete(transaction, id)))
                throw Problem.notFound('issuer');
        }, () => doneBy(caller, 'issuer.deleted', { id, issuer }));
    }
    async checked(body, before) {
        const { value, wrong } = examined(IssuerRequest, body);
        for (const [name, fault] of issuerFaults(value))
            if (!wrong.has(name))
                wrong.add(name, fault);
        if (!wrong.has('issuer'))
            this.checkName(value.issuer, before, wrong);
        if (typeof value.scope === 'string' && !wrong.has('scope')) {
            const fault = await this.scopes.fault(readScope(value.scope));
            if (fault !== null)
                wrong.add('scope', fault);
        }
        if (!wrong.has('clients'))
            await this.checkClients(value.clients, before?.clients ?? [], wrong);
        wrong.refuse();
        return this.fieldsOf(value);
    }
    checkName(issuer, before, wrong) {
        // What we sign ourselves has rules of its own; by these it could come back as more than it was (JAG-11).
        if (this.settings.publicBases.some((base) => sameResource(base, issuer)))
            wrong.add('issuer', 'is this Gatehouse');
        else if (before !== null && issuer !== before.issuer)
            wrong.add('issuer', 'cannot be changed');
    }
    /** One that stood before may be gone by now: that must not keep others from being changed. */
    async checkClients(ids, known, wrong) {
        const unknown = [];
        for (const id of new Set(ids)) {
            if (!known.includes(id) && (await this.clients.find(id)) === null)
                unknown.push(id);
        }
        if (unknown.length > 0)
            wrong.add('clients', `are not the ids of clients: ${unknown.join(', ')}`);
    }
    fieldsOf(request) {
        return {
            issuer: request.issuer,
            name: request.name,
            jwksUri: request.jwks_uri ?? null,
            jwks: request.jwks ?? null,
            audiences: [...new Set(request.audiences ?? [this.settings.PUBLIC_URL])],
            algorithms: [...new Set(request.algorithms)],
            uses: [...new Set(request.uses)],
            singleUse: request.single_use,
            scope: typeof request.scope === 'string' ? readScope(request.scope) : null,
            clients: [...new Set(request.clients)],
            linkVerifiedEmail: request.link_verified_email,
            status: request.status,
        };
    }
};
IssuerRegister = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        TrustedIssuerStore,
        ScopeCatalogue,
        ClientStore,
        Settings])
], IssuerRegister);
export { IssuerRegister };
/** An issuer that is not believed, or not of people, makes nobody anybody; it is asked again when that changes. */
async function coverPeople(transaction, caller, fields) {
    const { issuer, status, uses } = fields;
    if (status === 'active' && uses.some((use) => use !== 'workload'))
        await coverLinked(transaction, caller, issuer);
}
//# sourceMappingURL=issuer-register.js.map