import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Pages } from '../http/pages/pages.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { AccountKeys } from './account-keys.js';
import { AccountLists } from './account-lists.js';
import { AccountPage, type AccountPageProps } from './account.page.js';
import { Visits } from './visits.js';

/** What came of a form of the account page. */
export type Told = Pick<AccountPageProps, 'notice' | 'passwordError' | 'keyWrong' | 'keyValues'>;

/** Shows people their account as it is now, and what came of the form that they sent. */
@Injectable()
export class AccountPages {
  constructor(
    private readonly visits: Visits,
    private readonly lists: AccountLists,
    private readonly keys: AccountKeys,
    private readonly pages: Pages,
  ) {}

  async send(request: Request, response: Response, person: SignedIn, told: Told = {}): Promise<void> {
    const formToken = this.visits.formToken(request, response);
    const shown = { ...(await this.lists.of(person)), ...(await this.keys.of(person)), ...told };
    this.pages.send(response, {
      title: 'Your account',
      wide: true,
      status: told.passwordError === undefined && told.keyWrong === undefined ? 200 : 400,
      body: <AccountPage person={person} formToken={formToken} {...shown} />,
    });
  }
}
