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
import { Log } from '../../kernel/log.js';
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { GuardedFetch } from '../../outbound/guarded-fetch.js';
/** Looks up which redirect URIs belong to a sector (OpenID Connect Core §8.1). */
let SectorIdentifiers = class SectorIdentifiers {
    fetch;
    log;
    constructor(fetch, log) {
        this.fetch = fetch;
        this.log = log;
    }
    /**
     * Why redirect URIs do not belong to the sector of an address; null when all do. Why a document could not be had is for the
     * log alone: told to whoever named it, it would be a map of our network.
     */
    async fault(uri, redirectUris) {
        const listed = await this.listed(uri);
        if (listed === null)
            return 'could not be fetched, or is not a JSON list of texts';
        const missing = redirectUris.filter((one) => !listed.includes(one));
        return missing.length === 0 ? null : `does not list ${missing.join(', ')}`;
    }
    async listed(uri) {
        try {
            const document = await this.fetch.json(uri, { ofStranger: true });
            const isList = Array.isArray(document) && document.every((one) => typeof one === 'string');
            return isList ? document : null;
        }
        catch (err) {
            if (!(err instanceof FetchRefused))
                throw err;
            this.log.warn('sector_identifier.not_fetched', { address: err.address, reason: err.reason });
            return null;
        }
    }
};
SectorIdentifiers = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [GuardedFetch,
        Log])
], SectorIdentifiers);
export { SectorIdentifiers };
//# sourceMappingURL=sector-identifiers.js.map