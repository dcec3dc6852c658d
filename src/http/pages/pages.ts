import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { VNode } from 'preact';
import { Assets } from './assets.js';
import { Brand } from './brand.js';
import { pageDocument } from './layout.js';

/** One page: what differs from page to page. */
export interface PageContent {
  readonly title: string;
  readonly body: VNode;
  /** Default 200. */
  readonly status?: number;
  readonly wide?: boolean;
  /** Sources of CSP `form-action` beyond `'self'`: a redirect after a POST counts as well. See {@link formActionOf}. */
  readonly formAction?: readonly string[];
  /** Path of one of our own scripts. */
  readonly script?: string;
  /** Whether that script speaks to us. */
  readonly connects?: boolean;
}

/** Sends pages to people: the frame, and headers under which nothing foreign runs in it. */
@Injectable()
export class Pages {
  constructor(
    private readonly brand: Brand,
    private readonly assets: Assets,
  ) {}

  send(response: Response, content: PageContent): void {
    response.status(content.status ?? 200).set({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policyOf(content),
      'cross-origin-resource-policy': 'same-origin',
    });
    response.send(pageDocument(this.brand, this.assets, content));
  }
}

/** The CSP source that lets a form end at this URL: its origin, or its scheme where there is no origin. */
export function formActionOf(url: string): string {
  const { protocol, hostname, host } = new URL(url);
  // A source cannot name an IPv6 address (CSP 3 §2.3.1).
  return /^https?:$/.test(protocol) && !hostname.startsWith('[') ? `${protocol}//${host}` : protocol;
}

function policyOf({ formAction = [], script, connects }: PageContent): string {
  const foreign = formAction.find((source) => /[\s;,]/.test(source));
  if (foreign !== undefined) throw new Error(`not a CSP source: ${foreign}`);
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    ...(script === undefined ? [] : ["script-src 'self'"]),
    ...(connects === true ? ["connect-src 'self'"] : []),
    ["form-action 'self'", ...formAction].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
