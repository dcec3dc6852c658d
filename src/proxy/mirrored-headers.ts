import type { IncomingMessage } from 'node:http';
import { headerValues } from '../http/bearer.js';
import type { RpcBody, RpcMessage } from '../kernel/rpc-message.js';
import { RpcRefused } from './rpc-refusal.js';

const mirrors: readonly (readonly [string, (message: RpcMessage) => string | undefined])[] = [
  ['mcp-method', ({ method }) => method],
  ['mcp-name', ({ name }) => name],
];

/**
 * A header that mirrors the body must equal it: a server that routes by it would act on what was not decided
 * (architecture rule 2).
 * @throws RpcRefused -32020
 */
export function refuseUnequalMirrors(request: IncomingMessage, { batch, messages }: RpcBody): void {
  const [message] = messages;
  for (const [header, mirrored] of mirrors) {
    const [sent, ...more] = headerValues(request, header);
    if (sent === undefined || message === undefined) continue;
    if (!batch && more.length === 0 && decoded(sent) === mirrored(message)) continue;
    const id = message.kind === 'request' && !batch ? message.id : null;
    throw new RpcRefused(400, id, -32020, `Header mismatch: ${header} is not what the body says`);
  }
}

/** What no header can carry as it is comes as `=?base64?…?=`. */
function decoded(value: string): string {
  const match = /^=\?base64\?([A-Za-z0-9+/]*={0,2})\?=$/.exec(value);
  return match === null ? value : Buffer.from(match[1] ?? '', 'base64').toString('utf8');
}
