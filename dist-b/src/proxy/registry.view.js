import { gatePath } from './gate-path.js';
/** Schema of the entries of MCP servers. */
const SCHEMA = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json';
const OFFICIAL = 'io.modelcontextprotocol.registry/official';
/** An MCP server in the shape of the MCP registry (server.json, with what the registry says of it). */
export function serverView(upstream, issuer, base) {
    const { name, kind, requiredScopes, requiredTokenBinding, createdAt, updatedAt } = upstream;
    const path = gatePath(kind, name);
    const namespace = namespaceOf(issuer);
    return {
        server: {
            $schema: SCHEMA,
            name: `${namespace}/${name}`,
            title: name,
            description: `MCP server ${name}, behind Gatehouse`,
            version: versionOf(upstream),
            remotes: [{ type: 'streamable-http', url: base + path }],
        },
        _meta: {
            [OFFICIAL]: {
                status: 'active',
                publishedAt: createdAt.toISOString(),
                updatedAt: updatedAt.toISOString(),
                isLatest: true,
            },
            [`${namespace}/access`]: {
                resource: issuer + path,
                required_scopes: requiredScopes,
                binding: requiredTokenBinding,
            },
        },
    };
}
/** Where an agent is at the gate, and where its card. */
export function agentView({ name, kind, requiredScopes, requiredTokenBinding }, issuer, base) {
    const path = gatePath(kind, name);
    return {
        name,
        url: base + path,
        agent_card: `${base}${path}/.well-known/agent-card.json`,
        resource: issuer + path,
        required_scopes: requiredScopes,
        binding: requiredTokenBinding,
    };
}
/** One thing that a caller may reach. */
export function registryView(upstream, issuer, base) {
    const { id, kind, name } = upstream;
    return kind === 'mcp'
        ? { id, kind, name, ...serverView(upstream, issuer, base) }
        : { id, kind, name, agent: agentView(upstream, issuer, base) };
}
/** A registration has no version; this one is another after every change, and orders them. */
export function versionOf({ updatedAt }) {
    return `1.0.${Math.floor(updatedAt.getTime() / 1000)}`;
}
/** The issuer's host the other way round, as names of the MCP registry begin. */
export function namespaceOf(issuer) {
    const { hostname } = new URL(issuer);
    const labels = /^[\d.]+$|^\[/.test(hostname) ? [hostname] : hostname.split('.').reverse();
    return labels.join('.').replaceAll(/[^a-zA-Z0-9.-]/g, '-');
}
//# sourceMappingURL=registry.view.js.map