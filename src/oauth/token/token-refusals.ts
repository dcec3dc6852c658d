import { Injectable } from '@nestjs/common';
import { SessionFacts, Signals } from '../../analytics/analytics.contract.js';
import { Evidence } from '../../audit/evidence.contract.js';
import { currentContext } from '../../http/request-context.js';
import { Log } from '../../kernel/log.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { TooManyRequests } from '../../kernel/problem.js';
import type { GrantRequest } from './grant-request.js';

/** Tells log, analytics and evidence that a token was refused, and why. */
@Injectable()
export class TokenRefusals {
  constructor(
    private readonly log: Log,
    private readonly signals: Signals,
    private readonly facts: SessionFacts,
    private readonly evidence: Evidence,
  ) {}

  /** Evidence is for refusals of a known client: junk from strangers belongs in the log, and is limited there. */
  async record(request: GrantRequest, error: unknown): Promise<void> {
    const reason = reasonOf(error);
    // A public client's name proves nothing about who sent this.
    const proven = request.client?.authMethod === 'none' ? undefined : request.client;
    const clientId = proven?.clientId;
    this.log.info('token.refused', { error: reason, cause: causeOf(error) });
    // Nobody has said no: whoever waits is told so every few seconds.
    if (WAITING.includes(reason)) return;
    this.facts.record({
      source: 'oauth',
      outcome: 'refused',
      reason,
      ...(clientId === undefined ? {} : { clientId }),
      origin: this.signals.of(request),
    });
    if (clientId === undefined || error instanceof TooManyRequests) return;
    await this.evidence.record({
      kind: 'token.refused',
      decision: 'deny',
      ...currentContext()?.behalf,
      clientId,
      reason,
      detail: { ...asked(request), text: error instanceof OAuthError ? error.text : '' },
    });
  }
}

/** By which grant, as far as it is one of the client's: else it is whatever somebody wrote. */
function asked({ form, client }: GrantRequest): { readonly grant_type?: string } {
  const [grant] = form?.all('grant_type') ?? [];
  return grant !== undefined && client?.grantTypes.includes(grant) === true ? { grant_type: grant } : {};
}

/** RFC 8628 §3.5. */
const WAITING: readonly string[] = ['authorization_pending', 'slow_down'];

function reasonOf(error: unknown): string {
  if (error instanceof OAuthError) return error.code;
  return error instanceof TooManyRequests ? 'too_many_requests' : 'server_error';
}

/** What the client was told, and what it was not. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  const reason = cause instanceof Error ? cause.message : cause;
  return typeof reason === 'string' ? `${message} (${reason})` : message;
}
