import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Signals } from '../analytics/analytics.contract.js';
import type { Transaction } from '../identity/changes.store.js';
import type { FromProvider, SignInMeans } from '../identity/sessions/web-session.store.js';
import { newSecret } from '../kernel/one-time-secret.js';
import { Browser } from './browser.js';
import { WebSessions } from './web-sessions.js';

/** Who has just proved who they are, and by what. */
export interface ProvenPerson {
  readonly userId: string;
  readonly means: SignInMeans;
  /** When somebody else authenticated them; now unless told. */
  readonly authenticatedAt?: Date;
  readonly from?: FromProvider;
  /** Whether what they proved it by is still theirs, until the transaction ends: it may have been changed meanwhile. */
  readonly stillProven: (transaction: Transaction) => Promise<boolean>;
}

/** Opens the sign-in of somebody who has proved who they are, and gives the browser its cookie. */
@Injectable()
export class SignInOpening {
  constructor(
    private readonly browser: Browser,
    private readonly sessions: WebSessions,
    private readonly signals: Signals,
  ) {}

  /** @returns whether what they proved it by was still theirs */
  async open(request: Request, response: Response, person: ProvenPerson): Promise<boolean> {
    const secret = newSecret();
    const opened = await this.sessions.open({
      ...person,
      cookieHash: this.browser.hash(secret),
      previousHash: this.browser.signInHash(request),
      origin: this.signals.of(request),
    });
    if (opened) this.browser.keepSignIn(response, secret);
    return opened;
  }
}
