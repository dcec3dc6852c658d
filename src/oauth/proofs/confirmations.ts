import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ClientCertificates } from '../../http/client-certificates.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { isLater, type Soon } from '../../kernel/at-hand.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { bindingOf, type Confirmation, isBoundAs, type RequiredBinding } from '../../kernel/token-binding.js';
import { Settings } from '../../settings/settings.js';
import { type CheckedProof, DpopProofs } from './dpop-proofs.js';

/** What the sender of a token request has shown to hold. */
export interface Held {
  readonly proof?: CheckedProof;
  /** What its tokens are bound to. */
  readonly confirmation?: Confirmation;
}

/** What somebody holds of whom nobody knows yet who it is. */
export interface HeldByStranger extends Omit<Held, 'proof'> {
  /** Uses up the proof, once it is known whose it is; again, it does nothing. @throws OAuthError when it was used already */
  readonly spend: () => Promise<void>;
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
  of(request: Request, client: RegisteredClient): Soon<Held> {
    const proof = this.proofs.ofClient(request);
    if (!isLater(proof)) return this.with(proof ?? undefined, request, client);
    return proof.then((checked) => this.with(checked ?? undefined, request, client));
  }

  private with(proof: CheckedProof | undefined, request: Request, client: RegisteredClient): Held {
    const thumbprint = this.bindsCertificate(client, proof) ? this.certificates.of(request)?.thumbprint : undefined;
    return held(this.required(client), proof, thumbprint);
  }

  /**
   * The same of a device, which is no registered client: it is known by its key, or by the certificate of its connection.
   * Whoever finds that it is known spends the proof.
   * @throws OAuthError as above
   */
  async ofDevice(request: Request): Promise<HeldByStranger> {
    const proof = (await this.proofs.ofStranger(request)) ?? undefined;
    const required = [this.settings.REQUIRED_TOKEN_BINDING];
    const { confirmation } = held(required, proof, this.certificates.of(request)?.thumbprint);
    return { ...(confirmation && { confirmation }), spend: () => proof?.spend() ?? Promise.resolve() };
  }

  private required({ dpopBound, certificateBound }: RegisteredClient): RequiredBinding[] {
    return [dpopBound ? 'dpop' : 'none', certificateBound ? 'mtls' : 'none', this.settings.REQUIRED_TOKEN_BINDING];
  }

  /** A certificate that nobody asked for binds nothing: it may be there for the connection's sake. */
  private bindsCertificate(client: RegisteredClient, proof: CheckedProof | undefined): boolean {
    const required = this.settings.REQUIRED_TOKEN_BINDING;
    return client.certificateBound || required === 'mtls' || (required === 'any' && proof === undefined);
  }
}

function held(requirements: readonly RequiredBinding[], proof?: CheckedProof, thumbprint?: string): Held {
  const confirmation: Confirmation = {
    ...(proof && { jkt: proof.jkt }),
    ...(thumbprint !== undefined && { 'x5t#S256': thumbprint }),
  };
  for (const required of requirements) if (!isBoundAs(required, confirmation)) throw unbound(required);
  return { ...(proof && { proof }), ...(bindingOf(confirmation) !== 'bearer' && { confirmation }) };
}

function unbound(required: RequiredBinding): OAuthError {
  if (required === 'mtls') return new OAuthError('invalid_request', 'a client certificate is needed');
  const either = required === 'any' ? ', or a client certificate,' : '';
  return new OAuthError('invalid_dpop_proof', `a DPoP proof${either} is needed`);
}
