import type { Fetch } from './watched-fetch.js';

/** An OAuth client and its secret. */
export interface Credentials {
  clientId: string;
  clientSecret: string;
}

/** What Gatehouse answers about a registered upstream, as far as the demo needs it. */
export interface RegisteredUpstream {
  /** What a token for this upstream must name as its audience. */
  resource: string;
  /** Where agents reach it. */
  endpoint: string;
}

/** Fetches an access token with the client's own credentials (RFC 6749 §4.4). */
export async function fetchToken(fetch: Fetch, publicUrl: string, client: Credentials, scope: string): Promise<string> {
  const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64');
  const response = await fetch(`${publicUrl}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  const { access_token: token } = await readJson<{ access_token: string }>(response);
  return token;
}

/** The few calls of the admin REST that set the scene. Each throws with the server's own words when it is refused. */
export class AdminApi {
  constructor(
    private readonly fetch: Fetch,
    private readonly publicUrl: string,
    private readonly token: string,
  ) {}

  async registerMcpServer(name: string, url: string): Promise<RegisteredUpstream> {
    return this.call('POST', 'upstreams', {
      name,
      kind: 'mcp',
      url,
      required_scopes: ['mcp'],
      credential: { mode: 'minted' },
    });
  }

  async createUser(email: string, name: string): Promise<{ id: string }> {
    return this.call('POST', 'users', { email, name, roles: ['user'] });
  }

  async createAgent(name: string, ownerId: string): Promise<Credentials> {
    const created = await this.call<{ client_id: string; client_secret: string }>('POST', 'clients', {
      client_name: name,
      kind: 'agent',
      owner_id: ownerId,
      grant_types: ['client_credentials'],
      scope: 'mcp',
      token_endpoint_auth_method: 'client_secret_basic',
    });
    return { clientId: created.client_id, clientSecret: created.client_secret };
  }

  async deactivateClient(clientId: string): Promise<{ status: string }> {
    return this.call('PATCH', `clients/${clientId}`, { status: 'inactive' });
  }

  private async call<T>(method: string, path: string, body: object): Promise<T> {
    const response = await this.fetch(`${this.publicUrl}/api/v1/admin/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return readJson<T>(response);
  }
}

async function readJson<T>(response: Response): Promise<T> {
  const text = await response.text();
  // A refusal's body explains itself and carries no secret; a granted one is never printed.
  if (!response.ok) throw new Error(`refused with ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}
