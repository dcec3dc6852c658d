import { randomUUID } from 'node:crypto';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport, } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { CallToolRequestSchema, ErrorCode, GetPromptRequestSchema, isInitializeRequest, ListPromptsRequestSchema, ListResourcesRequestSchema, ListToolsRequestSchema, McpError, ReadResourceRequestSchema, } from '@modelcontextprotocol/sdk/types.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { prompt, resource, tools } from './everything.js';
import { currentCall, listen, sendRpcError, } from './upstream-http.js';
/**
 * Starts an MCP server of the 2025-11-25 line on 127.0.0.1: `initialize`, a session id, a GET event stream, DELETE.
 * The session id only finds the session again: with an expectation given, every request is checked for its token.
 */
export async function startLegacyMcpServer(options = {}) {
    return listen({ path: '/mcp', ...sessionsOf(buildServer) }, options);
}
/** Sessions over streamable HTTP, each with a server of its own. @param transporting beside what sessions need */
export function sessionsOf(build, transporting = {}) {
    const sessions = new Map();
    const open = async () => {
        const transport = new StreamableHTTPServerTransport({
            ...transporting,
            sessionIdGenerator: randomUUID,
            onsessioninitialized: (id) => void sessions.set(id, transport),
            onsessionclosed: (id) => void sessions.delete(id),
        });
        await build().connect(transport);
        return transport;
    };
    return {
        release: async () => void (await Promise.all([...sessions.values()].map((transport) => transport.close()))),
        serve: async (req, res, body) => {
            const id = req.headers['mcp-session-id'];
            const transport = id === undefined ? undefined : sessions.get(String(id));
            if (transport)
                return transport.handleRequest(req, res, body);
            if (id !== undefined)
                return sendRpcError(res, 404, -32001, 'Session not found');
            if (!isInitializeRequest(body))
                return sendRpcError(res, 400, -32000, 'Mcp-Session-Id header is required');
            return (await open()).handleRequest(req, res, body);
        },
    };
}
function buildServer() {
    const server = new Server({ name: 'legacy-everything', version: '1.0.0' }, { capabilities: { tools: {}, resources: {}, prompts: {} } });
    server.setRequestHandler(ListToolsRequestSchema, () => ({
        tools: tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
    }));
    server.setRequestHandler(CallToolRequestSchema, ({ params }, extra) => callTool(params, extra));
    server.setRequestHandler(ListResourcesRequestSchema, () => ({
        resources: [{ name: resource.name, uri: resource.uri, mimeType: resource.mimeType }],
    }));
    server.setRequestHandler(ReadResourceRequestSchema, ({ params }) => {
        if (params.uri !== resource.uri)
            throw new McpError(ErrorCode.InvalidParams, `no resource ${params.uri}`);
        return { contents: [{ uri: resource.uri, mimeType: resource.mimeType, text: resource.text }] };
    });
    registerPrompt(server);
    return server;
}
function registerPrompt(server) {
    server.setRequestHandler(ListPromptsRequestSchema, () => ({
        prompts: [
            { name: prompt.name, description: prompt.description, arguments: [{ ...prompt.argument, required: true }] },
        ],
    }));
    server.setRequestHandler(GetPromptRequestSchema, ({ params }) => {
        const who = params.arguments?.[prompt.argument.name];
        if (params.name !== prompt.name || !who)
            throw new McpError(ErrorCode.InvalidParams, `no prompt ${params.name}`);
        return { messages: [{ role: 'user', content: { type: 'text', text: prompt.write(who) } }] };
    });
}
const validators = new AjvJsonSchemaValidator();
async function callTool(params, extra) {
    const tool = tools.find(({ name }) => name === params.name);
    if (!tool)
        throw new McpError(ErrorCode.InvalidParams, `Tool ${params.name} not found`);
    const checked = validators.getValidator({ ...tool.inputSchema })(params.arguments ?? {});
    if (!checked.valid)
        return { content: [{ type: 'text', text: checked.errorMessage }], isError: true };
    const { claims, gone } = currentCall();
    const signal = AbortSignal.any([gone, extra.signal]);
    const answer = await tool.run(checked.data, { claims, signal, progress: progressOf(params, extra) });
    return { content: [{ type: 'text', text: answer }] };
}
function progressOf(params, extra) {
    const progressToken = params._meta?.progressToken;
    // Nobody listens for progress that nobody asked for.
    if (progressToken === undefined)
        return () => Promise.resolve();
    return (progress, total, message) => extra.sendNotification({ method: 'notifications/progress', params: { progressToken, progress, total, message } });
}
//# sourceMappingURL=legacy-mcp.js.map