import * as oauth from 'oauth4webapi';
import { Agent, fetch as undiciFetch } from 'undici';
import { exportJWK } from 'jose';
import { type CertifiedSettings, selfSigned, type TestCertificate } from '../support/certificates.js';

/** One way in which a client authenticates: how it is registered, and how oauth4webapi does it. */
export interface Way {
  readonly registration: Record<string, unknown>;
  readonly auth: (secret: string) => oauth.ClientAuth;
  /** Somebody else who does it in the same way. */
  readonly impostor: oauth.ClientAuth;
  /** How the client connects, when that is part of it. */
  readonly fetch?: Fetch;
  readonly impostorFetch?: Fetch;
}

/** As the library calls it, for any method and body. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each function of the library narrows both
export type Fetch = (url: string, options: oauth.CustomFetchOptions<any, any>) => Promise<Response>;

/** Connections by TLS, with client certificates or without; remembers what is to be closed. */
export class TlsConnections {
  private readonly agents: Agent[] = [];

  constructor(readonly settings: CertifiedSettings) {}

  with(certificate?: TestCertificate): Fetch {
    const { cert, key } = certificate ?? {};
    const dispatcher = new Agent({ connect: { ca: this.settings.serverAuthority, cert, key } });
    this.agents.push(dispatcher);
    return ((url: string, init: object) => undiciFetch(url, { ...init, dispatcher })) as unknown as Fetch;
  }

  async close(): Promise<void> {
    for (const agent of this.agents) await agent.destroy();
    this.settings.remove();
  }
}

function bySecret(method: string, auth: (secret: string) => oauth.ClientAuth): Promise<Way> {
  return Promise.resolve({
    registration: { token_endpoint_auth_method: method },
    auth,
    impostor: auth('a secret that nobody has'),
  });
}

/** @param alg as the client writes it */
async function byKey(alg: string): Promise<Way> {
  const [own, other] = await Promise.all([oauth.generateKeyPair(alg), oauth.generateKeyPair(alg)]);
  // The library writes Ed25519 where others still write EdDSA (RFC 9864).
  const written = { [oauth.modifyAssertion]: (header: { alg?: unknown }) => void (header.alg = alg) };
  const by = ({ privateKey: key }: CryptoKeyPair) => oauth.PrivateKeyJwt({ key, kid: 'first' }, written);
  return {
    registration: {
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: alg,
      jwks: { keys: [{ ...(await exportJWK(own.publicKey)), kid: 'first' }] },
    },
    auth: () => by(own),
    impostor: by(other),
  };
}

async function byIssuedCertificate(tls: TlsConnections): Promise<Way> {
  const issue = (subject: string) => tls.settings.authority.issue({ subject });
  const [own, other] = [await issue('O=Example, CN=agent'), await issue('O=Example, CN=other')];
  return {
    registration: {
      token_endpoint_auth_method: 'tls_client_auth',
      // As text it begins with what the certificate has last (RFC 4514 §2.1).
      tls_client_auth_subject_dn: 'CN=agent,O=Example',
    },
    ...byCertificate(tls, own, other),
  };
}

async function byOwnCertificate(tls: TlsConnections): Promise<Way> {
  const [own, other] = await Promise.all([selfSigned(), selfSigned()]);
  return {
    registration: {
      token_endpoint_auth_method: 'self_signed_tls_client_auth',
      jwks: { keys: [await own.jwk()] },
    },
    ...byCertificate(tls, own, other),
  };
}

function byCertificate(tls: TlsConnections, own: TestCertificate, other: TestCertificate) {
  return {
    auth: () => oauth.TlsClientAuth(),
    impostor: oauth.TlsClientAuth(),
    fetch: tls.with(own),
    impostorFetch: tls.with(other),
  };
}

/** All ways of clients that authenticate. */
export const WAYS: readonly (readonly [string, (tls: TlsConnections) => Promise<Way>])[] = [
  ['client_secret_basic', () => bySecret('client_secret_basic', oauth.ClientSecretBasic)],
  ['client_secret_post', () => bySecret('client_secret_post', oauth.ClientSecretPost)],
  ['private_key_jwt with ES256', () => byKey('ES256')],
  ['private_key_jwt with RS256', () => byKey('RS256')],
  ['private_key_jwt with PS256', () => byKey('PS256')],
  ['private_key_jwt with EdDSA', () => byKey('EdDSA')],
  ['private_key_jwt with Ed25519', () => byKey('Ed25519')],
  ['tls_client_auth', byIssuedCertificate],
  ['self_signed_tls_client_auth', byOwnCertificate],
];
