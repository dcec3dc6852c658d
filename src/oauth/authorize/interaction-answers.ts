import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { seeOther } from '../../http/see-other.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { type ShownSignIn, SignInPages } from '../../people/sign-in-pages.js';
import { AuthorizationAnswers } from './authorization-answers.js';
import { AuthorizationDecisions } from './authorization-decisions.js';
import { AuthorizationPages } from './authorization-pages.js';
import { type CurrentRequest, signInStage } from './current-requests.js';
import { digestOf, Interaction } from './interaction.js';

/** Shows a person what is left to do, or sends them back to the client when nothing is. */
@Injectable()
export class InteractionAnswers {
  constructor(
    private readonly interaction: Interaction,
    private readonly decisions: AuthorizationDecisions,
    private readonly pages: AuthorizationPages,
    private readonly answers: AuthorizationAnswers,
    private readonly signIns: SignInPages,
  ) {}

  async next(response: Response, current: CurrentRequest): Promise<void> {
    const { request, client, person } = current;
    const { parameters } = request;
    const standing = await this.interaction.standing(request, client, person);
    switch (standing.kind) {
      case 'sign-in':
        return this.signIns.show(response, signInStage(current), standing.again ? shownAgain(person, standing.by) : {});
      case 'consent':
        return this.pages.consent(response, { ...current, parameters }, standing.person, standing.offer);
      case 'refuse':
        return this.refuse(response, current, new OAuthError(standing.code, standing.text));
      case 'grant': {
        const code = await this.decisions.grant(request, standing.offer, standing.person);
        // Something has changed in this very moment: the request's path looks again.
        return code === null ? seeOther(response, current.path) : this.answers.code(response, parameters, code);
      }
    }
  }

  /** The person agreed to what the page showed; when that is no longer what would be given, they are asked anew. */
  async consent({ request, client, person }: CurrentRequest, shown: string | undefined): Promise<void> {
    const standing = await this.interaction.standing(request, client, person);
    if (standing.kind !== 'consent' || shown !== digestOf(standing.offer.question)) return;
    await this.decisions.consent(request, standing.offer, standing.person);
  }

  /** Ends the request with an error that the client is told. */
  async refuse(response: Response, { request, person }: CurrentRequest, error: OAuthError): Promise<void> {
    await this.decisions.refuse(request, error, person);
    this.answers.error(response, request.parameters, error);
  }
}

function shownAgain(person: SignedIn | null, by?: readonly string[]): ShownSignIn {
  return person === null ? {} : { person, ...(by === undefined ? {} : { by }) };
}
