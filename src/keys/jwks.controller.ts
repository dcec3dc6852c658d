import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Anyone } from '../http/access.js';
import { KeyRing } from './key-ring.contract.js';
import { JWKS_SECONDS } from './rotation.rules.js';

/**
 * The public keys (RFC 7517 §5), for every verifier, pages in a browser included. Hosts of devices find the same document
 * beside the manifest that they verify with it: what signs tokens signs manifests.
 */
@Controller(['oauth/jwks', 'api/v1/bridge/pubkey'])
@Anyone()
export class JwksController {
  constructor(private readonly ring: KeyRing) {}

  @Get()
  jwks(@Res() response: Response): void {
    const body = JSON.stringify(this.ring.jwks());
    // Not through Express, which would add a charset that the type does not have (RFC 7517 §8.5.2).
    response.setHeader('content-type', 'application/jwk-set+json');
    response.setHeader('cache-control', `public, max-age=${JWKS_SECONDS}`);
    response.setHeader('access-control-allow-origin', '*');
    response.end(body);
  }
}
