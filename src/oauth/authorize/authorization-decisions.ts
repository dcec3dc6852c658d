import { Injectable } from '@nestjs/common';
import { Changes } from '../../identity/changes.store.js';
import { ConsentStore } from '../../identity/consents/consent.store.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import type { OAuthError } from '../../kernel/oauth-error.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { AuthorizationCodeStore } from './authorization-code.store.js';
import { AuthorizationRequestStore, type OpenRequest } from './authorization-request.store.js';
import { digestOf, type Offer } from './interaction.js';

/** What becomes of an authorization request, each in one commit with its evidence. */
@Injectable()
export class AuthorizationDecisions {
  constructor(
    private readonly changes: Changes,
    private readonly requests: AuthorizationRequestStore,
    private readonly codes: AuthorizationCodeStore,
    private readonly consents: ConsentStore,
  ) {}

  /** The person agreed: for this request, and for those that ask the same later. */
  async consent({ hash }: OpenRequest, { question }: Offer, person: SignedIn): Promise<void> {
    await this.changes.record(
      async (transaction) => {
        await this.consents.give(transaction, question);
        await this.requests.consent(transaction, hash, digestOf(question));
      },
      () => ({
        kind: 'consent.given',
        decision: 'allow',
        sub: person.userId,
        clientId: question.clientId,
        sid: person.sessionId,
        detail: { scope: question.scope.join(' '), resources: question.resources },
      }),
    );
  }

  /**
   * Completes the request with a code.
   * @throws PageRefusal when it was completed meanwhile
   */
  grant(request: OpenRequest, { scope }: Offer, person: SignedIn): Promise<string> {
    const { clientId, parameters } = request;
    return this.changes.record(
      async (transaction) => {
        await this.complete(transaction, request);
        return this.codes.insert(transaction, {
          clientId,
          userId: person.userId,
          webSessionId: person.sessionId,
          redirectUri: parameters.redirectUri,
          redirectUriSent: parameters.redirectUriSent,
          codeChallenge: parameters.codeChallenge,
          scope: [...scope],
          resources: [...parameters.resources],
          nonce: parameters.nonce ?? null,
          claims: parameters.claims ?? null,
          authenticatedAt: person.authenticatedAt,
          acr: person.acr,
          amr: [...person.amr],
        });
      },
      () => ({
        kind: 'authorization.granted',
        decision: 'allow',
        sub: person.userId,
        clientId,
        sid: person.sessionId,
        detail: { scope: scope.join(' '), resources: parameters.resources },
      }),
    );
  }

  /** Completes the request with an error. @throws PageRefusal when it was completed meanwhile */
  async refuse(request: OpenRequest, error: OAuthError, person: SignedIn | null): Promise<void> {
    await this.changes.record(
      (transaction) => this.complete(transaction, request),
      () => ({
        kind: 'authorization.refused',
        decision: 'deny',
        reason: error.code,
        clientId: request.clientId,
        ...(person === null ? {} : { sub: person.userId, sid: person.sessionId }),
        detail: { text: error.text },
      }),
    );
  }

  private async complete(
    transaction: Parameters<AuthorizationRequestStore['complete']>[0],
    request: OpenRequest,
  ): Promise<void> {
    if (!(await this.requests.complete(transaction, request.hash))) throw cannotContinue();
  }
}

/** One answer, whatever the reason: whoever holds a stolen link learns nothing from it. */
export function cannotContinue(): PageRefusal {
  return new PageRefusal(
    400,
    'This sign-in cannot go on',
    'It has expired, was finished already, or began in another browser. Go back to the application and start again.',
  );
}
