import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CompanyPeople } from '../../identity/sign-in-providers/company-people.js';
import type { SignInProvider } from '../../identity/sign-in-providers/sign-in-provider.entity.js';
import { Clock } from '../../kernel/clock.js';
import type { JsonObject } from '../../kernel/strict-json.js';
import { SignInOpening } from '../sign-in-opening.js';
import { isUpstreamName } from './logout-token.rules.js';
import type { CompanyReason } from './company-pages.js';
import { authenticatedAt, meansOf } from './upstream-asks.rules.js';

/** Whom a provider has signed in, and when that must have been at the earliest. */
export interface UpstreamSignIn {
  readonly provider: SignInProvider;
  /** Verified. */
  readonly claims: JsonObject;
  readonly notBefore: Date | null;
}

/** Opens the sign-in of somebody for whom a provider speaks. */
@Injectable()
export class CompanyEntry {
  constructor(
    private readonly people: CompanyPeople,
    private readonly opening: SignInOpening,
    private readonly clock: Clock,
  ) {}

  /** @returns why nobody was let in; null when the person is in */
  async open(
    request: Request,
    response: Response,
    { provider, claims, notBefore }: UpstreamSignIn,
  ): Promise<CompanyReason | null> {
    const at = authenticatedAt(claims, notBefore, this.clock.now());
    if (at === null) return 'too_old';
    const admitted = await this.people.admit(provider, claims);
    if (typeof admitted === 'string') return admitted;
    const { person, identity } = admitted;
    const { sid } = claims;
    const upstreamSid = isUpstreamName(sid) ? sid : null;
    const opened = await this.opening.open(request, response, {
      userId: person.id,
      means: meansOf(claims, provider),
      authenticatedAt: at,
      from: { providerId: provider.id, upstreamSubject: identity.subject, upstreamSid },
      stillProven: (transaction) => this.people.hold(transaction, admitted),
    });
    return opened ? null : 'changed';
  }
}
