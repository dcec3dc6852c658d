import { Injectable } from '@nestjs/common';
import type { JsonFields } from '../../http/json-body.js';
import { ClientSecretStore, type FreshSecret } from '../../identity/clients/client-secret.store.js';
import type { Client, ClientAuthentication } from '../../identity/clients/client.entity.js';
import type { Transaction } from '../../identity/changes.store.js';
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

/** A client that has registered itself. @property token by which it looks after that, for the one answer alone */
export interface SelfRegistered {
  readonly client: Client;
  readonly secret: FreshSecret | null;
  readonly token: string;
}

/** Clients that register themselves, and look after what they registered (RFC 7591, RFC 7592). */
@Injectable()
export class SelfRegistration {
  constructor(
    private readonly register: ClientRegister,
    private readonly registrations: ClientRegistrationStore,
    private readonly tokens: RegistrationTokenStore,
    private readonly secrets: ClientSecretStore,
    private readonly settings: Settings,
  ) {}

  /**
   * @param read what the client says of itself; nobody reads that of whoever may not register
   * @param presented initial access token, if there is one
   * @throws OAuthError `invalid_token`, `invalid_redirect_uri`, `invalid_client_metadata`; `access_denied` when it is off
   */
  async create(read: () => Promise<JsonFields>, presented: string | undefined): Promise<SelfRegistered> {
    const allowed = await this.allowed(presented);
    const metadata = await read();
    const fields = await described(() => ({ ...this.fields(metadata), owner_id: allowed?.ownerId ?? null }));
    let token = '';
    const created = await described(() =>
      this.register.createUnowned(
        fields,
        {
          registration: 'dynamic',
          also: async (transaction, clientId) => {
            await this.admit(transaction, allowed);
            token = await this.registrations.insert(transaction, clientId);
          },
        },
        (detail) => ({
          ...{ kind: 'client.created', decision: 'done', clientId: detail.id },
          detail: { ...detail, registration: 'dynamic', registration_token_id: allowed?.id ?? null },
        }),
      ),
    );
    if (created === null) throw new Error('a fresh id is nobody else’s');
    return { ...created, token };
  }

  /** The client as it is now. @throws OAuthError `invalid_token` */
  async read(clientId: string, token: string): Promise<Client> {
    await this.authorize(clientId, token);
    return this.register.require(clientId);
  }

  /**
   * Puts another description in the place of the whole (RFC 7592 §2.2); the token that was shown ends. A client that is
   * to prove itself by a secret from now on, and has none, gets one.
   * @throws OAuthError `invalid_token`, `invalid_redirect_uri`, `invalid_client_metadata`
   */
  async replace(clientId: string, token: string, metadata: JsonFields): Promise<SelfRegistered> {
    await this.authorize(clientId, token);
    return described(async () => {
      checkReplacement(clientId, metadata);
      let fresh: string | null = null;
      const fields = this.fields(metadata);
      const secret = await this.missingSecret(clientId, fields);
      const client = await this.register.follow(
        clientId,
        fields,
        (kind, changed) => ({ kind, decision: 'done', clientId, detail: { id: clientId, changed } }),
        async (transaction) => {
          fresh = await this.registrations.rotate(transaction, clientId, token);
          if (fresh === null) throw notHeld();
          if (secret !== null) await this.secrets.insert(transaction, clientId, secret);
        },
      );
      return { client, secret, token: fresh ?? token };
    });
  }

  private async missingSecret(clientId: string, fields: JsonFields): Promise<FreshSecret | null> {
    const needed = usesSecret({
      tokenEndpointAuthMethod: fields['token_endpoint_auth_method'] as ClientAuthentication,
    });
    return needed && (await this.secrets.list(clientId)).length === 0 ? this.secrets.prepare() : null;
  }

  /** All that it had ends (RFC 7592 §2.3). @throws OAuthError `invalid_token` */
  async remove(clientId: string, token: string): Promise<void> {
    await this.authorize(clientId, token);
    const event = {
      kind: 'client.deleted',
      decision: 'done',
      clientId,
      detail: { id: clientId, by: 'itself' },
    } as const;
    await this.register.removeBy(
      clientId,
      () => event,
      async (transaction) => {
        if ((await this.registrations.rotate(transaction, clientId, token)) === null) throw notHeld();
      },
    );
  }

  /** The same answer for a client that is not there, so that nobody learns which are (RFC 7592 §2.1). */
  private async authorize(clientId: string, token: string): Promise<void> {
    if (!(await this.registrations.holds(clientId, token))) throw notHeld();
  }

  private async allowed(presented: string | undefined): Promise<{ id: string; ownerId: string | null } | null> {
    const mode = this.settings.CLIENT_REGISTRATION;
    if (mode === 'off')
      throw new OAuthError('access_denied', 'clients do not register themselves here', { status: 403 });
    if (presented !== undefined) {
      const found = await this.tokens.find(presented);
      if (found === null) throw notAllowed();
      return found;
    }
    if (mode === 'token') throw notAllowed();
    return null;
  }

  /** In the commit that makes the client: one use of its token, or one place among those that wait. */
  private async admit(transaction: Transaction, allowed: { id: string } | null): Promise<void> {
    if (allowed !== null) {
      if (!(await this.tokens.spend(transaction, allowed.id))) throw notAllowed();
    } else if (!(await this.registrations.hasRoom(transaction, 'dynamic', this.settings.UNUSED_CLIENTS))) {
      throw new OAuthError('temporarily_unavailable', 'too many clients wait for somebody to let them in', {
        status: 503,
      });
    }
  }

  /** MCP clients name the scopes of the first server they meet, and keep the client for every other one. */
  private fields(metadata: JsonFields): JsonFields {
    const scopes = this.settings.SELF_REGISTERED_SCOPES;
    return registrationOf(metadata, { authMethod: 'client_secret_basic', scopes, narrowed: false, name: UNNAMED });
  }
}

/** RFC 7592 §2.2: what only the server says has no place in it, and what it says of itself must be true. */
function checkReplacement(clientId: string, metadata: JsonFields): void {
  if (metadata['client_id'] !== clientId) throw new UnfitMetadata('client_id', 'must be the client’s own');
  const servers = [
    'registration_access_token',
    'registration_client_uri',
    'client_secret_expires_at',
    'client_id_issued_at',
    'client_secret',
  ];
  const given = servers.find((name) => name in metadata);
  if (given !== undefined) throw new UnfitMetadata(given, 'is not the client’s to say');
}

/** What is wrong with a description, in the words of RFC 7591 §3.2.2. */
async function described<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof UnfitMetadata) throw unfit(cause.member, cause.message, cause);
    if (!(cause instanceof Problem) || cause.status !== 400) throw cause;
    const text = cause.errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; ');
    throw unfit(cause.errors[0]?.pointer.split('/')[1] ?? '', text, cause);
  }
}

function unfit(member: string, text: string, cause: Error): OAuthError {
  const code = member === 'redirect_uris' ? 'invalid_redirect_uri' : 'invalid_client_metadata';
  return new OAuthError(code, text, { cause });
}

function notAllowed(): OAuthError {
  const text = 'an initial access token is needed that is good, or it is used up';
  return new OAuthError('invalid_token', text, { status: 401, challenge: 'Bearer error="invalid_token"' });
}

function notHeld(): OAuthError {
  const text = 'the registration access token is not this client’s, or not any more';
  return new OAuthError('invalid_token', text, { status: 401, challenge: 'Bearer error="invalid_token"' });
}
