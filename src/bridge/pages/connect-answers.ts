import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { withQuery } from '../../kernel/redirect-uri.js';
import { Presence } from '../../people/presence.js';
import { Settings } from '../../settings/settings.js';
import type { ConnectRequest } from './connect-request.js';
import { OwnCodes } from './own-codes.js';

/**
 * What a program is answered, as the address at which it is: always with `iss`, so that it knows whose answer it is
 * (RFC 9207 §2), and with `state` as it came.
 */
@Injectable()
export class ConnectAnswers {
  constructor(
    private readonly presence: Presence,
    private readonly codes: OwnCodes,
    private readonly settings: Settings,
  ) {}

  /** Whether it is surely the person who sits there: what they allow lasts longer than their sign-in. */
  mayAllow(person: SignedIn): boolean {
    return this.presence.isFresh(person);
  }

  /** @throws PageRefusal when no code can be made, or the person has answered it already */
  async allow(person: SignedIn, asked: ConnectRequest): Promise<string> {
    return this.answer(asked, ['code', await this.codes.allow(person, asked)]);
  }

  /** @throws PageRefusal when the person has answered it already */
  async deny(person: SignedIn, asked: ConnectRequest): Promise<string> {
    await this.codes.deny(person, asked);
    return this.answer(asked, ['error', 'access_denied']);
  }

  private answer({ redirectUri, state }: ConnectRequest, answer: readonly [string, string]): string {
    return withQuery(redirectUri, [
      answer,
      ...(state === undefined ? [] : ([['state', state]] as const)),
      ['iss', this.settings.PUBLIC_URL],
    ]);
  }
}
