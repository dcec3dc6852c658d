import { Injectable } from '@nestjs/common';
import { Settings } from '../../settings/settings.js';

/** Who Gatehouse is to authenticators (WebAuthn §4): a host, and the origins from which its pages may speak. */
@Injectable()
export class RelyingParty {
  /** Host of the issuer: passkeys are bound to it for ever. */
  readonly id: string;
  readonly name: string;
  /** Exact, with their ports: the issuer's, and those of its aliases at which browsers allow passkeys. */
  readonly origins: readonly string[];
  /** Whether there can be passkeys at all: they are bound to a domain, and an address is none (WebAuthn §5.1.3). */
  readonly offered: boolean;

  constructor(settings: Settings) {
    const issuer = new URL(settings.PUBLIC_URL);
    this.id = issuer.hostname;
    this.name = settings.BRAND_NAME;
    this.offered = allowsPasskeys(issuer);
    const aliases = settings.PUBLIC_URL_ALIASES.map((alias) => new URL(alias));
    this.origins = this.offered ? [issuer, ...aliases].filter(allowsPasskeys).map(({ origin }) => origin) : [];
  }
}

function allowsPasskeys({ protocol, hostname }: URL): boolean {
  const address = hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
  return !address && (protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost'));
}
