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
import { AddressRanges } from '../../kernel/address-ranges.js';
import { sameResource } from '../../kernel/resource-uri.js';
import { heldScopes } from '../../kernel/scope-set.js';
import { Settings } from '../../settings/settings.js';
import { ScopeCatalogue } from '../scopes/scope.catalogue.js';
import { AccessKeyRefusals } from './access-key-refusals.js';
import { accessKeyClientId, readAccessKey } from './access-key.rules.js';
import { AccessKeyStore } from './access-key.store.js';
import { AccessKeyUses } from './access-key-uses.js';
/** Tells whose an access key is, and what it may do at this moment. */
let AccessKeys = class AccessKeys {
    store;
    uses;
    refusals;
    scopes;
    settings;
    constructor(store, uses, refusals, scopes, settings) {
        this.store = store;
        this.uses = uses;
        this.refusals = refusals;
        this.scopes = scopes;
        this.settings = settings;
    }
    /**
     * The caller that a key speaks for, as if with a token of its session.
     * @param address from which it comes
     * @param audiences names of the resource that is called; null when there is none, before an answer that says so
     * @throws TokenRefused with one text, whatever is wrong
     */
    async caller(text, address, audiences) {
        const key = await this.admit(text, address, audiences);
        const clientId = accessKeyClientId(key.id);
        const since = Math.floor(key.createdAt.getTime() / 1000);
        const aud = audiences?.[0] ?? this.settings.PUBLIC_URL;
        const claims = {
            iss: this.settings.PUBLIC_URL,
            sub: key.userId,
            aud,
            exp: Math.floor(key.expiresAt.getTime() / 1000),
            iat: since,
            nbf: since,
            jti: key.id,
            client_id: clientId,
            scope: key.scope.join(' '),
            sid: key.sessionId,
            act: { sub: clientId },
        };
        const { scope: scopes, userId, roles, groups, txn, ancestors } = key;
        const lineage = { txn, ancestors };
        return { source: 'api', lineage, claims, audiences: [aud], scopes, userId, roles, groups, clientKind: null };
    }
    /** As {@link caller}. @throws TokenRefused with one text, whatever is wrong */
    async admit(text, address, audiences) {
        const id = readAccessKey(text);
        const key = id === null ? null : await this.store.present(id, text);
        if (key === null)
            throw this.refusals.unknown(id);
        const bound = this.settings.REQUIRED_TOKEN_BINDING !== 'none';
        const fault = bound ? 'bound to nothing' : faultOf(key, address, audiences);
        if (fault !== null)
            throw await this.refusals.known(key, fault);
        this.uses.note(key.id);
        return { ...key, scope: heldScopes(key.scope, key.roles, await this.scopes.find(key.scope)) };
    }
};
AccessKeys = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AccessKeyStore,
        AccessKeyUses,
        AccessKeyRefusals,
        ScopeCatalogue,
        Settings])
], AccessKeys);
export { AccessKeys };
function faultOf(key, address, audiences) {
    if (key.expired)
        return 'expired';
    if (!key.open)
        return 'closed';
    if (!key.ownerActive)
        return 'owner is not active';
    if (key.addresses.length > 0 && !new AddressRanges(key.addresses).hold(address))
        return 'wrong address';
    if (audiences !== null && key.resources !== null && !meet(key.resources, audiences))
        return 'wrong resource';
    return null;
}
function meet(resources, audiences) {
    return resources.some((resource) => audiences.some((audience) => sameResource(resource, audience)));
}
//# sourceMappingURL=access-keys.js.map