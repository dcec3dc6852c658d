import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { shapeFor } from '../../http/error-answer.js';
import { contextOf } from '../../http/request-context.js';
import { AddressRanges } from '../../kernel/address-ranges.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../../settings/settings.js';
import { Signals } from '../analytics.contract.js';
import { BanList } from './ban-list.js';
import { RefusedByBan } from './refused-by-ban.js';

/** Whether a probe of the operator's asks: it learns nothing else, and must not take a ban for an outage. */
const HEALTH = /^\/health(\/|$)/i;
/** Where people, clients and devices come in. Express matches whatever the case. */
const ENTRY = /^\/(oauth(?!\/jwks(\/|$))|sign-in|setup|account|device)(\/|$)|^\/api\/v1\/(bridge|access-keys)(\/|$)/i;

/** Refuses banned addresses at the edge: of their requests nothing but the address was read. */
@Injectable()
export class BanGate {
  private readonly exempt: AddressRanges;

  constructor(
    private readonly bans: BanList,
    private readonly refused: RefusedByBan,
    private readonly signals: Signals,
    private readonly settings: Settings,
  ) {
    this.exempt = new AddressRanges(settings.BANS_EXEMPT);
  }

  /** Comes right after the edge, which tells the address. */
  readonly admit = (request: Request, response: Response, next: NextFunction): void => {
    const { address } = contextOf(request);
    if (HEALTH.test(request.path) || this.exempt.hold(address)) return next();
    const ban = this.bans.covering(address, () => this.signals.network(address));
    if (ban !== null) {
      this.refused.count(ban.id);
      return next(refusal(request, 403, 'Requests from this address are not admitted.'));
    }
    if (this.bans.isStale && this.closes(request.path)) {
      response.setHeader('retry-after', '5');
      return next(refusal(request, 503, 'It cannot be said at the moment who is banned. Try again soon.'));
    }
    next();
  };

  private closes(path: string): boolean {
    const policy = this.settings.BANS_UNREADABLE;
    return policy === 'all' || (policy === 'entry' && ENTRY.test(path));
  }
}

function refusal(request: Request, status: 403 | 503, text: string): OAuthError | Problem {
  if (shapeFor(request) !== 'oauth') return new Problem(status, text);
  return new OAuthError(status === 403 ? 'access_denied' : 'temporarily_unavailable', text, { status });
}
