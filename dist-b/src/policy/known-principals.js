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
import { isUuid } from '../http/page-query.js';
import { ClientStore } from '../identity/clients/client.store.js';
import { TrustedIssuers } from '../identity/federation/trusted-issuers.js';
import { ScopeCatalogue } from '../identity/scopes/scope.catalogue.js';
import { UserStore } from '../identity/users/user.store.js';
import { OWN_ACRS } from '../kernel/authentication-class.js';
import { BRIDGE_CLIENT } from '../kernel/bridge.js';
const KINDS = ['agent', 'application', 'service'];
/** Sees that a rule names somebody, and asks for what there is: a misspelt deny would deny nobody, and nobody would notice. */
let KnownPrincipals = class KnownPrincipals {
    users;
    clients;
    scopes;
    issuers;
    constructor(users, clients, scopes, issuers) {
        this.users = users;
        this.clients = clients;
        this.scopes = scopes;
        this.issuers = issuers;
    }
    async check({ type, id }, wrong) {
        if (type === 'any') {
            if ((id ?? null) !== null)
                wrong.add('principal', 'has no id when its type is any');
            return;
        }
        const fault = typeof id === 'string' ? await this.fault(type, id) : `has no id, which type ${type} needs`;
        if (fault !== null)
            wrong.add('principal', fault);
    }
    /** @param acr of the condition, if it has one */
    async checkClasses(acr, wrong) {
        if (acr === undefined || acr.some((one) => OWN_ACRS.includes(one)) || (await this.issuers.tellOfSignIns()))
            return;
        const detail = `must have one of ${OWN_ACRS.join(', ')}, unless another issuer is trusted to tell of sign-ins`;
        wrong.add(['conditions', 'authentication', 'acr'], detail);
    }
    async fault(type, id) {
        switch (type) {
            case 'user':
                return isUuid(id) && (await this.users.find(id)) !== null ? null : 'is no user: the id is a user’s id';
            case 'client':
                return id === BRIDGE_CLIENT || (await this.clients.find(id)) !== null
                    ? null
                    : 'is no client: the id is a client_id';
            case 'role':
                return this.scopes.fault([id], 'user');
            case 'kind':
                return KINDS.includes(id) ? null : `is no kind of client: ${KINDS.join(', ')}`;
            // A group is whatever people are said to be in, now or later.
            case 'group':
                return null;
        }
    }
};
KnownPrincipals = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UserStore,
        ClientStore,
        ScopeCatalogue,
        TrustedIssuers])
], KnownPrincipals);
export { KnownPrincipals };
//# sourceMappingURL=known-principals.js.map