import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { type AskingClient, ClientDirectory, mayAct, whyNot } from '../../identity/clients/client.directory.js';
import { fingerprintOf } from '../../identity/consents/consents.js';
import { type ConsentQuestion, ConsentStore } from '../../identity/consents/consent.store.js';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { Clock } from '../../kernel/clock.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { sameRedirectUri } from '../../kernel/redirect-uri.js';
import { heldScopes } from '../../kernel/scope-set.js';
import { ReachableAcrs } from '../../people/reachable-acrs.js';
import type { OpenRequest } from './authorization-request.store.js';
import { asksForAcr, signInStep, type Step } from './next-step.rules.js';

/** What a person would allow, and to whom. */
export interface Offer {
  readonly client: AskingClient;
  /** What is left of the asked scopes for this person. */
  readonly scope: readonly string[];
  /** Whether nobody needs to be asked: it is the company's own. */
  readonly byPolicy: boolean;
  readonly question: ConsentQuestion;
}

/** Where an authorization request stands: what its person has to do next. */
export type Standing =
  | Exclude<Step, { kind: 'go' }>
  | { readonly kind: 'consent'; readonly person: SignedIn; readonly offer: Offer }
  | { readonly kind: 'grant'; readonly person: SignedIn; readonly offer: Offer };

/** Decides how an authorization request goes on. It looks and answers; it changes nothing. */
@Injectable()
export class Interaction {
  constructor(
    private readonly clients: ClientDirectory,
    private readonly scopes: ScopeCatalogue,
    private readonly consents: ConsentStore,
    private readonly acrs: ReachableAcrs,
    private readonly clock: Clock,
  ) {}

  /** The client of a request, as it is now. @throws PageRefusal when it may no longer act */
  async client(request: OpenRequest): Promise<AskingClient> {
    const client = await this.clients.findAsking(request.clientId);
    if (client !== null && mayAct(client, this.clock.now()) && stillExpects(client, request)) return client;
    throw new PageRefusal(
      400,
      'This application cannot sign you in',
      `It ${whyNot(client, this.clock.now())}.`,
      'unauthorized_client',
    );
  }

  async standing(request: OpenRequest, client: AskingClient, person: SignedIn | null): Promise<Standing> {
    const { parameters, startedAt } = request;
    const reachable = person !== null && asksForAcr(parameters) ? await this.acrs.of(person.userId) : [];
    const step = signInStep({ parameters, startedAt, now: this.clock.now(), reachable }, person);
    if (step.kind !== 'go' || person === null) return step.kind === 'go' ? { kind: 'sign-in', again: false } : step;
    const offer = await this.offer(request, client, person);
    if (offer.scope.length === 0) {
      return { kind: 'refuse', code: 'access_denied', text: 'the person has none of the scopes asked for' };
    }
    if (await this.agreed(request, offer)) return { kind: 'grant', person, offer };
    if (!parameters.prompt.includes('none')) return { kind: 'consent', person, offer };
    return { kind: 'refuse', code: 'consent_required', text: 'the person must be asked for consent' };
  }

  private async offer({ parameters }: OpenRequest, client: AskingClient, person: SignedIn): Promise<Offer> {
    const scope = heldScopes(parameters.scope, person.roles, await this.scopes.find(parameters.scope));
    const { userId } = person;
    const { resources, prompt, redirectUri } = parameters;
    return {
      client,
      scope,
      byPolicy: client.firstParty && !prompt.includes('consent') && isRecognised(client, redirectUri),
      question: { userId, clientId: client.clientId, resources, scope, fingerprint: fingerprintOf(client) },
    };
  }

  private async agreed(request: OpenRequest, offer: Offer): Promise<boolean> {
    if (offer.byPolicy) return true;
    const { prompt, redirectUri } = request.parameters;
    const answered = request.consented === digestOf(offer.question);
    const remembered = !prompt.includes('consent') && isRecognised(offer.client, redirectUri);
    return (answered || remembered) && this.consents.covers(offer.question);
  }
}

/** The client may have lost the grant, or the place to which the answer would go, since it asked. */
function stillExpects({ grantTypes, redirectUris }: AskingClient, { parameters }: OpenRequest): boolean {
  const { redirectUri } = parameters;
  return grantTypes.includes('authorization_code') && redirectUris.some((one) => sameRedirectUri(one, redirectUri));
}

/** Of exactly what a person was asked: a page that showed something else gives no consent to this. */
export function digestOf(question: ConsentQuestion): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url');
}

/**
 * Whether an earlier consent can have been to this very program: any other on the same computer may name a public client,
 * and listen at a loopback address or claim a private scheme (RFC 6749 §10.2, RFC 8252 §8.6).
 */
function isRecognised({ authMethod }: AskingClient, redirectUri: string): boolean {
  return authMethod !== 'none' || redirectUri.startsWith('https:');
}
