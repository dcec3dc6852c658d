import { examined } from '../../http/json-body.js';
import { isJsonObject } from '../../kernel/strict-json.js';
import { GovernRequest } from './hook-call.request.js';
/** Reads a question. The arguments are the tool's, not ours: their names and numbers stay as they came. @throws Problem 400 */
export function readQuestion({ fields, value: strict }) {
    const { ...own } = fields;
    delete own['arguments'];
    const { value, wrong } = examined(GovernRequest, own);
    const given = strict['arguments'] ?? undefined;
    if (given !== undefined && !isJsonObject(given))
        wrong.add('arguments', 'must be an object');
    wrong.refuse();
    return {
        callId: value.call_id,
        pluginId: value.plugin_id,
        upstream: value.upstream ?? null,
        tool: value.tool,
        arguments: isJsonObject(given) ? given : undefined,
        sessionId: value.session_id ?? null,
        host: value.host ?? null,
    };
}
//# sourceMappingURL=hook-question.js.map