import { Problem } from '../../kernel/problem.js';
import type { RpcResponse } from '../../kernel/rpc-message.js';
import { isJsonObject, type JsonObject, type JsonValue, stringifyStrictJson } from '../../kernel/strict-json.js';
import type { UpstreamAnswer } from '../usable-answer.js';
import { type Allowance, readReply } from './rpc-reply.js';

/** Sends one request of the conversation. @throws Problem when there is no answer */
export type Send = (
  method: 'POST' | 'DELETE',
  headers: Readonly<Record<string, string>>,
  body?: string,
) => Promise<UpstreamAnswer>;

const MODERN = '2026-07-28';
const EARLIER = '2025-11-25';
const META = 'io.modelcontextprotocol/';
const CLIENT = { name: 'gatehouse', version: '1' };

/** The gate's own questions to an MCP server, of either era. */
export class McpConversation {
  private id = 0;
  /** Headers of everything after the handshake; null in the era that has none. */
  private session: Readonly<Record<string, string>> | null = null;
  private refusal = '';

  constructor(
    private readonly send: Send,
    private readonly left: Allowance,
  ) {}

  /** Of the protocol; what a server of before says is not looked at further. */
  get version(): string {
    return this.session?.['mcp-protocol-version'] ?? MODERN;
  }

  /**
   * Asks in the way of 2026-07-28 first, and after a refusal by the handshake of before.
   * @throws Problem 502 when neither is answered
   */
  async begin(method: string, params: JsonObject): Promise<JsonObject> {
    const result = await this.modern(method, params);
    if (result !== null) return result;
    await this.handshake();
    return this.ask(method, params);
  }

  /** @throws Problem 502 when it is not answered */
  async ask(method: string, params: JsonObject): Promise<JsonObject> {
    const result =
      this.session === null ? await this.modern(method, params) : await this.result(method, params, this.session);
    if (result === null) throw this.failure();
    return result;
  }

  /** A session that nobody goes on with is ended, if the server lets it be. */
  async end(): Promise<void> {
    if (this.session?.['mcp-session-id'] === undefined) return;
    const answer = await this.send('DELETE', this.session).catch(() => null);
    answer?.body.destroy();
  }

  private modern(method: string, params: JsonObject): Promise<JsonObject | null> {
    const meta: JsonObject = {
      [`${META}protocolVersion`]: MODERN,
      [`${META}clientInfo`]: CLIENT,
      [`${META}clientCapabilities`]: {},
    };
    const headers = { 'mcp-protocol-version': MODERN, 'mcp-method': method };
    return this.result(method, { ...params, _meta: meta }, headers);
  }

  private async handshake(): Promise<void> {
    const params = { protocolVersion: EARLIER, capabilities: {}, clientInfo: CLIENT };
    const { answer, reply } = await this.exchange('initialize', params, {});
    const version = isJsonObject(reply?.raw['result']) ? reply.raw['result']['protocolVersion'] : undefined;
    if (typeof version !== 'string' || !/^[\d-]{1,32}$/.test(version)) throw this.failure();
    const named = answer.headers['mcp-session-id'];
    const session: Record<string, string> = { 'mcp-protocol-version': version };
    if (typeof named === 'string') session['mcp-session-id'] = named;
    this.session = session;
    const note = stringifyStrictJson({ jsonrpc: '2.0', method: 'notifications/initialized' });
    (await this.send('POST', this.headers(session), note)).body.destroy();
  }

  private async result(
    method: string,
    params: JsonObject,
    headers: Readonly<Record<string, string>>,
  ): Promise<JsonObject | null> {
    const { reply } = await this.exchange(method, params, headers);
    const result = reply?.raw['result'];
    return isJsonObject(result) ? result : null;
  }

  private async exchange(
    method: string,
    params: JsonObject,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ answer: UpstreamAnswer; reply: RpcResponse | null }> {
    const id = ++this.id;
    const message = stringifyStrictJson({ jsonrpc: '2.0', id, method, params });
    const answer = await this.send('POST', this.headers(headers), message);
    const failed = answer.statusCode !== 200;
    // What a failure says in HTML or not at all is none the less a failure.
    const reply = await readReply(answer, id, this.left).catch((error: unknown) => {
      if (!failed) throw error;
      return null;
    });
    this.refusal = `status ${answer.statusCode}${codeIn(reply?.raw['error'])}`;
    return { answer, reply: failed ? null : reply };
  }

  private headers(more: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return { accept: 'application/json, text/event-stream', 'accept-encoding': 'identity', ...more };
  }

  private failure(): Problem {
    return new Problem(502, `The server did not answer the gate as an MCP server does: ${this.refusal}.`);
  }
}

function codeIn(error: JsonValue | undefined): string {
  const code = isJsonObject(error) ? error['code'] : undefined;
  return typeof code === 'number' ? `, error ${code}` : '';
}
