import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Secrets } from '../../settings/secrets.js';
import type { ExchangedCredential } from './upstream-credential.js';
import type { Upstream, UpstreamKind } from './upstream.entity.js';

/** Where a sealed credential may go: opened for another place, it stays shut. */
interface Place {
  readonly kind: UpstreamKind;
  readonly name: string;
  readonly url: string;
}

/** A stored credential that this process cannot open. */
export class CredentialNotOpened extends Error {
  constructor(cause: unknown) {
    super(
      'The credential cannot be opened: it was sealed under another KEY_ENCRYPTION_KEY, or for another server. ' +
        'Write it anew: PATCH the upstream with its credential and a value, or a client_secret.',
      { cause },
    );
  }
}

/**
 * Seals the credentials that administrators write down, and opens them for a call. Each is bound to its upstream, to
 * its origin, and to the header or the token endpoint and client that it is for, so that whoever can write to the table cannot have it sent elsewhere.
 */
@Injectable()
export class CredentialVault {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** A static credential as it is stored. */
  written(place: Place, name: string, value: string): Pick<Upstream, 'credential' | 'sealedCredential'> {
    const header = name.toLowerCase();
    const sealedCredential = this.secrets.box.seal(sealName(place, header), Buffer.from(value));
    return { credential: { mode: 'static', header, set_at: this.now() }, sealedCredential };
  }

  /** The gate as a client of a foreign authorization server, with the client's secret, as it is stored. */
  writtenClient(
    place: Place,
    client: Omit<ExchangedCredential, 'set_at'>,
    secret: string,
  ): Pick<Upstream, 'credential' | 'sealedCredential'> {
    const sealedCredential = this.secrets.box.seal(sealName(place, clientName(client)), Buffer.from(secret));
    return { credential: { ...client, set_at: this.now() }, sealedCredential };
  }

  /** @throws CredentialNotOpened */
  open(upstream: Upstream, header: string): string {
    return this.opened(upstream, header);
  }

  /** The client's secret. @throws CredentialNotOpened */
  openClient(upstream: Upstream, credential: ExchangedCredential): string {
    return this.opened(upstream, clientName(credential));
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }

  private opened(upstream: Upstream, name: string): string {
    try {
      if (upstream.sealedCredential === null) throw new Error('there is none');
      return this.secrets.box.open(sealName(upstream, name), upstream.sealedCredential).toString();
    } catch (cause) {
      throw new CredentialNotOpened(cause);
    }
  }
}

/** No header is called so: what was sealed as one is never opened as the other. */
function clientName({ token_endpoint, client_id }: Pick<ExchangedCredential, 'token_endpoint' | 'client_id'>): string {
  return `token_exchange ${token_endpoint} ${client_id}`;
}

function sealName({ kind, name, url }: Place, what: string): string {
  return `upstream-credential:${kind}/${name} ${new URL(url).origin} ${what}`;
}
