import * as modern from '@modelcontextprotocol/client';
import { ClientCredentialsProvider as LegacyCredentials } from '@modelcontextprotocol/sdk/client/auth-extensions.js';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import * as legacy from '@modelcontextprotocol/sdk/types.js';

/** What the client is asked by a server, and what its person answers. */
export interface Answers {
  elicit: (params: { message: string; requestedSchema?: unknown }) => {
    action: 'accept' | 'decline';
    content?: Record<string, string>;
  };
  sample: (words: string) => string;
  roots: { uri: string; name: string }[];
}

/** How a tool is called, beside its arguments. */
export interface Calling {
  readonly signal?: AbortSignal;
  readonly onprogress?: (progress: { progress: number; total?: number | undefined }) => void;
  readonly meta?: Record<string, unknown>;
}

/** An official client of either line, connected; results are as it gives them. */
export interface Peer {
  readonly call: (name: string, args?: Record<string, unknown>, calling?: Calling) => Promise<object>;
  readonly client: LegacyClient | modern.Client;
  /** Methods of the notifications that came, with what they are about. */
  readonly heard: [method: string, about: unknown][];
  /** Asks to be told of changes of tools, and of this resource. @returns how to be told no more of the resource */
  readonly watch: (uri: string) => Promise<() => Promise<unknown>>;
}

/** Where the peer connects, and as whom; without credentials it needs none. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly expectedIssuer: string;
}

const NAME = { name: 'peer', version: '1.0.0' };
const CAPABILITIES = { sampling: {}, elicitation: {}, roots: {} };
const sampled = (words: string) => ({
  role: 'assistant' as const,
  model: 'm',
  content: { type: 'text' as const, text: words },
});
const wordsOf = (messages: readonly { content: unknown }[]) => String((messages[0]?.content as { text?: string }).text);

/** A client of the 1.x line, of 2025-11-25. */
export async function legacyPeer(endpoint: string, answers: Answers, credentials?: Credentials): Promise<Peer> {
  const client = new LegacyClient(NAME, { capabilities: CAPABILITIES });
  const heard: Peer['heard'] = [];
  client.setRequestHandler(legacy.ElicitRequestSchema, ({ params }) => answers.elicit(params));
  client.setRequestHandler(legacy.CreateMessageRequestSchema, ({ params }) =>
    sampled(answers.sample(wordsOf(params.messages))),
  );
  client.setRequestHandler(legacy.ListRootsRequestSchema, () => ({ roots: answers.roots }));
  client.setNotificationHandler(
    legacy.LoggingMessageNotificationSchema,
    (told) => void heard.push([told.method, told.params.data]),
  );
  client.setNotificationHandler(
    legacy.ResourceUpdatedNotificationSchema,
    (told) => void heard.push([told.method, told.params.uri]),
  );
  client.setNotificationHandler(
    legacy.ToolListChangedNotificationSchema,
    (told) => void heard.push([told.method, undefined]),
  );
  const authProvider = credentials && new LegacyCredentials(credentials);
  await client.connect(new LegacyTransport(new URL(endpoint), authProvider ? { authProvider } : {}));
  return {
    client,
    heard,
    call: (name, args = {}, { meta, ...options } = {}) =>
      client.callTool({ name, arguments: args, ...(meta ? { _meta: meta } : {}) }, undefined, options),
    watch: async (uri) => {
      await client.subscribeResource({ uri });
      return () => client.unsubscribeResource({ uri });
    },
  };
}

/** A client of the 2.x line. @param pinned to the revision 2026-07-28; else it asks the server what it speaks */
export async function modernPeer(
  endpoint: string,
  answers: Answers,
  credentials?: Credentials,
  pinned = true,
): Promise<Peer> {
  const mode = pinned ? { pin: '2026-07-28' } : 'auto';
  const client = new modern.Client(NAME, { capabilities: CAPABILITIES, versionNegotiation: { mode } });
  const heard: Peer['heard'] = [];
  client.setRequestHandler('elicitation/create', ({ params }) => answers.elicit(params));
  client.setRequestHandler('sampling/createMessage', ({ params }) => sampled(answers.sample(wordsOf(params.messages))));
  client.setRequestHandler('roots/list', () => ({ roots: answers.roots }));
  client.setNotificationHandler('notifications/message', (told) => void heard.push([told.method, told.params.data]));
  client.setNotificationHandler(
    'notifications/resources/updated',
    (told) => void heard.push([told.method, told.params.uri]),
  );
  client.setNotificationHandler(
    'notifications/tools/list_changed',
    (told) => void heard.push([told.method, undefined]),
  );
  const authProvider = credentials && new modern.ClientCredentialsProvider(credentials);
  await client.connect(
    new modern.StreamableHTTPClientTransport(new URL(endpoint), authProvider ? { authProvider } : {}),
  );
  return {
    client,
    heard,
    call: (name, args = {}, { meta, ...options } = {}) =>
      client.callTool({ name, arguments: args, ...(meta ? { _meta: meta } : {}) }, options),
    watch: async (uri) => {
      if (client.getProtocolEra() === 'modern') {
        const subscription = await client.listen({ toolsListChanged: true, resourceSubscriptions: [uri] });
        return () => subscription.close();
      }
      await client.subscribeResource({ uri });
      return () => client.unsubscribeResource({ uri });
    },
  };
}
