import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Secrets } from '../../settings/secrets.js';
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
        'Write it anew: PATCH the upstream with its credential and a value.',
      { cause },
    );
  }
}

/**
 * Seals the credentials that administrators write down, and opens them for a call. Each is bound to its upstream, the
 * header and the origin that it is for, so that whoever can write to the table cannot have it sent elsewhere.
 */
@Injectable()
export class CredentialVault {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** A credential as it is stored. */
  written(place: Place, name: string, value: string): Pick<Upstream, 'credential' | 'sealedCredential'> {
    const header = name.toLowerCase();
    const sealedCredential = this.secrets.box.seal(sealName(place, header), Buffer.from(value));
    return {
      credential: { mode: 'static', header, set_at: new Date(this.clock.now()).toISOString() },
      sealedCredential,
    };
  }

  /** @throws CredentialNotOpened */
  open(upstream: Upstream, header: string): string {
    try {
      if (upstream.sealedCredential === null) throw new Error('there is none');
      return this.secrets.box.open(sealName(upstream, header), upstream.sealedCredential).toString();
    } catch (cause) {
      throw new CredentialNotOpened(cause);
    }
  }
}

function sealName({ kind, name, url }: Place, header: string): string {
  return `upstream-credential:${kind}/${name} ${new URL(url).origin} ${header}`;
}
