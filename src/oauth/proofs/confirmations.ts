import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ClientCertificates } from '../../http/client-certificates.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { type Confirmation, isBoundAs, type RequiredBinding } from '../../kernel/token-binding.js';
import { Settings } from '../../settings/settings.js';
import { type CheckedProof, DpopProofs } from './dpop-proofs.js';

/** What the sender of a token request has shown to hold. */
export interface Held {
  readonly proof?: CheckedProof;
  /** What its tokens are bound to. */
  readonly confirmation?: Confirmation;
}

/** Finds out to what the tokens of a token request are bound (RFC 9449 §5, RFC 8705 §3). */
@Injectable()
export class Confirmations {
  constructor(
    private readonly proofs: DpopProofs,
    private readonly certificates: ClientCertificates,
    private readonly settings: Settings,
  ) {}

  /**
   * @param client who is known by now: nobody else may spend a proof
   * @throws OAuthError when the proof is not good, or a binding is required and not there
   */
  async of(request: Request, client: RegisteredClient): Promise<Held> {
    const proof = (await this.proofs.ofClient(request)) ?? undefined;
    if (proof === undefined && client.dpopBound) throw unbound('dpop');
    const thumbprint = this.thumbprint(request, client, proof);
    if (thumbprint === undefined && client.certificateBound) throw unbound('mtls');
    const confirmation = {
      ...(proof === undefined ? {} : { jkt: proof.jkt }),
      ...(thumbprint === undefined ? {} : { 'x5t#S256': thumbprint }),
    };
    const required = this.settings.REQUIRED_TOKEN_BINDING;
    if (!isBoundAs(required, confirmation)) throw unbound(required);
    if (proof !== undefined) return { proof, confirmation };
    return thumbprint === undefined ? {} : { confirmation };
  }

  /** A certificate that nobody asked for binds nothing: it may be there for the connection's sake. */
  private thumbprint(request: Request, client: RegisteredClient, proof: CheckedProof | undefined): string | undefined {
    const required = this.settings.REQUIRED_TOKEN_BINDING;
    const wanted = client.certificateBound || required === 'mtls' || (required === 'any' && proof === undefined);
    return wanted ? this.certificates.of(request)?.thumbprint : undefined;
  }
}

function unbound(required: RequiredBinding): OAuthError {
  if (required === 'mtls') return new OAuthError('invalid_request', 'a client certificate is needed');
  const either = required === 'any' ? ', or a client certificate,' : '';
  return new OAuthError('invalid_dpop_proof', `a DPoP proof${either} is needed`);
}
