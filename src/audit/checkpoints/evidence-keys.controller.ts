import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Anyone } from '../../http/access.js';
import { CheckpointStore } from './checkpoint.store.js';

/** The public keys of all checkpoints there are, also of those that sign no more (RFC 7517 §5): for whoever verifies. */
@Controller('.well-known/evidence-jwks.json')
@Anyone()
export class EvidenceKeysController {
  constructor(private readonly store: CheckpointStore) {}

  @Get()
  async jwks(@Res() response: Response): Promise<void> {
    const body = JSON.stringify({ keys: await this.store.keys() });
    response.setHeader('content-type', 'application/jwk-set+json');
    response.setHeader('access-control-allow-origin', '*');
    response.end(body);
  }
}
