import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real MCP server of the transport of 2024-11-05: `GET /sse`, and messages to the address that it names. */
export interface SseServer {
  readonly url: string;
  readonly received: { method: string; url: string; headers: IncomingHttpHeaders }[];
  /** Streams that are open. */
  readonly sessions: ReadonlyMap<string, unknown>;
  stop(): Promise<void>;
}

/** @param endpoint where it says that messages go */
export async function startSseServer(endpoint = '/messages'): Promise<SseServer> {
  const sessions = new Map<string, SSEServerTransport>();
  const received: SseServer['received'] = [];
  const server = createServer((request, response) => {
    received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    if (request.method === 'GET' && pathname === '/sse') {
      const transport = new SSEServerTransport(endpoint, response);
      sessions.set(transport.sessionId, transport);
      response.on('close', () => sessions.delete(transport.sessionId));
      return void tools().connect(transport);
    }
    const session = sessions.get(searchParams.get('sessionId') ?? '');
    if (session === undefined) return void response.writeHead(404).end();
    void session.handlePostMessage(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sse`,
    received,
    sessions,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function tools(): McpServer {
  const server = new McpServer({ name: 'sse-tools', version: '1.0.0' });
  server.registerTool('hello', { description: 'Greets, with a text of 100 KB' }, () => ({
    content: [{ type: 'text', text: `endpoint ü ${'a'.repeat(100_000)}` }],
  }));
  server.registerTool('steps', { description: 'Tells of its progress' }, async (extra) => {
    const progressToken = extra._meta?.progressToken;
    for (const progress of [1, 2, 3]) {
      if (progressToken === undefined) break;
      await extra.sendNotification({ method: 'notifications/progress', params: { progressToken, progress, total: 3 } });
    }
    return { content: [{ type: 'text', text: 'done' }] };
  });
  server.registerTool('places', { description: 'Asks its client for roots' }, async () => {
    const { roots } = await server.server.listRoots();
    return { content: [{ type: 'text', text: roots.map(({ uri }) => uri).join(' ') }] };
  });
  server.registerTool('grow', { description: 'Has one more tool from then on' }, () => {
    server.registerTool('grown', { description: 'Was not there' }, () => ({ content: [] }));
    return { content: [] };
  });
  return server;
}
