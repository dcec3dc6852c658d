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
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { isLater } from '../../kernel/at-hand.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { grantedScopes, scopesInQuestion } from './scope.rules.js';
import { Target } from './target.js';
/** Decides what a client may do as itself, in the name of its owner. */
let OwnAuthority = class OwnAuthority {
    target;
    scopes;
    constructor(target, scopes) {
        this.target = target;
        this.scopes = scopes;
    }
    /** @throws OAuthError `invalid_target`, `invalid_scope`, `invalid_request` */
    async of(client, wishes, origin) {
        const { clientId, owner } = client;
        if (owner === null)
            throw new OAuthError('invalid_client', 'the client has no owner');
        if (wishes.plugin_id !== undefined && !client.pluginIds.includes(wishes.plugin_id)) {
            throw new OAuthError('invalid_request', 'the client may not name this plugin_id');
        }
        const targets = this.target.audiencesFor(client, wishes.resource, wishes.audience);
        const audiences = isLater(targets) ? await targets : targets;
        const [audience] = audiences;
        const catalogue = this.scopes.find(scopesInQuestion(wishes.scope, client.scope));
        const scope = grantedScopes({
            requested: wishes.scope,
            clientScope: client.scope,
            ownerRoles: owner.roles,
            catalogue: isLater(catalogue) ? await catalogue : catalogue,
            audience,
        });
        const named = client.subject === 'client'
            ? { subject: clientId, owner: owner.id }
            : { subject: owner.id, actor: { sub: clientId } };
        return {
            source: 'oauth',
            clientId,
            userId: owner.id,
            asOwner: true,
            ...named,
            scope,
            audience,
            audiences,
            ...(wishes.plugin_id === undefined ? {} : { pluginId: wishes.plugin_id }),
            origin,
        };
    }
};
OwnAuthority = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Target,
        ScopeCatalogue])
], OwnAuthority);
export { OwnAuthority };
//# sourceMappingURL=own-authority.js.map