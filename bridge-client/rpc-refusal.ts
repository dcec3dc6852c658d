import type { ServerResponse } from 'node:http';
import type { Failure } from './failure.js';

/** JSON-RPC leaves -32000 to -32099 to implementations. */
const CODE = -32000;

/** Tells an MCP client, and the person who reads what it shows, why there is no answer. Nothing in it makes a client log in. */
export function refuse(response: ServerResponse, status: number, message: string, id: RpcId = null): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const body = JSON.stringify({ jsonrpc: '2.0', id, error: { code: CODE, message } });
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  response.writeHead(status, headers).end(body);
}

/** 503 for what somebody can mend, 502 for a gate that does not answer. */
export function refuseFor(response: ServerResponse, failure: Failure, id: RpcId): void {
  const status = failure.kind === 'unreachable' ? 502 : 503;
  refuse(response, status, `${failure.message} ${failure.advice}`, id);
}

export type RpcId = string | number | null;

/** The id of the request that is refused, as far as it can be told. */
export function rpcIdOf(body: Buffer | null): RpcId {
  try {
    const { id } = JSON.parse(body?.toString() ?? '') as { id?: unknown };
    return typeof id === 'string' || typeof id === 'number' ? id : null;
  } catch {
    return null;
  }
}
