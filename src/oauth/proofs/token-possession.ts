import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { TokenRefused } from '../../http/access.js';
import type { PresentedToken } from '../../http/bearer.js';
import { ClientCertificates } from '../../http/client-certificates.js';
import type { Soon } from '../../kernel/at-hand.js';
import type { Confirmation } from '../../kernel/token-binding.js';
import { ProofRefused } from './dpop-proof.rules.js';
import { type BoundToken, DpopProofs } from './dpop-proofs.js';

/** Checks that whoever presents a token holds what it is bound to (RFC 9449 §7, RFC 8705 §3). */
@Injectable()
export class TokenPossession {
  constructor(
    private readonly proofs: DpopProofs,
    private readonly certificates: ClientCertificates,
  ) {}

  /** @throws TokenRefused */
  check(request: Request, { scheme, token }: PresentedToken, bound: Confirmation | undefined): Soon<void> {
    const thumbprint = bound?.['x5t#S256'];
    if (thumbprint !== undefined && thumbprint !== this.certificates.of(request)?.thumbprint) {
      throw new TokenRefused('The token is bound to another certificate than the one of this connection.');
    }
    if (bound?.jkt !== undefined) {
      if (scheme !== 'DPoP') throw new TokenRefused('The token is bound to a key: present it with DPoP.', needsProof);
      return this.checkProof(request, { token, jkt: bound.jkt });
    }
    // Its owner expects that nobody else could use it (RFC 9449 §7.2).
    if (scheme === 'DPoP') throw new TokenRefused('The token is not bound to a key: present it with Bearer.');
  }

  private async checkProof(request: Request, bound: BoundToken): Promise<void> {
    try {
      if ((await this.proofs.check(request, bound)) !== null) return;
    } catch (error) {
      if (!(error instanceof ProofRefused)) throw error;
      const text = `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`;
      throw new TokenRefused(text, { ...needsProof, error: error.code });
    }
    throw new TokenRefused('There is no DPoP header.', { ...needsProof, error: 'invalid_dpop_proof' });
  }
}

/** The scheme by which a token that is bound to a key must come. */
export const needsProof = { scheme: 'DPoP' } as const;
