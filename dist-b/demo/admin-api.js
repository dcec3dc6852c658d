/** Fetches an access token with the client's own credentials (RFC 6749 §4.4). */
export async function fetchToken(fetch, publicUrl, client, scope) {
    const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64');
    const response = await fetch(`${publicUrl}/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${basic}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
    });
    const { access_token: token } = await readJson(response);
    return token;
}
/** The few calls of the admin REST that set the scene. Each throws with the server's own words when it is refused. */
export class AdminApi {
    fetch;
    publicUrl;
    token;
    constructor(fetch, publicUrl, token) {
        this.fetch = fetch;
        this.publicUrl = publicUrl;
        this.token = token;
    }
    async registerMcpServer(name, url) {
        return this.call('POST', 'upstreams', {
            name,
            kind: 'mcp',
            url,
            required_scopes: ['mcp'],
            credential: { mode: 'minted' },
        });
    }
    async createUser(email, name) {
        return this.call('POST', 'users', { email, name, roles: ['user'] });
    }
    async createAgent(name, ownerId) {
        const created = await this.call('POST', 'clients', {
            client_name: name,
            kind: 'agent',
            owner_id: ownerId,
            grant_types: ['client_credentials'],
            scope: 'mcp',
            token_endpoint_auth_method: 'client_secret_basic',
        });
        return { clientId: created.client_id, clientSecret: created.client_secret };
    }
    async deactivateClient(clientId) {
        return this.call('PATCH', `clients/${clientId}`, { status: 'inactive' });
    }
    async call(method, path, body) {
        const response = await this.fetch(`${this.publicUrl}/api/v1/admin/${path}`, {
            method,
            headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
            body: JSON.stringify(body),
        });
        return readJson(response);
    }
}
async function readJson(response) {
    const text = await response.text();
    // A refusal's body explains itself and carries no secret; a granted one is never printed.
    if (!response.ok)
        throw new Error(`refused with ${response.status}: ${text}`);
    return JSON.parse(text);
}
//# sourceMappingURL=admin-api.js.map