import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Form, FormRequest } from '../http/form.js';
import { MessagePage, type MessagePageProps } from '../http/pages/message.page.js';
import { Pages } from '../http/pages/pages.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { addressKey } from '../kernel/trusted-proxies.js';
import { addressOf } from '../people/browser.js';
import { Visits } from '../people/visits.js';
import { DeviceEntryPage, type DeviceEntryPageProps } from './device-entry.page.js';
import type { Waiting, WaitingKind } from './waiting.contract.js';

/** What stands in the form, and what was wrong with it. */
export type ShownEntry = Pick<DeviceEntryPageProps, 'typed' | 'wrong' | 'brought'> & { readonly status?: number };

/** The pages on which people let in programs that run where no browser is, and who comes to them. */
@Injectable()
export class DeviceEntryPages {
  constructor(
    private readonly pages: Pages,
    private readonly visits: Visits,
  ) {}

  /** Who is signed in; null when nobody is. */
  person(request: Request): Promise<SignedIn | null> {
    return this.visits.person(request);
  }

  /** @throws PageRefusal 403 when no page that was made for this person sent it from this browser */
  form(request: FormRequest, person: SignedIn): Form {
    return this.visits.form(request, entryOf(person));
  }

  forget(response: Response): void {
    this.visits.forget(response);
  }

  ask(request: Request, response: Response, person: SignedIn, { status = 200, ...shown }: ShownEntry = {}): void {
    const formToken = this.visits.formToken(request, response, entryOf(person));
    const body = <DeviceEntryPage formToken={formToken} person={person} {...shown} />;
    this.pages.send(response, { title: 'Connect a device', status, body });
  }

  async decide(
    request: Request,
    response: Response,
    person: SignedIn,
    { found, kind }: { readonly found: Waiting; readonly kind: WaitingKind },
  ): Promise<void> {
    const formToken = this.visits.formToken(request, response, entryOf(person));
    const isNear = addressKey(found.address) === addressKey(addressOf(request));
    this.pages.send(response, await kind.question(person, found, { formToken, isNear }));
  }

  done(response: Response, said: MessagePageProps): void {
    this.pages.send(response, { title: said.heading, body: <MessagePage {...said} /> });
  }
}

/** What the forms of these pages are for: what this very person decides. */
function entryOf({ userId }: SignedIn): string {
  return `/device ${userId}`;
}
