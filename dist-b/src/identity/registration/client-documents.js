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
import { isClientIdUrl } from '../../kernel/client-id-url.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Problem } from '../../kernel/problem.js';
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { GuardedFetch } from '../../outbound/guarded-fetch.js';
import { isJsonObject, plainJson } from '../../kernel/strict-json.js';
import { Settings } from '../../settings/settings.js';
import { DocumentedClients } from './documented-clients.js';
import { documentedRegistration, isAdmittedHost, UnfitMetadata } from './client-metadata.rules.js';
/** Bytes of a document (draft-ietf-oauth-client-id-metadata-document §6.6). */
const LARGEST = 5 * 1024;
/** Seconds for which a document counts: as its host says, within these. */
const FRESH = { least: 60, usual: 3600, most: 86_400 };
/** Whether such an id can only be that of a document. */
export function isDocumented(clientId) {
    return clientId.startsWith('https:');
}
/** Clients whose id is the URL of a metadata document: fetched, checked, and kept as every other client is. */
let ClientDocuments = class ClientDocuments {
    clients;
    fetch;
    settings;
    log;
    /** One fetch of a document at a time, for all who wait for it. */
    running = new Map();
    constructor(clients, fetch, settings, log) {
        this.clients = clients;
        this.fetch = fetch;
        this.settings = settings;
        this.log = log;
    }
    /**
     * Brings what is known of such a client up to date. Other ids are left as they are.
     * @returns whether there can be such a client at all
     * @throws OAuthError `invalid_client` when the document cannot be had, or nobody can be registered by it
     */
    async refresh(clientId) {
        if (!isDocumented(clientId))
            return true;
        if (!isClientIdUrl(clientId) || !isAdmittedHost(clientId, this.settings.CLIENT_METADATA_HOSTS))
            return false;
        if (await this.clients.isFresh(clientId))
            return true;
        const running = this.running.get(clientId) ?? this.begin(clientId);
        await running;
        return true;
    }
    begin(clientId) {
        const running = this.read(clientId).finally(() => this.running.delete(clientId));
        this.running.set(clientId, running);
        return running;
    }
    async read(clientId) {
        // Somebody may have fetched it since it was found stale.
        if (await this.clients.isFresh(clientId))
            return;
        try {
            const { value, headers } = await this.fetch.document(clientId, { largest: LARGEST, ofStranger: true });
            if (!isJsonObject(value))
                throw new UnfitMetadata('the document', 'must be a JSON object');
            const metadata = plainJson(value);
            const body = documentedRegistration(clientId, metadata, this.settings.SELF_REGISTERED_SCOPES);
            await this.clients.keep(clientId, body, freshSeconds(headers['cache-control']));
        }
        catch (cause) {
            const why = whyNot(cause);
            if (why === null)
                throw cause;
            const { host } = new URL(clientId);
            this.log.info('client_document.refused', { host, reason: cause instanceof FetchRefused ? cause.reason : why });
            throw new OAuthError('invalid_client', `the client's metadata document cannot be used: ${why}`, { cause });
        }
    }
};
ClientDocuments = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DocumentedClients,
        GuardedFetch,
        Settings,
        Log])
], ClientDocuments);
export { ClientDocuments };
/** Whatever became of the fetch: more would be a map of our network, for whoever names a URL. */
const NOT_FETCHED = `it must be answered with 200 and be JSON of at most ${LARGEST} bytes, at a public address, without a redirection`;
/** What is wrong with the document, for whoever wrote it; null for what is no fault of theirs. */
function whyNot(cause) {
    if (cause instanceof FetchRefused)
        return NOT_FETCHED;
    if (cause instanceof UnfitMetadata)
        return cause.message;
    if (!(cause instanceof Problem) || cause.status !== 400)
        return null;
    return cause.errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; ');
}
/** Seconds, from `Cache-Control` (RFC 9111 §5.2.2), within our own bounds. */
function freshSeconds(cacheControl) {
    if (cacheControl === undefined)
        return FRESH.usual;
    if (/(^|[\s,])no-(store|cache)($|[\s,=])/i.test(cacheControl))
        return FRESH.least;
    const age = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,9})/i.exec(cacheControl);
    return age === null ? FRESH.usual : Math.min(Math.max(Number(age[1]), FRESH.least), FRESH.most);
}
//# sourceMappingURL=client-documents.js.map