import { randomUUID } from 'node:crypto';
import { A2A_PROTOCOL_VERSION, A2A_VERSION_HEADER, AGENT_CARD_PATH, formatSSEEvent, Role, SSE_HEADERS, } from '@a2a-js/sdk';
import { LegacyJsonRpcTransportHandler } from '@a2a-js/sdk/compat/v0_3/server';
import { AgentEvent, defaultServerCallContextBuilder, DefaultRequestHandler, InMemoryTaskStore, JsonRpcTransportHandler, validateVersion, } from '@a2a-js/sdk/server';
import { currentCall, listen, sendJson } from './upstream-http.js';
const ENDPOINT = '/a2a';
const CARD = `/${AGENT_CARD_PATH}`;
/** What a caller speaks who sends no A2A-Version header. */
const LEGACY_PROTOCOL_VERSION = '0.3';
/**
 * Starts an A2A agent on 127.0.0.1 that says every message back. JSON-RPC of both lines: `SendMessage` and
 * `SendStreamingMessage` of 1.0 (header `A2A-Version: 1.0`), `message/send` and `message/stream` of 0.3 (no header).
 * The metadata of an answer carries the verified claims. The agent card is public.
 */
export async function startA2aAgent(options = {}) {
    const isPublic = (req) => req.method === 'GET' && req.url === CARD;
    return listen({ path: ENDPOINT, serve, isPublic }, options);
}
async function serve(req, res, body) {
    const card = agentCard(`http://127.0.0.1:${req.socket.localPort}${ENDPOINT}`);
    if (req.method === 'GET' && req.url === CARD)
        return sendJson(res, 200, card);
    if (req.method !== 'POST' || req.url !== ENDPOINT)
        return sendJson(res, 404, {});
    const context = callContext(req);
    try {
        validateVersion(context.requestedVersion, card, 'JSONRPC');
        const answer = await transport(card, context).handle((body ?? {}), context);
        if (Symbol.asyncIterator in answer)
            await stream(res, answer);
        else
            sendJson(res, 200, answer);
    }
    catch (error) {
        sendJson(res, 200, { jsonrpc: '2.0', id: null, error: JsonRpcTransportHandler.mapToJSONRPCError(error) });
    }
}
function callContext(req) {
    const { claims } = currentCall();
    const requestedVersion = req.headers[A2A_VERSION_HEADER.toLowerCase()];
    return defaultServerCallContextBuilder({
        extensions: undefined,
        headers: req.headers,
        user: { isAuthenticated: claims !== null, userName: claims?.sub ?? '' },
        ...(typeof requestedVersion === 'string' && { requestedVersion }),
    });
}
const tasks = new InMemoryTaskStore();
function transport(card, context) {
    const handler = new DefaultRequestHandler(card, tasks, echo);
    return context.requestedVersion === LEGACY_PROTOCOL_VERSION
        ? new LegacyJsonRpcTransportHandler(handler)
        : new JsonRpcTransportHandler(handler);
}
async function stream(res, events) {
    res.writeHead(200, SSE_HEADERS);
    for await (const event of events) {
        if (res.destroyed)
            break;
        res.write(formatSSEEvent(event));
    }
    res.end();
}
const echo = {
    execute: ({ contextId, userMessage }, bus) => {
        bus.publish(AgentEvent.message({
            messageId: randomUUID(),
            contextId,
            taskId: '',
            role: Role.ROLE_AGENT,
            parts: [textPart(userMessage.parts.map(({ content }) => asText(content)).join('\n'))],
            metadata: { claims: currentCall().claims },
            extensions: [],
            referenceTaskIds: [],
        }));
        bus.finished();
        return Promise.resolve();
    },
    cancelTask: () => Promise.resolve(),
};
function asText(content) {
    return content?.$case === 'text' ? content.value : `(${content?.$case ?? 'empty'} part)`;
}
function textPart(value) {
    return { content: { $case: 'text', value }, metadata: undefined, filename: '', mediaType: 'text/plain' };
}
function agentCard(url) {
    const speaks = (protocolVersion) => ({
        url,
        protocolBinding: 'JSONRPC',
        tenant: '',
        protocolVersion,
    });
    return {
        name: 'Echo agent',
        description: 'Says every message back',
        supportedInterfaces: [speaks(A2A_PROTOCOL_VERSION), speaks(LEGACY_PROTOCOL_VERSION)],
        provider: undefined,
        version: '1.0.0',
        capabilities: { streaming: true, pushNotifications: false, extensions: [] },
        securitySchemes: {},
        securityRequirements: [],
        defaultInputModes: ['text/plain'],
        defaultOutputModes: ['text/plain'],
        skills: [
            {
                id: 'echo',
                name: 'Echo',
                description: 'Says every message back',
                tags: ['demo'],
                examples: ['hello'],
                inputModes: [],
                outputModes: [],
                securityRequirements: [],
            },
        ],
        signatures: [],
    };
}
//# sourceMappingURL=a2a-agent.js.map