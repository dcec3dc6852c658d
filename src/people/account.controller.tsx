import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Anyone } from '../http/access.js';
import type { FormRequest } from '../http/form.js';
import { isUuid } from '../http/page-query.js';
import { seeOther } from '../http/see-other.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { AccountEndings } from './account-endings.js';
import { AccountPages } from './account-pages.js';
import { ACCOUNT, noSuchEntry, Visits } from './visits.js';

/** What a person sees of themselves: where they are signed in, who acts for them, what they allowed; each can be ended. */
@Controller()
@Anyone()
export class AccountController {
  constructor(
    private readonly visits: Visits,
    private readonly endings: AccountEndings,
    private readonly account: AccountPages,
  ) {}

  /** A person's page of themselves: where they are signed in, who acts for them, what they allowed. */
  @Get('account')
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const person = await this.visits.person(request);
    if (person === null) return seeOther(response, '/sign-in');
    await this.account.send(request, response, person);
  }

  /** A person ends a session of theirs. */
  @Post('account/sessions/:id/close')
  close(@Param('id') id: string, @Req() request: FormRequest, @Res() response: Response): Promise<void> {
    return this.end(request, response, (person) => this.endings.session(person, id), id);
  }

  /** A person takes back what they allowed; what was opened by it ends. */
  @Post('account/consents/:id/withdraw')
  withdraw(@Param('id') id: string, @Req() request: FormRequest, @Res() response: Response): Promise<void> {
    return this.end(request, response, (person) => this.endings.consent(person, id), id);
  }

  /** A person signs out. */
  @Post('sign-out')
  async signOut(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const { person } = await this.visits.posted(request);
    await this.visits.signOut(person, response);
    seeOther(response, '/sign-in');
  }

  private async end(
    request: FormRequest,
    response: Response,
    ending: (person: SignedIn) => Promise<boolean>,
    id: string,
  ): Promise<void> {
    const { person } = await this.visits.posted(request);
    if (person === null) return seeOther(response, '/sign-in');
    const ended = isUuid(id) && (await ending(person));
    if (!ended) throw noSuchEntry();
    seeOther(response, ACCOUNT);
  }
}
