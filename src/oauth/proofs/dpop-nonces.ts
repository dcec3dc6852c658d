import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Clock } from '../../kernel/clock.js';
import { equalSecrets, keyedHash } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
import { Settings } from '../../settings/settings.js';

/** Seconds for which one nonce is given out; it is accepted for as long again. */
const SLOT = 120;

/**
 * Nonces of DPoP proofs (RFC 9449 §8): nobody can make a proof for later. They are kept nowhere, because each is the
 * keyed hash of the time at which it is given out: every replica knows those of the others.
 */
@Injectable()
export class DpopNonces {
  private readonly key: Buffer;

  constructor(
    secrets: Secrets,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {
    this.key = secrets.key('dpop-nonce');
  }

  /** The one to give out now. */
  current(): string {
    return this.at(0).toString('base64url');
  }

  /** The next one too: the clock of the replica that gave it out may be ahead. */
  isGood(nonce: string): boolean {
    const given = Buffer.from(nonce, 'base64url');
    return [-1, 0, 1].some((slot) => equalSecrets(given, this.at(slot)));
  }

  /** Where nonces are required, every answer to a proof brings the next one (RFC 9449 §8.2). */
  readonly offer = (request: Request, response: Response, next: NextFunction): void => {
    if (this.settings.REQUIRE_DPOP_NONCE && request.headers['dpop'] !== undefined) this.give(response);
    next();
  };

  give(response: Response | undefined): void {
    response?.setHeader('dpop-nonce', this.current());
  }

  private at(slot: number): Buffer {
    return keyedHash(this.key, String(Math.floor(this.clock.seconds() / SLOT) + slot));
  }
}
