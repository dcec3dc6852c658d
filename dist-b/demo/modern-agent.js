import { Client, ClientCredentialsProvider, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { textOf } from './agent.js';
/** The 2026-07-28 line. Pinned, because the client would otherwise speak 2025-11-25 to be safe. */
export function modernAgent({ endpoint, issuer, fetch, clientId, clientSecret }) {
    const provider = new ClientCredentialsProvider({ clientId, clientSecret, expectedIssuer: issuer });
    const client = new Client({ name: 'demo-agent', version: '1.0.0' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
    const transport = new StreamableHTTPClientTransport(new URL(endpoint), { authProvider: provider, fetch });
    return {
        connect: () => client.connect(transport),
        listTools: async () => (await client.listTools()).tools.map(({ name }) => name),
        callTool: async (name, args) => textOf(await client.callTool({ name, arguments: args })),
        heldToken: () => provider.tokens()?.access_token,
        close: () => client.close(),
    };
}
//# sourceMappingURL=modern-agent.js.map