var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { jsx as _jsx } from "preact/jsx-runtime";
import { Injectable } from '@nestjs/common';
import { formActionOf, Pages } from '../../http/pages/pages.js';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { redirectPlace } from '../../kernel/redirect-uri.js';
import { ConsentPage } from './consent.page.js';
import { digestOf } from './interaction.js';
/** The pages between an authorization request and its answer. */
let AuthorizationPages = class AuthorizationPages {
    pages;
    scopes;
    constructor(pages, scopes) {
        this.pages = pages;
        this.scopes = scopes;
    }
    async consent(response, page, person, { client, scope, question }) {
        const known = await this.scopes.find(scope);
        const { redirectUri, resources } = page.parameters;
        this.pages.send(response, {
            title: 'Allow access',
            body: (_jsx(ConsentPage, { action: `${page.path}/consent`, formToken: page.formToken, offer: digestOf(question), person: person, client: shownClient(client), redirect: redirectPlace(redirectUri), resources: resources, scopes: scope.map((name) => ({ name, description: known.get(name)?.description ?? name })), offline: scope.includes('offline_access') })),
            formAction: [formActionOf(redirectUri)],
        });
    }
};
AuthorizationPages = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Pages,
        ScopeCatalogue])
], AuthorizationPages);
export { AuthorizationPages };
/** A client as a person sees it who decides about it. */
export function shownClient(client) {
    const { clientName: name, registration, kind, purpose, owner } = client;
    return { name, host: shownHost(client), registration, kind, purpose, owner };
}
/** Where a client comes from, as far as somebody vouches for it: of its own registration nobody does. */
function shownHost({ registration, clientId, clientUri }) {
    if (registration === 'metadata_document')
        return new URL(clientId).host;
    return clientUri === null || registration === 'dynamic' ? null : new URL(clientUri).host;
}
//# sourceMappingURL=authorization-pages.js.map