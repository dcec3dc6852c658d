import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Evidence } from '../../audit/evidence.contract.js';
import { queryForm } from '../../http/form.js';
import { contextOf } from '../../http/request-context.js';
import { seeOther } from '../../http/see-other.js';
import { type PendingCompanySignIn } from '../../identity/sign-in-providers/company-sign-in.store.js';
import type { SignInProvider } from '../../identity/sign-in-providers/sign-in-provider.entity.js';
import { CALLBACK_PATH } from '../../identity/sign-in-providers/sign-in-provider.view.js';
import { Log } from '../../kernel/log.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { CompanyEntry } from './company-entry.js';
import { CompanyPages, type CompanyReason } from './company-pages.js';
import { CompanyRequests } from './company-requests.js';
import type { UpstreamAsks } from './upstream-asks.rules.js';
import { UpstreamRefused } from './upstream-refused.js';

/** Sends people to their company's provider, and lets them in when they come back. */
@Injectable()
export class CompanySignIns {
  constructor(
    private readonly requests: CompanyRequests,
    private readonly entry: CompanyEntry,
    private readonly pages: CompanyPages,
    private readonly evidence: Evidence,
    private readonly log: Log,
  ) {}

  /**
   * @param place where the person goes on, and what is asked of their sign-in
   * @returns whether the answer is given; not when the provider has moved, so that a page must be shown which lets its
   *   form lead there
   */
  async begin(
    request: Request,
    response: Response,
    slug: string,
    place: { readonly next: string; readonly asks?: UpstreamAsks },
  ): Promise<boolean> {
    const provider = await this.require(slug);
    const { next, asks = {} } = place;
    try {
      const location = await this.requests.begin(request, response, provider, {
        next,
        asks,
        redirectUri: redirectUriOf(request, provider),
      });
      if (location === null) return false;
      seeOther(response, location);
    } catch (error) {
      if (!(error instanceof UpstreamRefused)) throw error;
      await this.refuse(request, response, { provider, next, reason: error.reason, code: error.code });
    }
    return true;
  }

  /** The person came back, with what the provider said. @throws PageRefusal when they were not sent from this browser */
  async finish(request: Request, response: Response, slug: string): Promise<void> {
    const provider = await this.require(slug);
    const state = queryForm(request).one('state') ?? '';
    const pending = await this.requests.take(request, response, provider, state);
    if (pending === null) throw cannotGoOn();
    const outcome = await this.outcome(request, response, provider, { state, pending });
    if (outcome === null) return seeOther(response, pending.next);
    await this.refuse(request, response, { provider, next: pending.next, ...outcome });
  }

  private async outcome(
    request: Request,
    response: Response,
    provider: SignInProvider,
    { state, pending }: { readonly state: string; readonly pending: PendingCompanySignIn },
  ): Promise<{ readonly reason: CompanyReason; readonly code?: string } | null> {
    const at = request.url.indexOf('?');
    const answered = new URL(redirectUriOf(request, provider) + request.url.slice(at));
    try {
      const claims = await this.requests.claims(provider, state, answered);
      const reason = await this.entry.open(request, response, { provider, claims, notBefore: pending.notBefore });
      return reason === null ? null : { reason };
    } catch (error) {
      if (!(error instanceof UpstreamRefused)) throw error;
      return { reason: error.reason, code: error.code };
    }
  }

  private async refuse(
    request: Request,
    response: Response,
    of: {
      readonly provider: SignInProvider;
      readonly next: string;
      readonly reason: CompanyReason;
      readonly code?: string;
    },
  ): Promise<void> {
    const { provider, next, reason, code } = of;
    const { slug, name } = provider;
    this.log.warn('company_sign_in.refused', { provider: slug, reason, ...(code === undefined ? {} : { code }) });
    await this.evidence.record({ kind: 'sign_in.refused', decision: 'deny', reason, detail: { provider: slug } });
    this.pages.refuse(request, response, { reason, name, next });
  }

  private async require(slug: string): Promise<SignInProvider> {
    const provider = await this.requests.find(slug);
    if (provider !== null) return provider;
    throw new PageRefusal(404, 'There is no such way to sign in', 'It may have been switched off. Go back and choose.');
  }
}

/** Each provider has its own, so that none can pass on another's answer (OAuth 2.1 §7.14). */
function redirectUriOf(request: Request, { slug }: SignInProvider): string {
  return `${contextOf(request).base}${CALLBACK_PATH}/${slug}`;
}

/** One answer, whatever the reason: whoever holds a stolen answer learns nothing from it. */
function cannotGoOn(): PageRefusal {
  return new PageRefusal(
    400,
    'This sign-in cannot go on',
    'It has expired, was finished already, or began in another browser. Go back to where you came from and start again.',
  );
}
