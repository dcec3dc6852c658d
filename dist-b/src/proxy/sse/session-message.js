import { isRpcId, rpcIdKey } from '../../kernel/rpc-message.js';
import { isJsonObject } from '../../kernel/strict-json.js';
export function sessionMessage({ batch, messages }) {
    const [{ method, params } = {}] = batch ? [] : messages;
    return {
        isBatch: batch,
        begins: method === 'initialize',
        progress: progressOf(isJsonObject(params) ? params['_meta'] : undefined),
        cancels: method === 'notifications/cancelled' ? keyIn(params, 'requestId') : null,
    };
}
/** @param named what has a member `progressToken`: the `_meta` of a request, or the params of a notification */
export function progressOf(named) {
    return keyIn(named, 'progressToken');
}
function keyIn(object, member) {
    const id = isJsonObject(object) ? object[member] : undefined;
    return isRpcId(id) ? rpcIdKey(id) : null;
}
//# sourceMappingURL=session-message.js.map