import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PASSKEY_SCRIPT } from '../http/pages/passkey-script.js';
import { Pages } from '../http/pages/pages.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { AccountKeys } from './account-keys.js';
import { AccountPasskeys } from './account-passkeys.js';
import { AccountLists } from './account-lists.js';
import { AccountPage, type AccountPageProps } from './account.page.js';
import { Visits } from './visits.js';

/** What came of a form of the account page. */
export type Told = Pick<AccountPageProps, 'notice' | 'passwordError' | 'passkeyError' | 'keyWrong' | 'keyValues'>;

/** Shows people their account as it is now, and what came of the form that they sent. */
@Injectable()
export class AccountPages {
  constructor(
    private readonly visits: Visits,
    private readonly lists: AccountLists,
    private readonly keys: AccountKeys,
    private readonly passkeys: AccountPasskeys,
    private readonly pages: Pages,
  ) {}

  async send(request: Request, response: Response, person: SignedIn, told: Told = {}): Promise<void> {
    const formToken = this.visits.formToken(request, response);
    const passkeys = await this.passkeys.of(person);
    const shown = { ...(await this.lists.of(person)), ...(await this.keys.of(person)), ...passkeys, ...told };
    const wrong = [told.passwordError, told.passkeyError, told.keyWrong].some((one) => one !== undefined);
    this.pages.send(response, {
      title: 'Your account',
      wide: true,
      status: wrong ? 400 : 200,
      body: <AccountPage person={person} formToken={formToken} {...shown} />,
      ...(passkeys.offersPasskeys ? { script: PASSKEY_SCRIPT, connects: true } : {}),
    });
  }
}
