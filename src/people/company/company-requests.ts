import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  CompanySignInStore,
  type PendingCompanySignIn,
} from '../../identity/sign-in-providers/company-sign-in.store.js';
import type { SignInProvider } from '../../identity/sign-in-providers/sign-in-provider.entity.js';
import { SignInProviderStore } from '../../identity/sign-in-providers/sign-in-provider.store.js';
import { Clock } from '../../kernel/clock.js';
import type { JsonObject } from '../../kernel/strict-json.js';
import { Browser } from '../browser.js';
import { askedParameters, earliest, type UpstreamAsks } from './upstream-asks.rules.js';
import { UpstreamExchange } from './upstream-exchange.js';

/** What one way to a provider and back is for. */
export interface CompanyRequest {
  readonly next: string;
  readonly asks: UpstreamAsks;
  readonly redirectUri: string;
}

/** Requests to providers, each tied to the browser that made it and good for one answer. */
@Injectable()
export class CompanyRequests {
  constructor(
    private readonly providers: SignInProviderStore,
    private readonly store: CompanySignInStore,
    private readonly upstream: UpstreamExchange,
    private readonly browser: Browser,
    private readonly clock: Clock,
  ) {}

  find(slug: string): Promise<SignInProvider | null> {
    return this.providers.findActive(slug);
  }

  /**
   * @returns the URL at the provider; null when that is no longer where the page said that its form may lead
   * @throws UpstreamRefused
   */
  async begin(
    request: Request,
    response: Response,
    provider: SignInProvider,
    { next, asks, redirectUri }: CompanyRequest,
  ): Promise<string | null> {
    const notBefore = earliest(asks, this.clock.now());
    const browser = this.browserOf(request, response);
    const secrets = await this.store.insert(provider.id, browser, { next, notBefore });
    const asked = askedParameters(asks, provider);
    const { url, authorizationEndpoint } = await this.upstream.request(provider, secrets, { redirectUri, asked });
    if (new URL(authorizationEndpoint).origin === new URL(provider.authorizationEndpoint).origin) return url;
    await this.providers.noteEndpoint(provider, authorizationEndpoint);
    return null;
  }

  /** Spends the state, if it is of this provider and this browser. */
  async take(
    request: Request,
    response: Response,
    provider: SignInProvider,
    state: string,
  ): Promise<PendingCompanySignIn | null> {
    if (!/^[A-Za-z0-9_-]{43}$/.test(state)) return null;
    return this.store.take(state, provider.id, this.browserOf(request, response));
  }

  /** @throws UpstreamRefused */
  claims(provider: SignInProvider, state: string, answered: URL): Promise<JsonObject> {
    return this.upstream.claims(provider, this.store.secretsOf(state), answered);
  }

  private browserOf(request: Request, response: Response): string {
    return this.browser.hash(this.browser.secret(request, response));
  }
}
