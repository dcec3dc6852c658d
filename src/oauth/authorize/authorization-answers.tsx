import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { FORM_POST_SCRIPT } from '../../http/pages/form-post-script.js';
import { formActionOf, Pages } from '../../http/pages/pages.js';
import { seeOther } from '../../http/see-other.js';
import { describable, type OAuthError } from '../../kernel/oauth-error.js';
import { withQuery } from '../../kernel/redirect-uri.js';
import { Settings } from '../../settings/settings.js';
import type { ResponseMode } from './authorization-parameters.js';
import { FormPostPage } from './form-post.page.js';

/** Where an answer goes, and what the client wants to have back with it. */
export interface AnswerPlace {
  readonly redirectUri: string;
  readonly responseMode: ResponseMode;
  readonly state?: string;
}

type Fields = readonly (readonly [string, string])[];

/**
 * Sends the person back to the client, with a code or an error; always with `iss`, so that the client knows whose answer
 * it is (RFC 9207 §2), and with `state` as it came.
 */
@Injectable()
export class AuthorizationAnswers {
  constructor(
    private readonly pages: Pages,
    private readonly settings: Settings,
  ) {}

  code(response: Response, place: AnswerPlace, code: string): void {
    this.send(response, place, [['code', code]]);
  }

  error(response: Response, place: AnswerPlace, error: Pick<OAuthError, 'code' | 'text'>): void {
    this.send(response, place, [
      ['error', error.code],
      ['error_description', describable(error.text)],
    ]);
  }

  private send(response: Response, place: AnswerPlace, answer: Fields): void {
    const fields: Fields = [
      ...answer,
      ...(place.state === undefined ? [] : ([['state', place.state]] as const)),
      ['iss', this.settings.PUBLIC_URL],
    ];
    if (place.responseMode === 'form_post') return this.post(response, place.redirectUri, fields);
    seeOther(response, withQuery(place.redirectUri, fields));
  }

  /** OAuth 2.0 Form Post Response Mode §2. */
  private post(response: Response, action: string, fields: Fields): void {
    this.pages.send(response, {
      title: 'Back to the application',
      body: <FormPostPage action={action} fields={fields} />,
      formAction: [formActionOf(action)],
      script: FORM_POST_SCRIPT,
    });
  }
}
