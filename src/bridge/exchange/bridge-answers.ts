import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { contextOf } from '../../http/request-context.js';
import { BRIDGE_CLIENT } from '../../kernel/bridge.js';
import type { Confirmation } from '../../kernel/token-binding.js';
import { GrantAnswers } from '../../oauth/token/grant-answers.js';
import type { Authorization } from '../../oauth/tokens/authorization.js';
import { Policy } from '../../policy/policy.contract.js';

/** What a device gets: its token, and what it sends along with every call. */
export interface BridgeAnswer {
  readonly token: string;
  /** Seconds. */
  readonly ttl: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** How a device came. */
export interface BridgeArrival {
  readonly grantType: 'bridge_code' | 'bridge_key';
  readonly held: Confirmation | undefined;
  readonly request: Request;
  readonly response: Response;
}

/** Makes of a planned authorization a session, a token and the answer to a device. */
@Injectable()
export class BridgeAnswers {
  constructor(
    private readonly grants: GrantAnswers,
    private readonly policy: Policy,
  ) {}

  async to(planned: Authorization, { grantType, held, request, response }: BridgeArrival): Promise<BridgeAnswer> {
    const { access_token: token, expires_in: ttl } = await this.grants.to(planned, grantType, held, null);
    response.set({ 'cache-control': 'no-store', pragma: 'no-cache' });
    return {
      token,
      ttl,
      headers: {
        'x-user-id': planned.subject,
        'x-session-id': planned.session?.id ?? '',
        'x-trace-id': contextOf(request).traceparent.split('-')[1] ?? '',
        'x-client-id': BRIDGE_CLIENT,
        'x-policy-version': await this.policy.version(),
        'x-call-source': 'bridge',
      },
    };
  }
}
