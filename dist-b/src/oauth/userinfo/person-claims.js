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
import { UserStore } from '../../identity/users/user.store.js';
/** Claims of a person that a scope asks for (OpenID Connect Core §5.4). */
const OF_SCOPE = {
    profile: ['name', 'preferred_username', 'updated_at'],
    email: ['email', 'email_verified'],
};
/** Every claim of a person that can be had. */
export const PERSON_CLAIMS = Object.values(OF_SCOPE).flat();
/** What clients may learn of a person (OpenID Connect Core §5.1). */
let PersonClaims = class PersonClaims {
    users;
    constructor(users) {
        this.users = users;
    }
    /** All that the scope of a token gives. */
    ofScope(userId, scope) {
        return this.named(userId, scope, PERSON_CLAIMS);
    }
    /**
     * Claims that were asked for by name. Asking gives no right to them: people are asked for scopes, and each claim is in
     * one (OpenID Connect Core §5.5 leaves it to us what to give).
     */
    async named(userId, scope, asked) {
        const given = scope.flatMap((name) => OF_SCOPE[name] ?? []);
        const names = asked.filter((name) => given.includes(name));
        const user = names.length === 0 ? null : await this.users.find(userId);
        if (user === null)
            return {};
        const known = {
            name: user.name,
            preferred_username: user.email,
            updated_at: Math.floor(user.updatedAt.getTime() / 1000),
            email: user.email,
            // Administrators write addresses down; nobody has proved one.
            email_verified: false,
        };
        return Object.fromEntries(names.map((name) => [name, known[name]]));
    }
};
PersonClaims = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [UserStore])
], PersonClaims);
export { PersonClaims };
//# sourceMappingURL=person-claims.js.map