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
import { Sql } from '../../database/sql.js';
const NONE = { password: false, passkeys: 0, company: false, companyAcrs: [] };
const providers = `user_identities i JOIN sign_in_providers p ON p.issuer = i.issuer AND p.status = 'active' AND i.user_id = $1`;
const ways = `SELECT EXISTS (SELECT 1 FROM passwords WHERE user_id = $1) AS password,
  (SELECT count(*)::int FROM passkeys WHERE user_id = $1) AS passkeys,
  EXISTS (SELECT 1 FROM ${providers}) AS company,
  ARRAY(SELECT DISTINCT said.value FROM ${providers}, jsonb_each_text(p.acr_map) said) AS "companyAcrs"`;
/** What all of the tables of credentials say of one person. */
let SignInWaysStore = class SignInWaysStore {
    sql;
    constructor(sql) {
        this.sql = sql;
    }
    async of(userId) {
        const [row] = await this.sql.rows('sign-in-ways.of', ways, [
            userId,
        ]);
        return row ?? NONE;
    }
    /** Until the end of the transaction nobody who asks here takes away a way of the person's, or adds a passkey. */
    async hold(transaction, userId) {
        const held = await transaction.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
        if (held.length === 0)
            return NONE;
        const [row] = await transaction.query(ways, [userId]);
        return row ?? NONE;
    }
};
SignInWaysStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql])
], SignInWaysStore);
export { SignInWaysStore };
//# sourceMappingURL=sign-in-ways.store.js.map