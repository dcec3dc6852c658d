import { Injectable } from '@nestjs/common';
import { type AskedPage, type Question, type Waiting, WaitingClients } from '../../device-grant/waiting.contract.js';
import type { MessagePageProps } from '../../http/pages/message.page.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { shownClient } from '../authorize/authorization-pages.js';
import { digestOf } from '../authorize/interaction.js';
import { isRole, ROLES } from '../../kernel/roles.js';
import { DeviceConsentPage } from './device-consent.page.js';
import { DeviceDecisions } from './device-decisions.js';
import { DeviceOffers } from './device-offers.js';

/**
 * What a person is asked about an OAuth client that waits under a user code. They are asked every time, whatever they
 * agreed to before and whoever's client it is: that they look at the code is what protects them (RFC 8628 §5.4).
 */
@Injectable()
export class DeviceConsents extends WaitingClients {
  /** Which clients may begin this way is decided where they are registered. */
  readonly isOffered = true;
  readonly comesByLink = true;

  constructor(
    private readonly offers: DeviceOffers,
    private readonly decisions: DeviceDecisions,
  ) {
    super();
  }

  /** Of whoever comes to administer by it: the sign-in must have been made after this very code was entered. */
  async needsNewSignIn(person: SignedIn, waiting: Waiting): Promise<boolean> {
    const { question } = await this.offers.of(waiting, person);
    return question.scope.some(isRole) && !isMadeFor(waiting, person);
  }

  async question(person: SignedIn, waiting: Waiting, { formToken, isNear }: AskedPage): Promise<Question> {
    const { client, question, catalogue } = await this.offers.of(waiting, person);
    const { scope, resources } = question;
    const body = (
      <DeviceConsentPage
        formToken={formToken}
        offer={digestOf(question)}
        person={person}
        client={shownClient(client)}
        waiting={{ ...waiting, isNear }}
        isProven={client.authMethod !== 'none'}
        resources={resources}
        roles={scope.filter(isRole).map((name) => ({ name, description: ROLES[name].description }))}
        scopes={scope
          .filter((name) => !isRole(name))
          .map((name) => ({ name, description: catalogue.get(name)?.description ?? name }))}
        offline={scope.includes('offline_access')}
      />
    );
    return { title: 'Allow access', body };
  }

  async allow(person: SignedIn, waiting: Waiting, shown: string | undefined): Promise<boolean> {
    const offer = await this.offers.of(waiting, person);
    if (offer.question.scope.some(isRole) && !isMadeFor(waiting, person)) return false;
    return shown === digestOf(offer.question) && (await this.decisions.allow(waiting, offer, person));
  }

  deny(person: SignedIn, waiting: Waiting): Promise<void> {
    return this.decisions.deny(waiting, person);
  }

  farewell(allowed: boolean): MessagePageProps {
    return {
      heading: allowed ? 'Access is allowed' : 'Access was denied',
      text: allowed ? 'Go on where you began; it needs a moment. You can close this page.' : 'You can close this page.',
      action: { href: '/account', label: 'See your account' },
    };
  }
}

/** With the second factor, if the person has one. */
function isMadeFor({ claimedAt }: Waiting, { authenticatedAt, lacksFactor }: SignedIn): boolean {
  return !lacksFactor && authenticatedAt > claimedAt;
}
