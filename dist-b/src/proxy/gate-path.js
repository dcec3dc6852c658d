const roots = { mcp: '/api/v1/mcp', a2a: '/api/v1/agents' };
/** Path below which all upstreams of a kind are; with a public base before it, what a device's token is for. */
export function gateRoot(kind) {
    return roots[kind];
}
/** Path of an upstream at the gate; with a public base before it, its resource identifier. */
export function gatePath(kind, name) {
    return `${roots[kind]}/${name}`;
}
//# sourceMappingURL=gate-path.js.map