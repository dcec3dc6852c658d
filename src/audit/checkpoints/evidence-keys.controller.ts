import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Anyone } from '../../http/access.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { CheckpointStore } from './checkpoint.store.js';

/**
 * The public keys of all checkpoints there are, also of those that sign no more, and of those to come (RFC 7517 §5).
 * Whoever verifies must have a key before anybody could have put another in its place.
 */
@Controller('.well-known/evidence-jwks.json')
@Anyone()
export class EvidenceKeysController {
  constructor(
    private readonly store: CheckpointStore,
    private readonly ring: KeyRing,
    private readonly settings: Settings,
  ) {}

  @Get()
  async jwks(@Res() response: Response): Promise<void> {
    const signed = await this.store.keys();
    const known = new Set(signed.map(({ kid }) => kid));
    const ahead = this.ring.jwks().keys.filter(({ kid, alg }) => alg === this.settings.SIGNING_ALG && !known.has(kid));
    const body = JSON.stringify({ keys: [...signed, ...ahead] });
    response.setHeader('content-type', 'application/jwk-set+json');
    response.setHeader('access-control-allow-origin', '*');
    response.end(body);
  }
}
