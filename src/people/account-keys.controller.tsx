import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { SigningIn } from '../http/access.js';
import type { FormRequest } from '../http/form.js';
import { isUuid } from '../http/page-query.js';
import { Pages } from '../http/pages/pages.js';
import { seeOther } from '../http/see-other.js';
import { AccessKeyPage } from './access-key.page.js';
import { AccountKeyCreation } from './account-key-creation.js';
import { AccountKeys } from './account-keys.js';
import { AccountPages } from './account-pages.js';
import { addressOf } from './browser.js';
import { ACCOUNT, noSuchEntry, Visits } from './visits.js';

/** A person makes an access key for a script of theirs, or revokes one. */
@Controller('account/access-keys')
@SigningIn()
export class AccountKeysController {
  constructor(
    private readonly visits: Visits,
    private readonly creation: AccountKeyCreation,
    private readonly keys: AccountKeys,
    private readonly account: AccountPages,
    private readonly pages: Pages,
  ) {}

  /** A person makes an access key for a script of theirs. */
  @Post()
  async create(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const { form, person } = await this.visits.posted(request);
    if (person === null) return seeOther(response, '/sign-in');
    const outcome = await this.creation.attempt(person, form, addressOf(request));
    if ('wrong' in outcome) {
      return this.account.send(request, response, person, { keyWrong: outcome.wrong, keyValues: outcome.values });
    }
    const { text, row } = outcome.made;
    this.pages.send(response, {
      title: 'Your new access key',
      body: <AccessKeyPage name={row.name} text={text} until={row.expiresAt} />,
    });
  }

  /** A person revokes an access key of theirs. */
  @Post(':id/revoke')
  async revoke(@Param('id') id: string, @Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const { person } = await this.visits.posted(request);
    if (person === null) return seeOther(response, '/sign-in');
    if (!isUuid(id) || !(await this.keys.revoke(person, id))) throw noSuchEntry();
    seeOther(response, ACCOUNT);
  }
}
