import { Injectable } from '@nestjs/common';
import type { Form } from '../../http/form.js';
import { type AskingClient, ClientDirectory, mayAct } from '../../identity/clients/client.directory.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { type IdTokenHint, IdTokens } from '../tokens/id-tokens.js';

/** What a client asks for when it wants a person signed out. */
export interface LogoutRequest {
  readonly client: AskingClient | null;
  /** What its ID token says; null when there is none that could be read. */
  readonly hint: IdTokenHint | null;
  /** Registered, with `state` in its query; null when the person stays here. */
  readonly destination: string | null;
  /** To be carried through a form of ours, and read again. */
  readonly fields: readonly (readonly [string, string])[];
}

/** Reads RP-initiated logout requests (OpenID Connect RP-Initiated Logout §2). */
@Injectable()
export class LogoutRequests {
  constructor(
    private readonly clients: ClientDirectory,
    private readonly idTokens: IdTokens,
    private readonly clock: Clock,
  ) {}

  /** @throws PageRefusal whenever the request is wrong: nobody is sent anywhere by a request that cannot be trusted */
  async read(form: Form): Promise<LogoutRequest> {
    try {
      return await this.checked(form);
    } catch (cause) {
      if (!(cause instanceof OAuthError)) throw cause;
      throw new PageRefusal(
        400,
        'You cannot be signed out by this link',
        `The request is not right: ${cause.text}.`,
        cause.code,
      );
    }
  }

  private async checked(form: Form): Promise<LogoutRequest> {
    const names = ['id_token_hint', 'client_id', 'post_logout_redirect_uri', 'state'] as const;
    const given = names.flatMap((name) => {
      const value = form.one(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    const [idToken, clientId, uri, state] = names.map((name) => form.one(name));
    const hint = await this.hint(idToken);
    if (hint !== null && clientId !== undefined && clientId !== hint.clientId) {
      throw new OAuthError('invalid_request', 'client_id is not the one of the id_token_hint');
    }
    const client = await this.client(clientId ?? hint?.clientId);
    return { client, hint, destination: uri === undefined ? null : destination(client, uri, state), fields: given };
  }

  /** Expired is fine: people sign out late (§2). */
  private async hint(idToken: string | undefined): Promise<IdTokenHint | null> {
    const hint = idToken === undefined ? 'forgotten' : await this.idTokens.readHint(idToken);
    if (hint === null) throw new OAuthError('invalid_request', 'id_token_hint is not an ID token of this issuer');
    return hint === 'forgotten' ? null : hint;
  }

  private async client(id: string | undefined): Promise<AskingClient | null> {
    if (id === undefined) return null;
    const client = /^[\x20-\x7e]{1,256}$/.test(id) ? await this.clients.findAsking(id) : null;
    if (client === null || !mayAct(client, this.clock.now())) {
      throw new OAuthError('invalid_request', 'the application is not known, or not active');
    }
    return client;
  }
}

/** Exactly one of those registered, its query included (§3.1). */
function destination(client: AskingClient | null, uri: string, state: string | undefined): string {
  if (client?.postLogoutRedirectUris.includes(uri) !== true) {
    throw new OAuthError('invalid_request', 'post_logout_redirect_uri is not registered for this client');
  }
  if (state === undefined) return uri;
  return `${uri}${uri.includes('?') ? '&' : '?'}state=${encodeURIComponent(state)}`;
}
