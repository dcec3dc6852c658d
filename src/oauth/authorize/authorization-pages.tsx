import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { formActionOf, Pages } from '../../http/pages/pages.js';
import type { AskingClient } from '../../identity/clients/client.directory.js';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { redirectPlace } from '../../kernel/redirect-uri.js';
import type { AuthorizationParameters } from './authorization-parameters.js';
import { ConsentPage, type ConsentPageProps } from './consent.page.js';
import { digestOf, type Offer } from './interaction.js';

/** What a page of an authorization request is about: where its forms go, and where the person goes in the end. */
export interface PageOf {
  readonly path: string;
  readonly formToken: string;
  readonly parameters: AuthorizationParameters;
}

/** The pages between an authorization request and its answer. */
@Injectable()
export class AuthorizationPages {
  constructor(
    private readonly pages: Pages,
    private readonly scopes: ScopeCatalogue,
  ) {}

  async consent(response: Response, page: PageOf, person: SignedIn, { client, scope, question }: Offer): Promise<void> {
    const known = await this.scopes.find(scope);
    const { redirectUri, resources } = page.parameters;
    this.pages.send(response, {
      title: 'Allow access',
      body: (
        <ConsentPage
          action={`${page.path}/consent`}
          formToken={page.formToken}
          offer={digestOf(question)}
          person={person}
          client={shownClient(client)}
          redirect={redirectPlace(redirectUri)}
          resources={resources}
          scopes={scope.map((name) => ({ name, description: known.get(name)?.description ?? name }))}
          offline={scope.includes('offline_access')}
        />
      ),
      formAction: [formActionOf(redirectUri)],
    });
  }
}

/** A client as a person sees it who decides about it. */
export function shownClient(client: AskingClient): ConsentPageProps['client'] {
  const { clientName: name, registration, kind, purpose, owner } = client;
  return { name, host: shownHost(client), registration, kind, purpose, owner };
}

/** Where a client comes from, as far as somebody vouches for it: of its own registration nobody does. */
function shownHost({ registration, clientId, clientUri }: AskingClient): string | null {
  if (registration === 'metadata_document') return new URL(clientId).host;
  return clientUri === null || registration === 'dynamic' ? null : new URL(clientUri).host;
}
