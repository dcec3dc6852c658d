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
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { Clock } from '../../kernel/clock.js';
import { ScopeCatalogue } from '../scopes/scope.catalogue.js';
import { ProviderDiscovery } from './provider-discovery.js';
import { ProviderSecrets } from './provider-secrets.js';
/** Looks at what only the database and the provider itself know of a registration. */
let ProviderExamination = class ProviderExamination {
    scopes;
    discovery;
    secrets;
    clock;
    constructor(scopes, discovery, secrets, clock) {
        this.scopes = scopes;
        this.discovery = discovery;
        this.secrets = secrets;
        this.clock = clock;
    }
    /** Roles are scopes of the user tier. One that stood before may be gone: else nothing else could be changed any more. */
    async checkRoles(value, before, wrong) {
        const known = new Set(before === null ? [] : [...before.rolesOfAll, ...Object.values(before.roleMap).flat()]);
        for (const name of ['roles_of_all', 'role_map']) {
            if (wrong.has(name))
                continue;
            const roles = name === 'role_map' ? Object.values(value.role_map).flat() : value.roles_of_all;
            const fault = await this.scopes.fault([...new Set(roles)].filter((role) => !known.has(role)), 'user');
            if (fault !== null)
                wrong.add(name, fault);
        }
    }
    /**
     * Where people are sent, as the provider says now. One that is switched off, or is being so, need not be there.
     * @returns what is known, when the issuer is wrong
     */
    async endpoint(value, before, wrong) {
        const same = before !== null && before.issuer === value.issuer ? before : null;
        const known = same?.authorizationEndpoint ?? '';
        const needed = same === null || (same.status !== value.status && value.status === 'active');
        if (wrong.has('issuer') || !needed)
            return known;
        try {
            return (await this.discovery.anew(value.issuer)).authorization_endpoint;
        }
        catch (error) {
            if (!(error instanceof FetchRefused))
                throw error;
            wrong.add('issuer', `could not be discovered: ${error.message}`);
            return known;
        }
    }
    findings(of) {
        const { id, value, before, authorizationEndpoint } = of;
        const { client_secret: secret, issuer, client_id: clientId } = value;
        if (secret !== undefined) {
            const sealedSecret = this.secrets.seal({ id, issuer, clientId }, secret);
            return { sealedSecret, secretSetAt: new Date(this.clock.now()), authorizationEndpoint };
        }
        if (before === null)
            throw new Error('a provider without a secret');
        const { sealedSecret, secretSetAt } = before;
        return { sealedSecret, secretSetAt, authorizationEndpoint };
    }
};
ProviderExamination = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ScopeCatalogue,
        ProviderDiscovery,
        ProviderSecrets,
        Clock])
], ProviderExamination);
export { ProviderExamination };
//# sourceMappingURL=provider-examination.js.map