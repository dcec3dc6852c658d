import { Injectable } from '@nestjs/common';
import type { Form } from '../../http/form.js';
import { type AskingClient, mayAct, whyNot } from '../../identity/clients/client.directory.js';
import { KnownClients } from '../../identity/registration/known-clients.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { Settings } from '../../settings/settings.js';
import type { AnswerPlace } from './authorization-answers.js';
import { readResponseMode, readState } from './authorization-parameters.rules.js';
import { AuthorizationReader } from './authorization-reader.js';
import { AuthorizationRequestStore } from './authorization-request.store.js';

/** `request_uri` of a pushed request, before its id (RFC 9126 §2.2). */
export const PUSHED = 'urn:ietf:params:oauth:request_uri:';

/** What came of an authorization request: it waits under an id, or the client is told what is wrong with it. */
export type Started =
  { readonly id: string } | { readonly place: AnswerPlace; readonly error: OAuthError; readonly clientId: string };

/** First look at an authorization request that a browser brings. */
@Injectable()
export class AuthorizationStart {
  constructor(
    private readonly clients: KnownClients,
    private readonly reader: AuthorizationReader,
    private readonly requests: AuthorizationRequestStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** @throws PageRefusal when there is no client, or no place of its own, to which an error could be sent */
  async begin(form: Form): Promise<Started> {
    const client = await this.client(form);
    const pushed = this.once(form, 'request_uri');
    if (pushed?.startsWith(PUSHED) === true) return { id: await this.pushed(pushed, client) };
    const place = this.place(form, client);
    try {
      if (pushed !== undefined) {
        throw new OAuthError('request_uri_not_supported', 'request_uri must be one that was pushed here');
      }
      if (client.requirePushed || this.settings.REQUIRE_PUSHED_AUTHORIZATION_REQUESTS) {
        throw new OAuthError('invalid_request', 'this request must be pushed (RFC 9126)');
      }
      return { id: await this.requests.insert(client.clientId, await this.reader.parameters(form, client)) };
    } catch (error) {
      if (error instanceof OAuthError) return { place, error, clientId: client.clientId };
      throw error;
    }
  }

  private async client(form: Form): Promise<AskingClient> {
    const id = this.once(form, 'client_id');
    if (id === undefined) throw unknownClient('The link that brought you here names no application.');
    const client = /^[\x20-\x7e]{1,256}$/.test(id) ? await this.find(id) : null;
    if (client === null) throw unknownClient('The application that sent you here is not known.');
    if (!mayAct(client, this.clock.now())) {
      const why = whyNot(client, this.clock.now());
      throw unknownClient(`The application that sent you here ${why}.`, 'unauthorized_client');
    }
    return client;
  }

  /** @throws PageRefusal when its metadata document cannot be used */
  private async find(id: string): Promise<AskingClient | null> {
    try {
      return await this.clients.findAsking(id);
    } catch (cause) {
      if (!(cause instanceof OAuthError)) throw cause;
      throw unknownClient(sentence(cause.text), cause.code);
    }
  }

  private place(form: Form, client: AskingClient): AnswerPlace {
    let redirectUri: string;
    try {
      redirectUri = this.reader.redirectUri(form, client);
    } catch (cause) {
      if (!(cause instanceof OAuthError)) throw cause;
      throw new PageRefusal(400, 'This application cannot sign you in', sentence(cause.text), cause.code);
    }
    // Neither is worth a page: a client that spoils them gets its error in the query, without a state.
    const responseMode = given(() => readResponseMode(form)) ?? 'query';
    const state = given(() => readState(form));
    return { redirectUri, responseMode, ...(state === undefined ? {} : { state }) };
  }

  private async pushed(uri: string, client: AskingClient): Promise<string> {
    const id = uri.slice(PUSHED.length);
    if (await this.requests.waits(id, client.clientId)) return id;
    throw new PageRefusal(
      400,
      'This link has expired',
      'It was used already, is too old, or belongs to another application. Go back to the application and start again.',
      'invalid_request_uri',
    );
  }

  private once(form: Form, name: string): string | undefined {
    try {
      return form.one(name);
    } catch (cause) {
      if (!(cause instanceof OAuthError)) throw cause;
      throw new PageRefusal(400, 'This application cannot sign you in', sentence(cause.text), cause.code);
    }
  }
}

function given<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof OAuthError) return undefined;
    throw error;
  }
}

function unknownClient(text: string, code = 'invalid_client'): PageRefusal {
  return new PageRefusal(400, 'This application cannot sign you in', text, code);
}

function sentence(text: string): string {
  return `The request is not right: ${text}.`;
}
