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
import { randomBytes } from 'node:crypto';
import { RecordedTransactions } from '../audit/recorded-transactions.store.js';
import { Clock } from '../kernel/clock.js';
import { newSecret } from '../kernel/one-time-secret.js';
import { ROLE_NAMES } from '../kernel/roles.js';
import { uuidv7 } from '../kernel/uuid-v7.js';
import { Settings } from '../settings/settings.js';
import { nextChange } from './changes.store.js';
import { ClientSecret } from './clients/client-secret.entity.js';
import { ClientSecrets } from './clients/client-secrets.js';
import { Client } from './clients/client.entity.js';
import { DEVICE_CODE } from './clients/client.rules.js';
import { SessionStore } from './sessions/session.store.js';
import { User } from './users/user.entity.js';
/** What the first person may do, and the client by which they do it. */
const FIRST = ['owner', 'admin'];
/** The client of the command line: its name is what a newcomer need not know. */
const COMMAND_LINE = 'gatehouse-cli';
/** Creates the first administrator and the client by which that person gets tokens; or lets one in again. */
let FirstAdministratorStore = class FirstAdministratorStore {
    transactions;
    secrets;
    clock;
    settings;
    sessions;
    constructor(transactions, secrets, clock, settings, sessions) {
        this.transactions = transactions;
        this.secrets = secrets;
        this.clock = clock;
        this.settings = settings;
        this.sessions = sessions;
    }
    /**
     * Does nothing once there is any user: a client that an administrator deleted must not come back with a restart.
     * @param keep keeps a generated secret, before it becomes valid: whatever ends the start then, it is not lost
     * @returns null when nothing was created
     */
    async create(keep = () => undefined) {
        // Every start but the first is spared the work on a secret that nobody needs.
        if (await this.locked((manager) => manager.exists(User)))
            return null;
        const chosen = this.settings.BOOTSTRAP_CLIENT_SECRET;
        const secret = chosen ?? newSecret();
        const stored = await this.secrets.store(secret);
        return this.locked(async (manager) => {
            if (await manager.exists(User))
                return null;
            const clientId = this.settings.BOOTSTRAP_CLIENT_ID;
            if (chosen === undefined)
                keep(secret);
            const userId = await this.insertUser(manager);
            await this.insertClient(manager, userId, clientId, stored);
            await this.ensureCommandLine(manager, userId);
            return { clientId, generatedSecret: chosen === undefined ? secret : null };
        });
    }
    /**
     * For whoever has the machine and no administrator's secret any more: the person of `BOOTSTRAP_ADMIN_EMAIL` is, or
     * becomes, an active owner, and gets one more client; the one of the command line is there again. It is on record, with what they had not been before; then what
     * was opened for them ends, and so do links to set a password: somebody lesser could have made them.
     */
    async letIn() {
        const secret = newSecret();
        const stored = await this.secrets.store(secret);
        return this.locked(async (manager, tell) => {
            const email = this.settings.BOOTSTRAP_ADMIN_EMAIL.toLowerCase();
            const known = await manager.findOneBy(User, { email });
            const userId = known?.id ?? (await this.insertUser(manager));
            const changed = known === null ? { created: true } : await this.raise(manager, known);
            const clientId = `admin-${randomBytes(6).toString('hex')}`;
            await this.insertClient(manager, userId, clientId, stored);
            await this.ensureCommandLine(manager, userId);
            tell({
                kind: 'administrator.let_in',
                decision: 'done',
                reason: 'command line',
                sub: userId,
                clientId,
                detail: changed,
            });
            return { clientId, secret };
        });
    }
    /** Makes somebody an active owner who may not have been. @returns what of it is new */
    async raise(manager, { id, roles: had, status, updatedAt }) {
        const given = FIRST.filter((role) => !had.includes(role));
        if (given.length === 0 && status === 'active')
            return {};
        const at = nextChange(updatedAt, this.clock.now());
        await manager.update(User, { id }, { status: 'active', roles: [...had, ...given], updatedAt: at });
        await manager.query('DELETE FROM setup_links WHERE user_id = $1 AND used_at IS NULL', [id]);
        const closed = await this.sessions.closeOfUser(manager, id, 'made an owner from the command line');
        return { roles: given, activated: status !== 'active', closed };
    }
    /** Replicas start together; one at a time looks and creates. */
    locked(work) {
        return this.transactions.run(async (manager, tell) => {
            await manager.query(`SELECT pg_advisory_xact_lock(hashtext('gatehouse.first-administrator'))`);
            return work(manager, tell);
        });
    }
    now() {
        return new Date(this.clock.now());
    }
    async insertUser(manager) {
        const id = uuidv7(this.clock.now());
        await manager.insert(User, {
            id,
            email: this.settings.BOOTSTRAP_ADMIN_EMAIL.toLowerCase(),
            name: 'First administrator',
            roles: [...FIRST],
            groups: [],
            status: 'active',
            createdAt: this.now(),
            updatedAt: this.now(),
        });
        return id;
    }
    async insertClient(manager, ownerId, clientId, stored) {
        const now = this.now();
        await manager.insert(Client, {
            ...clientOf({ ownerId, clientId, name: 'First administrator', scope: FIRST }, now),
            kind: 'service',
            grantTypes: ['client_credentials'],
            tokenEndpointAuthMethod: 'client_secret_basic',
            purpose: 'Administration from the command line',
        });
        await manager.insert(ClientSecret, { id: uuidv7(now.getTime()), clientId, slot: 1, ...stored, createdAt: now });
    }
    /**
     * By which people log in at the command line, with what they are: it is public, so each of them is asked every time.
     * A code that is typed elsewhere gives it no role of administration, until an owner says so.
     */
    async ensureCommandLine(manager, ownerId) {
        if (await manager.existsBy(Client, { clientId: COMMAND_LINE }))
            return;
        const scope = [...ROLE_NAMES, 'user'];
        await manager.insert(Client, {
            ...clientOf({ ownerId, clientId: COMMAND_LINE, name: 'Gatehouse command line', scope }, this.now()),
            kind: 'application',
            grantTypes: ['authorization_code', 'refresh_token', DEVICE_CODE],
            tokenEndpointAuthMethod: 'none',
            redirectUris: ['http://127.0.0.1/callback'],
            purpose: 'Administration by people, from a shell',
        });
    }
};
FirstAdministratorStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RecordedTransactions,
        ClientSecrets,
        Clock,
        Settings,
        SessionStore])
], FirstAdministratorStore);
export { FirstAdministratorStore };
/** What such clients have in common, and what the database does not fill in. */
function clientOf({ ownerId, clientId, name, scope }, now) {
    return {
        id: uuidv7(now.getTime()),
        clientId,
        clientName: name,
        ownerId,
        scope: [...scope],
        dpopBoundAccessTokens: false,
        tlsClientCertificateBoundAccessTokens: false,
        exchangeFrom: [],
        exchangeIdTokens: false,
        audiences: [],
        pluginIds: [],
        subject: 'owner',
        redirectUris: [],
        postLogoutRedirectUris: [],
        firstParty: false,
        requirePushedAuthorizationRequests: false,
        introspects: [],
        idTokenSignedResponseAlg: 'RS256',
        introspectionSignedResponseAlg: 'RS256',
        status: 'active',
        createdAt: now,
        updatedAt: now,
    };
}
//# sourceMappingURL=first-administrator.store.js.map