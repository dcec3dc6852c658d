import type { IncomingMessage } from 'node:http';
import { headerValues } from '../http/bearer.js';
import type { RpcBody, RpcMessage } from '../kernel/rpc-message.js';
import { isJsonObject } from '../kernel/strict-json.js';
import { answeredId } from './mcp-version.js';
import { RpcRefused } from './rpc-refusal.js';

/** Which member of params the header `Mcp-Name` must repeat (2026-07-28, Standard Request Headers; SEP-2663 for tasks). */
const NAMED: ReadonlyMap<string, 'name' | 'uri' | 'taskId'> = new Map([
  ['tools/call', 'name'],
  ['prompts/get', 'name'],
  ['resources/read', 'uri'],
  ['tasks/get', 'taskId'],
  ['tasks/update', 'taskId'],
  ['tasks/cancel', 'taskId'],
]);

/**
 * A header that mirrors the body must equal it: a server that routes by it would act on what was not decided
 * (architecture rule 2). `Mcp-Param-*` are not looked at: which parameter one of them mirrors is known to the server
 * alone, which compares them itself.
 * @param modern whether the headers must be there (MCP 2026-07-28, Server Validation)
 * @throws RpcRefused -32020
 */
export function refuseUnequalMirrors(request: IncomingMessage, body: RpcBody, modern: boolean): void {
  const [message] = body.messages;
  if (message === undefined) return;
  const mirrors = [
    { header: 'mcp-method', mirrored: message.method, read: String, needed: modern },
    { header: 'mcp-name', mirrored: nameOf(message), read: decoded, needed: modern && NAMED.has(message.method ?? '') },
  ];
  for (const { header, mirrored, read, needed } of mirrors) {
    const [sent, ...more] = headerValues(request, header);
    if (sent === undefined) {
      if (needed && mirrored !== undefined) refuseMissing(header, message);
      continue;
    }
    if (!body.batch && more.length === 0 && mirrored !== undefined && read(sent) === mirrored) continue;
    throw new RpcRefused(400, answeredId(body), -32020, `Header mismatch: ${header} is not what the body says`);
  }
}

/** Which headers a notification must have is left open (2026-07-28, Sending Messages). */
function refuseMissing(header: string, message: RpcMessage): void {
  if (message.kind !== 'request') return;
  throw new RpcRefused(400, message.id, -32020, `Header mismatch: ${header} is missing`);
}

/** Methods of extensions may repeat a name as well. */
function nameOf({ method, params }: RpcMessage): string | undefined {
  if (!isJsonObject(params)) return undefined;
  const member = NAMED.get(method ?? '');
  const values = member === undefined ? [params['name'], params['uri'], params['taskId']] : [params[member]];
  return values.find((value) => typeof value === 'string');
}

/** What no header can carry as it is comes as `=?base64?…?=`. @returns undefined when it cannot be read in one way only */
function decoded(value: string): string | undefined {
  if (!/^[\t\x20-\x7e]*$/.test(value)) return undefined;
  if (!value.startsWith('=?base64?') || !value.endsWith('?=')) return value;
  const text = value.slice('=?base64?'.length, -'?='.length);
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
