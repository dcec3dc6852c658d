import { toNodeHandler } from '@modelcontextprotocol/node';
import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  createMcpHandler,
  createRequestStateCodec,
  fromJsonSchema,
  inputRequired,
  inputResponse,
  McpServer,
  ResourceTemplate,
  type CallToolResult,
  type ClientCapabilities,
  type ElicitRequestFormParams,
  type InputRequest,
  type InputRequiredResult,
  type McpHttpHandler,
  type ServerContext,
} from '@modelcontextprotocol/server';
import {
  currentCall,
  listen,
  type RunningUpstream,
  type UpstreamOptions,
} from '../../../demo/servers/upstream-http.js';
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
} from './things.js';

type Answer = Promise<CallToolResult | InputRequiredResult> | CallToolResult | InputRequiredResult;

const states = createRequestStateCodec<{ step: number }>({ key: 'x'.repeat(32) });

/** Starts a server of 2026-07-28, and of nothing before it, with all that the conformance suite asks for. */
export async function startSuite2026(options: UpstreamOptions = {}): Promise<RunningUpstream> {
  const handler: McpHttpHandler = createMcpHandler(() => buildServer(handler), { legacy: 'reject' });
  return listen({ path: '/mcp', serve: localOnly(toNodeHandler(handler)), release: () => handler.close() }, options);
}

const said = (words: string): CallToolResult => ({ content: [text(words)] });

/** A question for one text, answered as an object with it as its member. */
function question(message: string, member: string, type: 'string' | 'boolean' = 'string'): InputRequest {
  const requestedSchema = { type: 'object', properties: { [member]: { type } }, required: [member] };
  return inputRequired.elicit({
    message,
    requestedSchema: requestedSchema as ElicitRequestFormParams['requestedSchema'],
  });
}

const generated = (words: string): InputRequest =>
  inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text: words } }], maxTokens: 50 });

/** What was answered to a question; undefined until it was, with a text. */
function answered({ mcpReq }: ServerContext, key: string, member: string): string | undefined {
  const value = acceptedContent(mcpReq.inputResponses, key)?.[member];
  return typeof value === 'string' ? value : undefined;
}

const asks = {
  test_input_required_result_elicitation: (ctx) => {
    const name = answered(ctx, 'user_name', 'name');
    if (name !== undefined) return said(`Good day, ${name}`);
    return inputRequired({ inputRequests: { user_name: question('Who are you?', 'name') } });
  },
  test_input_required_result_sampling: ({ mcpReq }) => {
    const answer = inputResponse(mcpReq.inputResponses, 'capital');
    if (answer.kind === 'sampling') return said(JSON.stringify(answer.result.content));
    return inputRequired({ inputRequests: { capital: generated('Which is the capital of France?') } });
  },
  test_input_required_result_list_roots: ({ mcpReq }) => {
    const answer = inputResponse(mcpReq.inputResponses, 'roots');
    if (answer.kind === 'roots') return said(JSON.stringify(answer.roots));
    return inputRequired({ inputRequests: { roots: inputRequired.listRoots() } });
  },
  test_input_required_result_request_state: confirmed,
  test_input_required_result_tampered_state: confirmed,
  test_input_required_result_multiple_inputs: async ({ mcpReq }) => {
    const kinds = ['user_name', 'greeting', 'roots'].map((key) => inputResponse(mcpReq.inputResponses, key).kind);
    if (mcpReq.requestState<{ step: number }>()?.step === 1 && !kinds.includes('missing')) return said(kinds.join(' '));
    const inputRequests = {
      user_name: question('Who are you?', 'name'),
      greeting: generated('Greet them'),
      roots: inputRequired.listRoots(),
    };
    return inputRequired({ inputRequests, requestState: await states.mint({ step: 1 }) });
  },
  test_input_required_result_multi_round: async (ctx) => {
    const step = ctx.mcpReq.requestState<{ step: number }>()?.step ?? 0;
    if (step === 2 && answered(ctx, 'step2', 'color') !== undefined) return said('all is known');
    const named = step === 1 && answered(ctx, 'step1', 'name') !== undefined;
    const inputRequests: Record<string, InputRequest> = named
      ? { step2: question('Which colour?', 'color') }
      : { step1: question('Who are you?', 'name') };
    return inputRequired({ inputRequests, requestState: await states.mint({ step: named ? 2 : 1 }) });
  },
  test_input_required_result_capabilities: ({ mcpReq }) => {
    const envelope: Record<string, unknown> = { ...mcpReq.envelope };
    const declared = (envelope[CLIENT_CAPABILITIES_META_KEY] ?? {}) as ClientCapabilities;
    const inputRequests: Record<string, InputRequest> = {};
    if (declared.sampling) inputRequests.greeting = generated('Greet them');
    if (declared.elicitation) inputRequests.user_name = question('Who are you?', 'name');
    return Object.keys(inputRequests).length > 0 ? inputRequired({ inputRequests }) : said('nothing can be asked');
  },
  test_missing_capability: () => inputRequired({ inputRequests: { greeting: generated('Greet them') } }),
  test_streaming_elicitation: () => inputRequired({ inputRequests: { user_name: question('Who are you?', 'name') } }),
  test_logging_tool: async ({ mcpReq }) => {
    for (const words of ['begun', 'under way', 'done']) await mcpReq.log('info', words);
    return said('said what happened');
  },
} satisfies Record<string, (ctx: ServerContext) => Answer>;

