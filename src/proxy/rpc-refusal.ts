import type { Response } from 'express';
import type { RpcId } from '../kernel/rpc-message.js';
import { type JsonObject, stringifyStrictJson } from '../kernel/strict-json.js';

/** A refusal that an MCP or A2A client reads as the JSON-RPC error of its call (JSON-RPC 2.0 §5.1). */
export class RpcRefused extends Error {
  constructor(
    readonly status: number,
    readonly id: RpcId | null,
    readonly code: number,
    message: string,
    readonly data?: JsonObject,
  ) {
    super(message);
  }
}

/** Writes the error with the id as it came: a number too large for a double keeps its digits. */
export function refuseMessage(response: Response, refused: RpcRefused): void {
  const text = refusalText(refused.id, refused);
  response.status(refused.status).set('cache-control', 'no-store').type('application/json').send(text);
}

/** The error as the answer to a call. */
export function refusalText(
  id: RpcId | null,
  { code, message, data }: Omit<RpcRefused, 'id' | 'status' | 'name'>,
): string {
  const error: JsonObject = { code, message };
  if (data !== undefined) error['data'] = data;
  return stringifyStrictJson({ jsonrpc: '2.0', id, error });
}
