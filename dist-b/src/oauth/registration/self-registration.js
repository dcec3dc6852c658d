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
import { ClientSecretStore } from '../../identity/clients/client-secret.store.js';
import { usesSecret } from '../../identity/clients/client.rules.js';
import { ClientRegister } from '../../identity/clients/client-register.js';
import { registrationOf, UnfitMetadata } from '../../identity/registration/client-metadata.rules.js';
import { ClientRegistrationStore } from '../../identity/registration/client-registration.store.js';
import { RegistrationTokenStore } from '../../identity/registration/registration-token.store.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../../settings/settings.js';
/** RFC 7591 §2; the answer tells what it has been called. */
const UNNAMED = 'Unnamed application';
/** Clients that register themselves, and look after what they registered (RFC 7591, RFC 7592). */
let SelfRegistration = class SelfRegistration {
    register;
    registrations;
    tokens;
    secrets;
    settings;
    constructor(register, registrations, tokens, secrets, settings) {
        this.register = register;
        this.registrations = registrations;
        this.tokens = tokens;
        this.secrets = secrets;
        this.settings = settings;
    }
    /**
     * @param read what the client says of itself; nobody reads that of whoever may not register
     * @param presented initial access token, if there is one
     * @throws OAuthError `invalid_token`, `invalid_redirect_uri`, `invalid_client_metadata`; `access_denied` when it is off
     */
    async create(read, presented) {
        const allowed = await this.allowed(presented);
        const metadata = await read();
        const fields = await described(() => ({ ...this.fields(metadata), owner_id: allowed?.ownerId ?? null }));
        let token = '';
        const created = await described(() => this.register.createUnowned(fields, {
            registration: 'dynamic',
            also: async (transaction, clientId) => {
                await this.admit(transaction, allowed);
                token = await this.registrations.insert(transaction, clientId);
            },
        }, (detail) => ({
            ...{ kind: 'client.created', decision: 'done', clientId: detail.id },
            detail: { ...detail, registration: 'dynamic', registration_token_id: allowed?.id ?? null },
        })));
        if (created === null)
            throw new Error('a fresh id is nobody else’s');
        return { ...created, token };
    }
    /** The client as it is now. @throws OAuthError `invalid_token` */
    async read(clientId, token) {
        await this.authorize(clientId, token);
        return this.register.require(clientId);
    }
    /**
     * Puts another description in the place of the whole (RFC 7592 §2.2); the token that was shown ends. A client that is
     * to prove itself by a secret from now on, and has none, gets one.
     * @throws OAuthError `invalid_token`, `invalid_redirect_uri`, `invalid_client_metadata`
     */
    async replace(clientId, token, metadata) {
        await this.authorize(clientId, token);
        return described(async () => {
            checkReplacement(clientId, metadata);
            let fresh = null;
            const fields = this.fields(metadata);
            const secret = await this.missingSecret(clientId, fields);
            const client = await this.register.follow(clientId, fields, (kind, changed) => ({ kind, decision: 'done', clientId, detail: { id: clientId, changed } }), async (transaction) => {
                fresh = await this.registrations.rotate(transaction, clientId, token);
                if (fresh === null)
                    throw notHeld();
                if (secret !== null)
                    await this.secrets.insert(transaction, clientId, secret);
            });
            return { client, secret, token: fresh ?? token };
        });
    }
    async missingSecret(clientId, fields) {
        const needed = usesSecret({
            tokenEndpointAuthMethod: fields['token_endpoint_auth_method'],
        });
        return needed && (await this.secrets.list(clientId)).length === 0 ? this.secrets.prepare() : null;
    }
    /** All that it had ends (RFC 7592 §2.3). @throws OAuthError `invalid_token` */
    async remove(clientId, token) {
        await this.authorize(clientId, token);
        const event = {
            kind: 'client.deleted',
            decision: 'done',
            clientId,
            detail: { id: clientId, by: 'itself' },
        };
        await this.register.removeBy(clientId, () => event, async (transaction) => {
            if ((await this.registrations.rotate(transaction, clientId, token)) === null)
                throw notHeld();
        });
    }
    /** The same answer for a client that is not there, so that nobody learns which are (RFC 7592 §2.1). */
    async authorize(clientId, token) {
        if (!(await this.registrations.holds(clientId, token)))
            throw notHeld();
    }
    async allowed(presented) {
        const mode = this.settings.CLIENT_REGISTRATION;
        if (mode === 'off')
            throw new OAuthError('access_denied', 'clients do not register themselves here', { status: 403 });
        if (presented !== undefined) {
            const found = await this.tokens.find(presented);
            if (found === null)
                throw notAllowed();
            return found;
        }
        if (mode === 'token')
            throw notAllowed();
        return null;
    }
    /** In the commit that makes the client: one use of its token, or one place among those that wait. */
    async admit(transaction, allowed) {
        if (allowed !== null) {
            if (!(await this.tokens.spend(transaction, allowed.id)))
                throw notAllowed();
        }
        else if (!(await this.registrations.hasRoom(transaction, 'dynamic', this.settings.UNUSED_CLIENTS))) {
            throw new OAuthError('temporarily_unavailable', 'too many clients wait for somebody to let them in', {
                status: 503,
            });
        }
    }
    /** MCP clients name the scopes of the first server they meet, and keep the client for every other one. */
    fields(metadata) {
        const scopes = this.settings.SELF_REGISTERED_SCOPES;
        return registrationOf(metadata, { authMethod: 'client_secret_basic', scopes, narrowed: false, name: UNNAMED });
    }
};
SelfRegistration = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientRegister,
        ClientRegistrationStore,
        RegistrationTokenStore,
        ClientSecretStore,
        Settings])
], SelfRegistration);
export { SelfRegistration };
/** RFC 7592 §2.2: what only the server says has no place in it, and what it says of itself must be true. */
function checkReplacement(clientId, metadata) {
    if (metadata['client_id'] !== clientId)
        throw new UnfitMetadata('client_id', 'must be the client’s own');
    const servers = [
        'registration_access_token',
        'registration_client_uri',
        'client_secret_expires_at',
        'client_id_issued_at',
        'client_secret',
    ];
    const given = servers.find((name) => name in metadata);
    if (given !== undefined)
        throw new UnfitMetadata(given, 'is not the client’s to say');
}
/** What is wrong with a description, in the words of RFC 7591 §3.2.2. */
async function described(work) {
    try {
        return await work();
    }
    catch (cause) {
        if (cause instanceof UnfitMetadata)
            throw unfit(cause.member, cause.message, cause);
        if (!(cause instanceof Problem) || cause.status !== 400)
            throw cause;
        const text = cause.errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; ');
        throw unfit(cause.errors[0]?.pointer.split('/')[1] ?? '', text, cause);
    }
}
function unfit(member, text, cause) {
    const code = member === 'redirect_uris' ? 'invalid_redirect_uri' : 'invalid_client_metadata';
    return new OAuthError(code, text, { cause });
}
function notAllowed() {
    const text = 'an initial access token is needed that is good, or it is used up';
    return new OAuthError('invalid_token', text, { status: 401, challenge: 'Bearer error="invalid_token"' });
}
function notHeld() {
    const text = 'the registration access token is not this client’s, or not any more';
    return new OAuthError('invalid_token', text, { status: 401, challenge: 'Bearer error="invalid_token"' });
}
//# sourceMappingURL=self-registration.js.map