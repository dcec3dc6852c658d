import { ClientCredentialsProvider } from '@modelcontextprotocol/sdk/client/auth-extensions.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { textOf } from './agent.js';
/** The 2025-11-25 line: a session with the server, and a stream for what the server says unasked. */
export function legacyAgent({ endpoint, issuer, fetch, clientId, clientSecret }) {
    const provider = new ClientCredentialsProvider({ clientId, clientSecret, expectedIssuer: issuer });
    const client = new Client({ name: 'demo-agent', version: '1.0.0' });
    const transport = new StreamableHTTPClientTransport(new URL(endpoint), {
        authProvider: provider,
        fetch,
        // A stream that ends stays ended: reopening it by a timer would put exchanges into other steps.
        reconnectionOptions: {
            maxRetries: 0,
            initialReconnectionDelay: 1000,
            maxReconnectionDelay: 1000,
            reconnectionDelayGrowFactor: 1,
        },
    });
    return {
        connect: () => client.connect(transport),
        listTools: async () => (await client.listTools()).tools.map(({ name }) => name),
        callTool: async (name, args) => textOf(await client.callTool({ name, arguments: args })),
        heldToken: () => provider.tokens()?.access_token,
        close: () => client.close(),
    };
}
//# sourceMappingURL=legacy-agent.js.map