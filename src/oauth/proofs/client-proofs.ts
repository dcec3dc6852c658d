import { Injectable } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { ClientCertificates } from '../../http/client-certificates.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { certificateMatches } from '../../kernel/certificate-names.js';
import { matchesKeySet } from '../../kernel/certificate-trust.js';
import { Clock } from '../../kernel/clock.js';
import type { PresentedAssertion } from '../token/presented-client.js';
import { ClientAssertions } from './client-assertions.js';
import { WorkloadIdentity } from './workload-identity.js';

/** Clients that prove themselves by something else than a secret. */
@Injectable()
export class ClientProofs {
  constructor(
    private readonly assertions: ClientAssertions,
    private readonly workloads: WorkloadIdentity,
    private readonly certificates: ClientCertificates,
    private readonly clock: Clock,
  ) {}

  /**
   * The client for which a JWT speaks: its own, or that of an issuer that knows the machine.
   * @throws OAuthError `invalid_client`, or `invalid_grant` when the JWT is the grant itself
   */
  byAssertion(presented: PresentedAssertion): Promise<RegisteredClient> {
    if (presented.method === 'workload_identity') return this.workloads.client(presented);
    return this.assertions.authenticate(presented.assertion, presented.clientId);
  }

  /**
   * Whether the certificate of the connection is the client's: by its name and an authority of ours, or by being the one
   * that was registered (RFC 8705 §2.1, §2.2). Validity is looked at on every request.
   */
  byCertificate(request: IncomingMessage, client: RegisteredClient): boolean {
    const presented = this.certificates.of(request);
    if (presented === null) return false;
    const now = this.clock.now();
    if (client.authMethod === 'self_signed_tls_client_auth') {
      return client.jwks !== null && matchesKeySet(client.jwks, presented, now);
    }
    if (client.authMethod !== 'tls_client_auth' || client.tlsClientAuth === null) return false;
    return this.certificates.isTrusted(presented, now) && certificateMatches(client.tlsClientAuth, presented);
  }
}
