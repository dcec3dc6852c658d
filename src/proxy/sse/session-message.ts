import { isRpcId, type RpcBody, rpcIdKey } from '../../kernel/rpc-message.js';
import { isJsonObject, type JsonValue } from '../../kernel/strict-json.js';

/** What must be known of a client's message where the answers to all of them come on one stream. */
export interface SessionMessage {
  readonly isBatch: boolean;
  /** Whether it opens a session. */
  readonly begins: boolean;
  /** By what notifications of its progress name it, as `rpcIdKey` writes it. */
  readonly progress: string | null;
  /** The request that it cancels, as `rpcIdKey` writes it. */
  readonly cancels: string | null;
}

export function sessionMessage({ batch, messages }: RpcBody): SessionMessage {
  const [{ method, params } = {}] = batch ? [] : messages;
  return {
    isBatch: batch,
    begins: method === 'initialize',
    progress: progressOf(isJsonObject(params) ? params['_meta'] : undefined),
    cancels: method === 'notifications/cancelled' ? keyIn(params, 'requestId') : null,
  };
}

/** @param named what has a member `progressToken`: the `_meta` of a request, or the params of a notification */
export function progressOf(named: JsonValue | undefined): string | null {
  return keyIn(named, 'progressToken');
}

function keyIn(object: JsonValue | undefined, member: string): string | null {
  const id = isJsonObject(object) ? object[member] : undefined;
  return isRpcId(id) ? rpcIdKey(id) : null;
}
