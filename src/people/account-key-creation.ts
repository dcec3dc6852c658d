import { Injectable } from '@nestjs/common';
import type { Form } from '../http/form.js';
import { AccessKeyRegister } from '../identity/credentials/access-key-register.js';
import type { FreshAccessKey } from '../identity/credentials/access-key.store.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { Clock } from '../kernel/clock.js';
import { Problem } from '../kernel/problem.js';
import { byPerson } from './account-endings.js';
import type { KeyFormValues, KeyFormWrong } from './account-key-parts.js';
import { AccountKeys } from './account-keys.js';
import { Presence } from './presence.js';

const DAY = 86_400_000;

/** What the fields of a key are called to the person who fills them in. */
const labels: Readonly<Record<string, string>> = {
  name: 'The name',
  scope: 'What it may do',
  expires_at: 'The number of days',
  addresses: 'The list of addresses',
};

/** What came of the form. @property wrong what to mend, and `values` what to mend it in */
export type KeyCreation =
  { readonly made: FreshAccessKey } | { readonly wrong: KeyFormWrong; readonly values: KeyFormValues };

/** Lets people who are signed in make an access key of their own. */
@Injectable()
export class AccountKeyCreation {
  constructor(
    private readonly account: AccountKeys,
    private readonly register: AccessKeyRegister,
    private readonly presence: Presence,
    private readonly clock: Clock,
  ) {}

  /**
   * @param address where the form comes from
   * @throws TooManyRequests when too many passwords wait to be looked at
   */
  async attempt(person: SignedIn, form: Form, address: string): Promise<KeyCreation> {
    const values = {
      name: form.one('name') ?? '',
      scopes: form.all('scope'),
      days: form.one('days') ?? '',
      addresses: form.one('addresses') ?? '',
    };
    const wrong = this.fault(person, values) ?? (await this.passwordFault(person, form, address));
    if (wrong !== null) return { wrong, values };
    try {
      return { made: await this.create(person, values) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { wrong: wrongOf(error), values };
    }
  }

  private fault(person: SignedIn, { scopes, days }: KeyFormValues): KeyFormWrong | null {
    const offered = this.account.offered(person).map(({ name }) => name);
    if (scopes.length === 0) return { field: 'scope', text: 'Choose what the key may do.' };
    if (!scopes.every((name) => offered.includes(name))) {
      return { field: 'scope', text: 'You cannot give that to a key of your own.' };
    }
    return /^[1-9]\d{0,2}$/.test(days) ? null : { field: 'days', text: 'Enter after how many days the key ends.' };
  }

  private async passwordFault(person: SignedIn, form: Form, address: string): Promise<KeyFormWrong | null> {
    const proof = { password: form.one('key_password'), address };
    const text = await this.presence.fault(person, proof, 'access_key.create_refused');
    return text === null ? null : { field: 'key_password', text };
  }

  private create(person: SignedIn, { name, scopes, days, addresses }: KeyFormValues): Promise<FreshAccessKey> {
    const body = {
      name,
      scope: scopes.join(' '),
      addresses: addresses.split(/[\s,]+/).filter((one) => one !== ''),
      expires_at: new Date(this.clock.now() + Number(days) * DAY).toISOString(),
    };
    return this.register.create(person.userId, body, {
      event: (kind, detail) => byPerson(person, kind, detail),
      hold: (transaction) => this.presence.hold(transaction, person),
    });
  }
}

function wrongOf({ errors, detail }: Problem): KeyFormWrong {
  const [first] = errors;
  if (first === undefined) return { field: 'name', text: detail };
  const member = first.pointer.split('/')[1] ?? '';
  const text = errors.map(({ pointer, detail }) => `${labels[pointer.split('/')[1] ?? ''] ?? pointer} ${detail}.`);
  return { field: member === 'expires_at' ? 'days' : member, text: text.join(' ') };
}
