import { Controller, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { SigningIn } from '../http/access.js';
import type { Form, FormRequest } from '../http/form.js';
import { seeOther } from '../http/see-other.js';
import { PasswordChange } from '../identity/credentials/password-change.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { AccountEndings } from './account-endings.js';
import { AccountPages } from './account-pages.js';
import { addressOf } from './browser.js';
import { Visits } from './visits.js';

const CHANGED =
  'Your password is changed. You are signed out everywhere else, and what acted for you from there has ended, also by access keys.';

/** A person changes their password. */
@Controller('account/password')
@SigningIn()
export class AccountPasswordController {
  constructor(
    private readonly visits: Visits,
    private readonly passwords: PasswordChange,
    private readonly endings: AccountEndings,
    private readonly account: AccountPages,
  ) {}

  @Post()
  async change(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const { form, person } = await this.visits.posted(request);
    if (person === null) return seeOther(response, '/sign-in');
    const passwordError = await this.fault(form, person, addressOf(request));
    const told = passwordError === null ? { notice: CHANGED } : { passwordError };
    await this.account.send(request, response, person, told);
  }

  /** One sentence, or null when the password is changed. */
  private async fault(form: Form, person: SignedIn, address: string): Promise<string | null> {
    const [current, next, again] = ['current_password', 'password', 'password_again'].map((name) => form.one(name));
    if (current === undefined || next === undefined) return 'Enter your current password and the new one.';
    if (next !== again) return 'The two new passwords are not the same.';
    const changed = await this.passwords.change(
      { id: person.userId, email: person.email, name: person.name },
      { current, next, address, end: (transaction) => this.endings.everythingElse(transaction, person) },
    );
    switch (changed.outcome) {
      case 'changed':
        return null;
      case 'wrong':
        return 'The current password is not right.';
      case 'locked':
        return `Too many attempts. Wait ${changed.retryAfter} seconds, then try again.`;
      case 'unfit':
        return changed.fault;
    }
  }
}
