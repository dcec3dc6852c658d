import type { Request, Response } from 'express';
import { titleOf } from '../kernel/problem.js';
import { MessagePage } from './pages/message.page.js';
import type { Pages } from './pages/pages.js';
import { contextOf } from './request-context.js';

/** What a person is told of an error. */
export interface ErrorWords {
  readonly status: number;
  /** Default: what the status means to a person. */
  readonly heading?: string;
  readonly text: string;
  /** Error code of OAuth, shown small. */
  readonly code?: string | undefined;
}

const headings: Readonly<Record<number, string>> = {
  400: 'This request cannot be answered',
  401: 'Please sign in',
  403: 'You may not do this',
  404: 'There is nothing here',
  405: 'This request cannot be answered',
  413: 'That was too much at once',
  429: 'Too many tries',
  500: 'Something went wrong',
  503: 'Back in a moment',
};

/** An error as a page, with the request id by which the log finds it. */
export function writeErrorPage(pages: Pages, request: Request, response: Response, words: ErrorWords): void {
  const { status, heading = headings[status] ?? titleOf(status), text, code } = words;
  const { requestId } = contextOf(request);
  const body = MessagePage({ heading, text: sentence(text), requestId, code });
  pages.send(response, { status, title: heading, body });
}

/** Texts for clients begin small and end without a full stop. */
function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
