/** What is wrong where a name alone does not say which upstream is meant. */
export const WHICH_KIND = 'is needed: an MCP server and an agent have this name';
/** @returns none, one, or an MCP server and an agent of the same name */
export async function namedUpstreams(upstreams, { upstream: name, upstream_kind: kind }) {
    const kinds = kind === undefined ? ['mcp', 'a2a'] : [kind];
    const found = await Promise.all(kinds.map((one) => upstreams.find(one, name)));
    return found.filter((one) => one !== null);
}
//# sourceMappingURL=named-upstream.js.map