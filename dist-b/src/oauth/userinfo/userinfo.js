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
import { ClientDirectory } from '../../identity/clients/client.directory.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { PairwiseNames } from '../tokens/pairwise-names.js';
import { PersonClaims } from './person-claims.js';
/** Makes the answer of the userinfo endpoint. */
let Userinfo = class Userinfo {
    persons;
    clients;
    names;
    keys;
    settings;
    constructor(persons, clients, names, keys, settings) {
        this.persons = persons;
        this.clients = clients;
        this.names = names;
        this.keys = keys;
        this.settings = settings;
    }
    /** @returns claims, or a JWT of them when the client is registered for one (OpenID Connect Core §5.3.2) */
    async about(caller, userId) {
        const { sub: subject, client_id: clientId } = caller.claims;
        const client = await this.clients.findAsking(clientId);
        // As in the ID token (OpenID Connect Core §5.3.2).
        const sub = subject === userId ? this.names.of(client?.sector ?? null, 'sub', userId) : subject;
        const claims = { ...(await this.persons.ofScope(userId, caller.scopes)), sub };
        const algorithm = client?.userinfoAlg ?? null;
        if (algorithm === null)
            return claims;
        return this.keys.sign('JWT', { ...claims, iss: this.settings.PUBLIC_URL, aud: clientId }, algorithm);
    }
};
Userinfo = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PersonClaims,
        ClientDirectory,
        PairwiseNames,
        KeyRing,
        Settings])
], Userinfo);
export { Userinfo };
//# sourceMappingURL=userinfo.js.map