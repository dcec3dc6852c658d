import { request as httpRequest, type ServerResponse } from 'node:http';

/** An answer to a request of MCP 2026-07-28. */
export interface ModernAnswer {
  readonly status: number;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
  readonly body: any;
}

export const NOW = '2026-07-28';
const CLAIM = 'io.modelcontextprotocol/protocolVersion';

/** A message as a client of 2026-07-28 writes it. */
export function modern(method: string, params: Record<string, unknown> = {}, id: unknown = 5): string {
  const { _meta: meta, ...rest } = params;
  return JSON.stringify({
    ...{ jsonrpc: '2.0', id, method },
    params: { ...rest, _meta: { [CLAIM]: NOW, ...(meta as object | undefined) } },
  });
}

/** The headers that repeat it. */
export function mirroring(token: string, method: string, name?: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': NOW,
    'mcp-method': method,
    ...(name === undefined ? {} : { 'mcp-name': name }),
  };
}

/** By node:http, which sends every header as often as it is told to. */
export function send(url: string, headers: Record<string, string | string[]>, body: string): Promise<ModernAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => (text += piece.toString()));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text, body: text.startsWith('{') ? JSON.parse(text) : undefined });
      });
    });
    request.on('error', reject).end(body);
  });
}

/** An upstream's answer: the result that the method has here, with the id that was asked by. */
export function answering(results: Readonly<Record<string, unknown>>) {
  return (_request: unknown, response: ServerResponse, body: string): void => {
    const { id, method } = JSON.parse(body) as { id: unknown; method: string };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ jsonrpc: '2.0', id, result: results[method] ?? {} }));
  };
}
