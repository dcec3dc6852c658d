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
import { seeOther } from '../../http/see-other.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { SignInPages } from '../../people/sign-in-pages.js';
import { AuthorizationAnswers } from './authorization-answers.js';
import { AuthorizationDecisions } from './authorization-decisions.js';
import { AuthorizationPages } from './authorization-pages.js';
import { signInStage } from './current-requests.js';
import { digestOf, Interaction } from './interaction.js';
/** Shows a person what is left to do, or sends them back to the client when nothing is. */
let InteractionAnswers = class InteractionAnswers {
    interaction;
    decisions;
    pages;
    answers;
    signIns;
    constructor(interaction, decisions, pages, answers, signIns) {
        this.interaction = interaction;
        this.decisions = decisions;
        this.pages = pages;
        this.answers = answers;
        this.signIns = signIns;
    }
    async next(response, current) {
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
    async consent({ request, client, person }, shown) {
        const standing = await this.interaction.standing(request, client, person);
        if (standing.kind !== 'consent' || shown !== digestOf(standing.offer.question))
            return;
        await this.decisions.consent(request, standing.offer, standing.person);
    }
    /** Ends the request with an error that the client is told. */
    async refuse(response, { request, person }, error) {
        await this.decisions.refuse(request, error, person);
        this.answers.error(response, request.parameters, error);
    }
};
InteractionAnswers = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Interaction,
        AuthorizationDecisions,
        AuthorizationPages,
        AuthorizationAnswers,
        SignInPages])
], InteractionAnswers);
export { InteractionAnswers };
function shownAgain(person, by) {
    return person === null ? {} : { person, ...(by === undefined ? {} : { by }) };
}
//# sourceMappingURL=interaction-answers.js.map