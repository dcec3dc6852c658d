import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { TokenRefused } from '../../http/access.js';
import { presentedToken } from '../../http/bearer.js';
import { ClientLimits } from '../../http/limits.js';
import { contextOf } from '../../http/request-context.js';
import { accessKeyClientId } from '../../identity/credentials/access-key.rules.js';
import { AccessKeys, type AdmittedAccessKey } from '../../identity/credentials/access-keys.js';
import { describable } from '../../kernel/oauth-error.js';
import { Problem } from '../../kernel/problem.js';

/** A request whose access key was found good. */
export interface AccessKeyRequest extends Request {
  accessKey?: AdmittedAccessKey;
}

/** Admits whoever presents an access key, and nothing else. */
@Injectable()
export class AccessKeyGuard implements CanActivate {
  constructor(
    private readonly keys: AccessKeys,
    private readonly limits: ClientLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AccessKeyRequest>();
    const presented = presentedToken(request);
    if (presented.kind === 'none') throw refused(401, 'An access key is needed.');
    if (presented.kind === 'malformed') throw refused(400, presented.detail, 'invalid_request');
    if (presented.scheme !== 'Bearer') throw refused(400, 'An access key is presented with Bearer.', 'invalid_request');
    request.accessKey = await this.admitted(presented.token, contextOf(request).address);
    await this.limits.spend('LIMIT_TOKEN_CLIENT', accessKeyClientId(request.accessKey.id));
    return true;
  }

  private async admitted(text: string, address: string): Promise<AdmittedAccessKey> {
    try {
      return await this.keys.admit(text, address, null);
    } catch (error) {
      if (error instanceof TokenRefused) throw keyRefused(error);
      throw error;
    }
  }
}

/** What whoever presents a key that is not accepted is told. */
export function keyRefused({ message }: TokenRefused): Problem {
  return refused(401, message, 'invalid_token');
}

/** @param code absent when nothing was presented: then nothing was wrong (RFC 6750 §3.1) */
function refused(status: 400 | 401, detail: string, code?: string): Problem {
  const error = code === undefined ? '' : `, error="${code}", error_description="${describable(detail)}"`;
  return new Problem(status, detail, [], { 'www-authenticate': `Bearer realm="gatehouse"${error}` });
}
