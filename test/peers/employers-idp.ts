import { Agent, fetch as undiciFetch } from 'undici';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import type { TestGatehouse } from '../support/gatehouse.js';
import type { HttpsHost } from '../support/https-host.js';
import { claimsOf } from '../support/people.js';

const ID_JAG = 'urn:ietf:params:oauth:token-type:id-jag';

/** A client of the employer's own authorization server. */
interface ClientThere {
  readonly secret: string;
  /** Its client_id at Gatehouse. */
  readonly knownAs: string;
}

/**
 * An employer's identity provider on a real https host: it signs people in, and lets clients act for them elsewhere by
 * ID-JAGs (draft-ietf-oauth-identity-assertion-authz-grant §4.3). Gatehouse trusts it, and reads its keys there.
 */
export class EmployersIdp {
  readonly clients = new Map<string, ClientThere>();
  /** Claims of all ID-JAGs that clients got, in order. */
  readonly granted: Record<string, unknown>[] = [];

  private constructor(
    readonly issuer: ForeignIssuer,
    /** A fetch that trusts the host. */
    readonly fetch: typeof globalThis.fetch,
  ) {}

  static async open(gatehouse: TestGatehouse, host: HttpsHost): Promise<EmployersIdp> {
    const issuer = await ForeignIssuer.register(gatehouse, {
      issuer: host.url,
      uses: ['id_jag'],
      jwks_uri: `${host.url}/keys`,
    });
    const idp = new EmployersIdp(issuer, fetchTrusting(host));
    host.route('/keys', { keys: [issuer.key.jwk] });
    host.route('/.well-known/oauth-authorization-server', {
      issuer: host.url,
      authorization_endpoint: `${host.url}/authorize`,
      token_endpoint: `${host.url}/token`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
    });
    host.route('/token', (request, response) => {
      void idp.token(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
        response.end(JSON.stringify(body));
      });
    });
    return idp;
  }

  /** What a client got when the employee signed in to it. */
  idToken(employee: string): Promise<string> {
    return this.issuer.token({ sub: employee, aud: 'app-at-idp' });
  }

  idJag(employee: string, claims: object): Promise<string> {
    return this.issuer.token({ sub: employee, ...claims }, { typ: 'oauth-id-jag+jwt' });
  }

  private async token(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    const client = this.clients.get(form['client_id'] ?? '');
    if (client === undefined || client.secret !== form['client_secret']) {
      return { status: 401, body: { error: 'invalid_client' } };
    }
    const { sub } = claimsOf(form['subject_token'] ?? '');
    if (sub === 'fired' || form['requested_token_type'] !== ID_JAG) {
      return { status: 400, body: { error: 'access_denied', error_description: 'the policy does not allow it' } };
    }
    const { audience: aud, resource, scope } = form;
    const claims = { aud, resource, client_id: client.knownAs, ...(scope === undefined ? {} : { scope }) };
    this.granted.push(claims);
    const access_token = await this.idJag(sub as string, claims);
    return {
      status: 200,
      body: { issued_token_type: ID_JAG, token_type: 'N_A', access_token, expires_in: 300, scope },
    };
  }
}

/** A fetch that trusts the authority of a host, as one of an employer's machines does. */
export function fetchTrusting(host: HttpsHost): typeof globalThis.fetch {
  const dispatcher = new Agent({ connect: { ca: readFileSync(host.caFile) } });
  return ((url: string, init: object) => undiciFetch(url, { ...init, dispatcher })) as typeof globalThis.fetch;
}
