import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Pages } from '../http/pages/pages.js';
import { shownCode } from '../identity/second-factor/recovery-code.rules.js';
import { SecondFactors } from '../identity/second-factor/second-factors.js';
import { written } from '../identity/second-factor/totp.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { Settings } from '../settings/settings.js';
import { EnrolmentPage, type FactorWrong, RecoveryCodesPage, SecondFactorPage } from './second-factor.page.js';
import { Visits } from './visits.js';

/** A secret that was offered before, and why it does not count yet. */
export interface Refused {
  readonly secret: Buffer;
  readonly kept: string;
  readonly error: string;
}

/** The pages on which people look after their second factor. */
@Injectable()
export class SecondFactorPages {
  constructor(
    private readonly pages: Pages,
    private readonly visits: Visits,
    private readonly factors: SecondFactors,
    private readonly settings: Settings,
  ) {}

  /** What there is; or, when there is nothing, how to set one up. */
  async show(request: Request, response: Response, person: SignedIn, wrong?: FactorWrong): Promise<void> {
    const state = await this.factors.stateOf(person.userId);
    if (state === null) return this.enrol(request, response, person);
    this.pages.send(response, {
      title: 'Your second factor',
      status: wrong === undefined ? 200 : 400,
      body: (
        <SecondFactorPage
          formToken={this.visits.formToken(request, response)}
          since={state.since}
          left={state.codesLeft}
          {...(wrong === undefined ? {} : { wrong })}
        />
      ),
    });
  }

  /** @param refused what was offered before; else it is a new secret each time */
  async enrol(request: Request, response: Response, person: SignedIn, refused?: Refused): Promise<void> {
    const { secret, kept } = refused ?? this.factors.offer(person);
    const issuer = this.settings.BRAND_NAME;
    const { base32, url } = await written(secret, { issuer, account: person.email });
    this.pages.send(response, {
      title: 'Set up a second factor',
      status: refused === undefined ? 200 : 400,
      body: (
        <EnrolmentPage
          formToken={this.visits.formToken(request, response)}
          secret={base32}
          url={url}
          label={`${issuer}: ${person.email}`}
          kept={kept}
          {...(refused === undefined ? {} : { error: refused.error })}
        />
      ),
    });
  }

  codes(response: Response, codes: readonly string[]): void {
    const body = <RecoveryCodesPage codes={codes.map(shownCode)} />;
    this.pages.send(response, { title: 'Your recovery codes', body });
  }
}
