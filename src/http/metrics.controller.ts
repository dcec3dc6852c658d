import { type CanActivate, Controller, type ExecutionContext, Get, Injectable, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { challengeHeader, type ChallengeParameters } from '../kernel/challenge.js';
import { equalSecrets, keyedHash } from '../kernel/one-time-secret.js';
import { Problem } from '../kernel/problem.js';
import { Secrets } from '../settings/secrets.js';
import { Settings } from '../settings/settings.js';
import { Operators } from './access.js';
import { presentedToken } from './bearer.js';
import { Metrics } from './metrics.js';

/** Admits whoever has the token of `METRICS_TOKEN`; without that setting there is nothing here. */
@Injectable()
export class MetricsGuard implements CanActivate {
  private readonly key: Buffer;

  constructor(
    secrets: Secrets,
    private readonly settings: Settings,
  ) {
    this.key = secrets.key('metrics-token');
  }

  canActivate(context: ExecutionContext): boolean {
    const expected = this.settings.METRICS_TOKEN;
    if (expected === undefined) throw new Problem(404, 'There is nothing here.');
    const presented = presentedToken(context.switchToHttp().getRequest<Request>());
    if (presented.kind !== 'token') throw refused();
    // Hashed first: neither its length nor its beginning can be told by the time that it takes.
    const equal = equalSecrets(keyedHash(this.key, presented.token), keyedHash(this.key, expected));
    if (!equal || presented.scheme !== 'Bearer') throw refused({ error: 'invalid_token' });
    return true;
  }
}

function refused(said: Pick<ChallengeParameters, 'error'> = {}): Problem {
  const challenge = challengeHeader('Bearer', { realm: 'metrics', ...said });
  return new Problem(401, 'The bearer token of METRICS_TOKEN is needed.', [], { 'www-authenticate': challenge });
}

/** Numbers for Prometheus. */
@Controller('metrics')
@Operators()
@UseGuards(MetricsGuard)
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  async read(@Res() response: Response): Promise<void> {
    const { type, text } = await this.metrics.exposition();
    response.status(200).set({ 'content-type': type, 'cache-control': 'no-store' }).send(text);
  }
}
