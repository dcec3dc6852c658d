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
import { isIP } from 'node:net';
import { examined } from '../../http/json-body.js';
import { changedNames, Changes, changeKind, doneBy } from '../../identity/changes.store.js';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { parsedUrl } from '../../kernel/parsed-url.js';
import { Problem } from '../../kernel/problem.js';
import { AddressRule, EndpointAddressRule } from '../../outbound/address-rule.js';
import { Settings } from '../../settings/settings.js';
import { CredentialVault } from './credential-vault.js';
import { UpstreamRequest } from './upstream.request.js';
import { UpstreamStore } from './upstream.store.js';
import { upstreamFields } from './upstream.view.js';
import { credentialFault, writtenCredential } from './written-credential.js';
const conflicts = {
    upstreams_name: Problem.conflict('There is an upstream of this kind with this name.', [
        { pointer: '/name', detail: 'is taken' },
    ]),
};
/** Registers upstreams, changes and removes them. */
let UpstreamRegister = class UpstreamRegister {
    changes;
    upstreams;
    scopes;
    vault;
    addresses;
    endpoints;
    constructor(changes, upstreams, scopes, vault, settings) {
        this.changes = changes;
        this.upstreams = upstreams;
        this.scopes = scopes;
        this.vault = vault;
        this.addresses = new AddressRule(settings.UPSTREAM_NETWORKS);
        this.endpoints = new EndpointAddressRule(settings);
    }
    /** @throws Problem 404 */
    async require(id) {
        const upstream = await this.upstreams.findById(id);
        if (upstream === null)
            throw Problem.notFound('upstream');
        return upstream;
    }
    /** @throws Problem 400 naming every wrong field, 409 when the name is taken */
    create(body, caller) {
        return this.changes.retrying(async () => {
            const fields = await this.checked(body, null);
            return this.changes.record(async (transaction) => {
                await this.scopes.hold(transaction, fields.requiredScopes);
                return this.upstreams.insert(transaction, fields);
            }, ({ id, kind, name }) => doneBy(caller, 'upstream.created', { id, upstream_kind: kind, name }), conflicts);
        });
    }
    /** @throws Problem 400 naming every wrong field of the result, 404 */
    change(id, body, caller) {
        return this.changes.retrying(async () => {
            const before = await this.require(id);
            const fields = await this.checked({ ...upstreamFields(before), ...body }, before);
            const changed = changedNames(upstreamFields(before), upstreamFields(fields));
            if (changed.length === 0)
                return before;
            return this.changes.record(async (transaction) => {
                await this.scopes.hold(transaction, fields.requiredScopes);
                return this.upstreams.update(transaction, before, fields);
            }, () => doneBy(caller, `upstream.${changeKind(before, fields)}`, { id, name: before.name, changed }));
        });
    }
    /** @throws Problem 404 */
    async remove(id, caller) {
        const { name, kind } = await this.require(id);
        await this.changes.record(async (transaction) => {
            if (!(await this.upstreams.delete(transaction, id)))
                throw Problem.notFound('upstream');
        }, () => doneBy(caller, 'upstream.deleted', { id, upstream_kind: kind, name }));
    }
    async checked(body, before) {
        const { value, wrong } = examined(UpstreamRequest, body);
        if (!wrong.has('url'))
            this.checkAddress(value.url, wrong);
        if (!wrong.has('credential') && !wrong.has('url')) {
            const fault = credentialFault(value, before) ?? this.endpointFault(value);
            if (fault !== null)
                wrong.add('credential', fault);
        }
        if (value.kind === 'a2a' && value.transport === 'sse')
            wrong.add('transport', 'is sse for MCP servers only');
        if (before !== null)
            checkIdentity(value, before, wrong);
        if (value.required_scopes !== undefined && !wrong.has('required_scopes')) {
            const fault = await this.scopes.fault(value.required_scopes);
            if (fault !== null)
                wrong.add('required_scopes', fault);
        }
        wrong.refuse();
        return { ...fieldsOf(value), ...writtenCredential(value, before, this.vault) };
    }
    checkAddress(url, wrong) {
        const fault = literalFault(url, this.addresses);
        if (fault !== null)
            wrong.add('url', fault);
    }
    endpointFault({ credential }) {
        const fault = literalFault(credential?.token_endpoint ?? '', this.endpoints);
        return fault === null ? null : `has a token_endpoint that is not admitted: ${fault}`;
    }
};
UpstreamRegister = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        UpstreamStore,
        ScopeCatalogue,
        CredentialVault,
        Settings])
], UpstreamRegister);
export { UpstreamRegister };
/** A name is looked up, and its addresses are checked, with every connection; a literal is known now. */
function literalFault(url, rule) {
    const host = parsedUrl(url)?.hostname.replace(/^\[|\]$/g, '') ?? '';
    return isIP(host) === 0 ? null : rule.refuses(host);
}
/** Kind and name make the resource identifier, which clients, tokens and policies already hold. */
function checkIdentity(value, before, wrong) {
    for (const name of ['name', 'kind']) {
        if (!wrong.has(name) && value[name] !== before[name])
            wrong.add(name, 'cannot be changed');
    }
}
function fieldsOf(request) {
    return {
        name: request.name,
        kind: request.kind,
        url: request.url,
        transport: request.transport,
        requiredScopes: [...new Set(request.required_scopes ?? [request.kind])],
        requiredTokenBinding: request.required_token_binding,
        policyDefault: request.default,
        timeouts: { ...request.timeouts },
        limits: { ...request.limits },
        status: request.status,
    };
}
//# sourceMappingURL=upstream-register.js.map