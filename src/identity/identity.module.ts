import { Module } from '@nestjs/common';
import { UpstreamsModule } from '../proxy/upstreams/upstreams.module.js';
import { ClientDirectory } from './clients/client.directory.js';
import { ClientReferences } from './clients/client-references.js';
import { ClientRegister } from './clients/client-register.js';
import { ClientSecretStore } from './clients/client-secret.store.js';
import { ClientSecrets } from './clients/client-secrets.js';
import { ClientSecretsAdminController } from './clients/client-secrets.admin.controller.js';
import { ClientStore } from './clients/client.store.js';
import { ClientsAdminController } from './clients/clients.admin.controller.js';
import { FirstAdministratorStore } from './first-administrator.store.js';
import { ScopesModule } from './scopes/scopes.module.js';
import { SessionList } from './sessions/session.list.store.js';
import { SessionStore } from './sessions/session.store.js';
import { SessionsAdminController } from './sessions/sessions.admin.controller.js';
import { UserRegister } from './users/user-register.js';
import { UserStore } from './users/user.store.js';
import { UsersAdminController } from './users/users.admin.controller.js';

/**
 * Owns who exists: people, the clients they own with their secrets, the sessions of both, and their administration.
 * Owns no token and no decision about one: the protocol's modules ask here who a client is, and open sessions here.
 * Asks the upstreams which resources there are, and evidence to record every change.
 */
@Module({
  imports: [ScopesModule, UpstreamsModule],
  controllers: [UsersAdminController, ClientsAdminController, ClientSecretsAdminController, SessionsAdminController],
  providers: [
    UserStore,
    UserRegister,
    ClientStore,
    ClientSecrets,
    ClientSecretStore,
    ClientReferences,
    ClientRegister,
    ClientDirectory,
    SessionStore,
    SessionList,
    FirstAdministratorStore,
  ],
  exports: [UserStore, ClientStore, ClientSecrets, ClientSecretStore, SessionStore, ClientDirectory, ScopesModule],
})
export class IdentityModule {}
