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
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { keyedHash } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
/** 16 bytes in base64url. The last character carries four bits that mean nothing: they are zero in the one spelling there is. */
const NAME = /^[A-Za-z0-9_-]{21}[AQgw]$/;
/**
 * What clients of a sector call people and their sign-ins (OpenID Connect Core §8.1): the id, a UUID, enciphered as one
 * block under a key that only this sector and this use have. No two ids have one name, names of two sectors have nothing in
 * common, and whoever has the pepper reads them back: nothing is stored, and every replica says the same.
 */
let PairwiseNames = class PairwiseNames {
    key;
    constructor(secrets) {
        this.key = secrets.key('pairwise');
    }
    /** @param sector null: the id is the name @param id a UUID */
    of(sector, what, id) {
        if (sector === null)
            return id;
        // A single block under a key of its own: there is nothing to chain, and the same id must have the same name each time.
        const cipher = createCipheriv('aes-256-ecb', this.keyOf(sector, what), null).setAutoPadding(false);
        return Buffer.concat([cipher.update(id.replaceAll('-', ''), 'hex'), cipher.final()]).toString('base64url');
    }
    /**
     * The id behind a name. A name of another sector gives an id that nobody has.
     * @returns null for what is no name in this sector
     */
    read(sector, what, name) {
        if (!NAME.test(name))
            return null;
        const decipher = createDecipheriv('aes-256-ecb', this.keyOf(sector, what), null).setAutoPadding(false);
        const hex = Buffer.concat([decipher.update(name, 'base64url'), decipher.final()]).toString('hex');
        return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    }
    keyOf(sector, what) {
        return keyedHash(this.key, `${what} ${sector}`);
    }
};
PairwiseNames = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets])
], PairwiseNames);
export { PairwiseNames };
//# sourceMappingURL=pairwise-names.js.map