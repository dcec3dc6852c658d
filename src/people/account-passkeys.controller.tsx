import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Signals } from '../analytics/analytics.contract.js';
import { SigningIn } from '../http/access.js';
import type { Form, FormRequest } from '../http/form.js';
import { isUuid } from '../http/page-query.js';
import { seeOther } from '../http/see-other.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { PageRefusal } from '../kernel/page-refusal.js';
import { AccountPages } from './account-pages.js';
import { CONFIRM } from './account-parts.js';
import { AccountPasskeyChanges } from './account-passkey-changes.js';
import { Browser } from './browser.js';
import { deviceWords } from './device-words.js';
import { noSuchEntry, Visits } from './visits.js';

const LAST = 'This is your only way to sign in. Add another passkey first.';
const DELETED = 'The passkey is deleted. Other browsers in which you signed in by a passkey are signed out.';

/** A person adds, renames or deletes a passkey of theirs. */
@Controller('account/passkeys')
@SigningIn()
export class AccountPasskeysController {
  constructor(
    private readonly visits: Visits,
    private readonly browser: Browser,
    private readonly changes: AccountPasskeyChanges,
    private readonly account: AccountPages,
    private readonly signals: Signals,
  ) {}

  /** The challenge for a passkey to be added, for the page's script. */
  @Post('options')
  async options(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const { person } = await this.visits.posted(request);
    if (person === null || !this.changes.mayChange(person)) throw notNow();
    const options = await this.changes.options(person, this.browser.knownHash(request) ?? '');
    response.status(200).set('cache-control', 'no-store').json(options);
  }

  /** A person adds a passkey. */
  @Post()
  async add(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const visit = await this.visit(request, response);
    if (visit === null) return;
    const sent = {
      response: visit.form.one('passkey') ?? '',
      name: visit.form.one('passkey_name') ?? `Made with ${deviceWords(this.signals.of(request))}`,
    };
    const passkeyError = await this.changes.add(visit.person, this.browser.knownHash(request) ?? '', sent);
    const told = passkeyError === null ? { notice: 'You can sign in with your new passkey now.' } : { passkeyError };
    await this.account.send(request, response, visit.person, told);
  }

  /** A person renames a passkey of theirs. */
  @Post(':id/rename')
  async rename(@Param('id') id: string, @Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const visit = await this.visit(request, response);
    if (visit === null) return;
    const name = visit.form.one('passkey_name') ?? '';
    const passkeyError = isUuid(id) ? await this.changes.rename(visit.person, id, name) : undefined;
    if (passkeyError === undefined) throw noSuchEntry();
    const told = passkeyError === null ? { notice: 'The passkey has its new name.' } : { passkeyError };
    await this.account.send(request, response, visit.person, told);
  }

  /** A person deletes a passkey of theirs. */
  @Post(':id/delete')
  async remove(@Param('id') id: string, @Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const visit = await this.visit(request, response);
    if (visit === null) return;
    const outcome = isUuid(id) ? await this.changes.remove(visit.person, id) : 'unknown';
    if (outcome === 'unknown') throw noSuchEntry();
    const told = outcome === 'removed' ? { notice: DELETED } : { passkeyError: LAST };
    await this.account.send(request, response, visit.person, told);
  }

  /** Null when whoever sent the form must first prove who they are, and is on the way. */
  private async visit(request: FormRequest, response: Response): Promise<{ form: Form; person: SignedIn } | null> {
    const { form, person } = await this.visits.posted(request);
    if (person !== null && this.changes.mayChange(person)) return { form, person };
    seeOther(response, person === null ? '/sign-in' : CONFIRM);
    return null;
  }
}

function notNow(): PageRefusal {
  return new PageRefusal(403, 'Confirm it is you', 'Open your account again, and confirm that it is you.');
}
