import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { EventStore } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  CreateMessageResultSchema,
  ElicitResultSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListRootsResultSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
  type CallToolRequest,
  type CallToolResult,
  type JSONRPCMessage,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import { sessionsOf } from '../../../demo/servers/legacy-mcp.js';
import {
  currentCall,
  listen,
  type RunningUpstream,
  type UpstreamOptions,
} from '../../../demo/servers/upstream-http.js';
import { DEFAULTS, ENUMS, PERSON } from './forms.js';
import { localOnly } from './local-only.js';
import {
  asMessages,
  completed,
  contentsOf,
  NOTHING,
  plainTools,
  prompts,
  resources,
  template,
  text,
  type Part,
} from './things.js';

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

interface Session {
  readonly server: Server;
  /** Resources that the client wants to hear of. */
  readonly watched: Set<string>;
}

/** A tool that needs a session: it asks the client, tells it something, or leaves and comes back. */
interface SessionTool {
  readonly takes?: string;
  readonly run: (args: Record<string, unknown>, extra: Extra, session: Session) => Promise<string>;
}

const WATCHED = 'test://watched-resource';

/** Starts a server of 2025-11-25, and of the revisions before it, with all that the conformance suite asks for. */
export async function startSuite2025(options: UpstreamOptions = {}): Promise<RunningUpstream> {
  const { serve, release } = sessionsOf(buildServer, { eventStore: new RememberedEvents(), retryInterval: 50 });
  return listen({ path: '/mcp', serve: localOnly(serve), release }, options);
}

/** Remembers what was sent, so that a stream can go on where it was left. */
class RememberedEvents implements EventStore {
  private readonly events: { stream: string; message: JSONRPCMessage }[] = [];

  storeEvent(stream: string, message: JSONRPCMessage): Promise<string> {
    return Promise.resolve(String(this.events.push({ stream, message }) - 1));
  }

  getStreamIdForEventId(id: string): Promise<string | undefined> {
    return Promise.resolve(this.events[Number(id)]?.stream);
  }

  async replayEventsAfter(last: string, { send }: Parameters<EventStore['replayEventsAfter']>[1]): Promise<string> {
    const stream = this.events[Number(last)]?.stream ?? '';
    for (const [id, event] of this.events.entries()) {
      const isMessage = 'jsonrpc' in event.message;
      if (id > Number(last) && event.stream === stream && isMessage) await send(String(id), event.message);
    }
    return stream;
  }
}

const elicits = (message: string, requestedSchema: object): SessionTool['run'] => {
  return async (args, extra) => {
    const params = { message: typeof args.message === 'string' ? args.message : message, requestedSchema };
    const request = { method: 'elicitation/create', params } as ServerRequest;
    const { action, content } = await extra.sendRequest(request, ElicitResultSchema);
    return JSON.stringify({ action, content });
  };
};

const sessionTools: Record<string, SessionTool> = {
  test_tool_with_logging: {
    run: async (_args, extra, { server }) => {
      for (const data of ['begun', 'under way', 'done']) {
        await server.sendLoggingMessage({ level: 'info', data }, extra.sessionId);
        await sleep(20);
      }
      return 'said what happened';
    },
  },
  test_sampling: {
    takes: 'prompt',
    run: async ({ prompt }, extra) => {
      const messages = asMessages([text(String(prompt))]);
      const request = { method: 'sampling/createMessage', params: { messages, maxTokens: 100 } } as ServerRequest;
      return JSON.stringify((await extra.sendRequest(request, CreateMessageResultSchema)).content);
    },
  },
  test_roots: {
    run: async (_args, extra) =>
      JSON.stringify((await extra.sendRequest({ method: 'roots/list' }, ListRootsResultSchema)).roots),
  },
  test_elicitation: { takes: 'message', run: elicits('Who are you?', PERSON) },
  test_elicitation_sep1034_defaults: { run: elicits('Is this right?', DEFAULTS) },
  test_elicitation_sep1330_enums: { run: elicits('Which ones?', ENUMS) },
  test_reconnection: {
    run: async (_args, extra) => {
      extra.closeSSEStream?.();
      await sleep(100);
      return 'back again';
    },
  },
  test_trigger_tool_change: {
    run: async (_args, _extra, { server }) => {
      await server.sendToolListChanged();
      return 'told of tools';
    },
  },
  test_trigger_resource_update: {
    run: async (_args, _extra, { server, watched }) => {
      if (watched.has(WATCHED)) await server.sendResourceUpdated({ uri: WATCHED });
      return 'told of a resource';
    },
  },
};

function buildServer(): Server {
  const capabilities = {
    tools: { listChanged: true },
    resources: { subscribe: true },
    prompts: {},
    completions: {},
    logging: {},
  };
  const server = new Server({ name: 'suite-2025', version: '1.0.0' }, { capabilities });
  const session = { server, watched: new Set<string>() };
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: [
      ...plainTools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
      ...Object.entries(sessionTools).map(([name, { takes }]) => ({
        name,
        description: `What the conformance suite calls ${name}`,
        inputSchema:
          takes === undefined
            ? NOTHING
            : { type: 'object' as const, properties: { [takes]: { type: 'string' } }, required: [takes] },
      })),
    ],
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, extra) => callTool(params, extra, session));
  serveResources(session);
  servePrompts(server);
  server.setRequestHandler(CompleteRequestSchema, ({ params }) => {
    const values = completed(params.argument.value);
    return { completion: { values, total: values.length, hasMore: false } };
  });
  return server;
}

async function callTool(params: CallToolRequest['params'], extra: Extra, session: Session): Promise<CallToolResult> {
  const args = params.arguments ?? {};
  const own = Object.hasOwn(sessionTools, params.name) ? sessionTools[params.name] : undefined;
  if (own) return { content: [text(await own.run(args, extra, session))] as Part[] };
  const tool = plainTools.find(({ name }) => name === params.name);
  if (!tool) throw new McpError(ErrorCode.InvalidParams, `no tool ${params.name}`);
  const token = params._meta?.progressToken;
  const progress = async (done: number, total: number, message: string) => {
    const told = { progressToken: token ?? '', progress: done, total, message };
    if (token !== undefined) await extra.sendNotification({ method: 'notifications/progress', params: told });
  };
  const { claims, gone } = currentCall();
  try {
    return { content: await tool.run(args, { claims, signal: AbortSignal.any([gone, extra.signal]), progress }) };
  } catch (error) {
    return { content: [text(String(error))], isError: true };
  }
}

function serveResources({ server, watched }: Session): void {
  server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: [template] }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) => {
    const contents = contentsOf(params.uri);
    if (!contents) throw new McpError(ErrorCode.InvalidParams, 'no such resource', { uri: params.uri });
    return { contents: [contents] };
  });
  server.setRequestHandler(SubscribeRequestSchema, ({ params }) => (watched.add(params.uri), {}));
  server.setRequestHandler(UnsubscribeRequestSchema, ({ params }) => (watched.delete(params.uri), {}));
}

function servePrompts(server: Server): void {
  server.setRequestHandler(ListPromptsRequestSchema, () => ({
    prompts: prompts.map(({ name, description, arguments: names }) => ({
      name,
      description,
      arguments: names.map((one) => ({ name: one, description: `The ${one}`, required: true })),
    })),
  }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) => {
    const prompt = prompts.find(({ name }) => name === params.name);
    if (!prompt) throw new McpError(ErrorCode.InvalidParams, `no prompt ${params.name}`);
    return { messages: asMessages(prompt.write(params.arguments ?? {})) };
  });
}