async function confirmed({ mcpReq }: ServerContext): Promise<CallToolResult | InputRequiredResult> {
  const given = acceptedContent(mcpReq.inputResponses, 'confirm') !== undefined;
  if (mcpReq.requestState<{ step: number }>()?.step === 1 && given) return said('state-ok');
  const inputRequests = { confirm: question('Is this right?', 'ok', 'boolean') };
  return inputRequired({ inputRequests, requestState: await states.mint({ step: 1 }) });
}

function buildServer({ notify }: McpHttpHandler): McpServer {
  const server = new McpServer(
    { name: 'suite-2026', version: '1.0.0' },
    {
      capabilities: { logging: {}, completions: {}, resources: { subscribe: true } },
      requestState: { verify: (state, ctx) => states.verify(state, ctx) },
    },
  );
  for (const tool of plainTools) {
    const inputSchema = fromJsonSchema<Record<string, unknown>>({ ...tool.inputSchema });
    server.registerTool(tool.name, { description: tool.description, inputSchema }, async (args, { mcpReq }) => {
      const progressToken = mcpReq._meta?.progressToken;
      const progress = async (done: number, total: number, message: string) => {
        if (progressToken === undefined) return;
        await mcpReq.notify({
          method: 'notifications/progress',
          params: { progressToken, progress: done, total, message },
        });
      };
      const { claims, gone } = currentCall();
      return { content: await tool.run(args, { claims, signal: AbortSignal.any([gone, mcpReq.signal]), progress }) };
    });
  }
  const triggers = {
    test_trigger_tool_change: () => (notify.toolsChanged(), said('told of tools')),
    test_trigger_prompt_change: () => (notify.promptsChanged(), said('told of prompts')),
    test_trigger_resource_update: () => (notify.resourceUpdated('test://watched-resource'), said('told of a resource')),
  };
  const inputSchema = fromJsonSchema<Record<string, never>>({ ...NOTHING });
  for (const [name, run] of Object.entries<(ctx: ServerContext) => Answer>({ ...asks, ...triggers })) {
    const description = `What the conformance suite calls ${name}`;
    server.registerTool(name, { description, inputSchema }, (_args, ctx) => run(ctx));
  }
  serveResources(server);
  servePrompts(server);
  return server;
}

function serveResources(server: McpServer): void {
  const read = (uri: URL) => {
    const contents = contentsOf(uri.href);
    return { contents: contents ? [contents] : [] };
  };
  for (const { name, uri, description } of resources) server.registerResource(name, uri, { description }, read);
  const data = new ResourceTemplate(template.uriTemplate, { list: undefined, complete: { id: completed } });
  server.registerResource(template.name, data, { description: template.description }, read);
}

function servePrompts(server: McpServer): void {
  for (const { name, description, arguments: names, write } of prompts) {
    const properties = Object.fromEntries(names.map((one) => [one, { type: 'string' as const }]));
    const argsSchema = fromJsonSchema<Record<string, string>>({ type: 'object', properties, required: [...names] });
    server.registerPrompt(name, { description, ...(names.length > 0 ? { argsSchema } : {}) }, (args: unknown) => ({
      messages: asMessages(write(names.length > 0 ? (args as Record<string, string>) : {})),
    }));
  }
  server.registerPrompt('test_input_required_result_prompt', { description: 'Asks before it answers' }, (ctx) => {
    const context = answered(ctx, 'user_context', 'context');
    if (context !== undefined) return { messages: asMessages([text(`About ${context}`)]) };
    return inputRequired({ inputRequests: { user_context: question('About what?', 'context') } });
  });
  server.server.setRequestHandler('completion/complete', ({ params }) => ({
    completion: { values: completed(params.argument.value), hasMore: false },
  }));
}
