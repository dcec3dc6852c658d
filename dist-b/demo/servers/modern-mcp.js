import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, fromJsonSchema, McpServer } from '@modelcontextprotocol/server';
import { prompt, resource, tools } from './everything.js';
import { currentCall, listen } from './upstream-http.js';
/**
 * Starts an MCP server of the 2026-07-28 line on 127.0.0.1: stateless, one POST per request, progress over SSE.
 * Requests of the 2025 line are refused, so that a demo or a test cannot pass by falling back.
 * @param options `older`: those are answered too, each for itself
 */
export async function startModernMcpServer(options = {}) {
    const handler = createMcpHandler(buildServer, { legacy: options.older ? 'stateless' : 'reject' });
    const serve = toNodeHandler(handler);
    return listen({ path: '/mcp', serve, release: () => handler.close() }, options);
}
function buildServer() {
    const server = new McpServer({ name: 'modern-everything', version: '1.0.0' });
    for (const tool of tools)
        registerTool(server, tool);
    server.registerResource(resource.name, resource.uri, { mimeType: resource.mimeType }, (uri) => ({
        contents: [{ uri: uri.href, mimeType: resource.mimeType, text: resource.text }],
    }));
    const argsSchema = fromJsonSchema({
        type: 'object',
        properties: { who: { type: 'string', description: prompt.argument.description } },
        required: ['who'],
    });
    server.registerPrompt(prompt.name, { description: prompt.description, argsSchema }, ({ who }) => ({
        messages: [{ role: 'user', content: { type: 'text', text: prompt.write(who) } }],
    }));
    return server;
}
function registerTool(server, tool) {
    const inputSchema = fromJsonSchema({ ...tool.inputSchema });
    server.registerTool(tool.name, { description: tool.description, inputSchema }, async (args, context) => {
        const { claims, gone } = currentCall();
        const signal = AbortSignal.any([gone, context.mcpReq.signal]);
        const answer = await tool.run(args, { claims, signal, progress: progressOf(context) });
        return { content: [{ type: 'text', text: answer }] };
    });
}
function progressOf({ mcpReq }) {
    const progressToken = mcpReq._meta?.progressToken;
    // Nobody listens for progress that nobody asked for.
    if (progressToken === undefined)
        return () => Promise.resolve();
    return (progress, total, message) => mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total, message } });
}
//# sourceMappingURL=modern-mcp.js.map