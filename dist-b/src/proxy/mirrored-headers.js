import { headerValues } from '../http/bearer.js';
import { isJsonObject } from '../kernel/strict-json.js';
import { answeredId } from './mcp-version.js';
import { decodedMirror } from './mirror-encoding.rules.js';
import { RpcRefused } from './rpc-refusal.js';
/** Which member of params the header `Mcp-Name` must repeat (2026-07-28, Standard Request Headers; SEP-2663 for tasks). */
const NAMED = new Map([
    ['tools/call', 'name'],
    ['prompts/get', 'name'],
    ['resources/read', 'uri'],
    ['tasks/get', 'taskId'],
    ['tasks/update', 'taskId'],
    ['tasks/cancel', 'taskId'],
]);
/**
 * A header that mirrors the body must equal it: a server that routes by it would act on what was not decided
 * (architecture rule 2). Which argument a header `Mcp-Param-*` mirrors only the schema of its tool tells: those that are
 * known are compared when the call is decided on (`discovery/informed-decision.ts`).
 * @param modern whether the headers must be there (MCP 2026-07-28, Server Validation)
 * @throws RpcRefused -32020
 */
export function refuseUnequalMirrors(request, body, modern) {
    const [message] = body.messages;
    if (message === undefined)
        return;
    const mirrors = [
        { header: 'mcp-method', mirrored: message.method, read: String, needed: modern },
        {
            header: 'mcp-name',
            mirrored: nameOf(message),
            read: decodedMirror,
            needed: modern && NAMED.has(message.method ?? ''),
        },
    ];
    for (const { header, mirrored, read, needed } of mirrors) {
        const [sent, ...more] = headerValues(request, header);
        if (sent === undefined) {
            if (needed && mirrored !== undefined)
                refuseMissing(header, message);
            continue;
        }
        if (!body.batch && more.length === 0 && mirrored !== undefined && read(sent) === mirrored)
            continue;
        throw new RpcRefused(400, answeredId(body), -32020, `Header mismatch: ${header} is not what the body says`);
    }
}
/** Which headers a notification must have is left open (2026-07-28, Sending Messages). */
function refuseMissing(header, message) {
    if (message.kind !== 'request')
        return;
    throw new RpcRefused(400, message.id, -32020, `Header mismatch: ${header} is missing`);
}
/** Methods of extensions may repeat a name as well. */
function nameOf({ method, params }) {
    if (!isJsonObject(params))
        return undefined;
    const member = NAMED.get(method ?? '');
    const values = member === undefined ? [params['name'], params['uri'], params['taskId']] : [params[member]];
    return values.find((value) => typeof value === 'string');
}
//# sourceMappingURL=mirrored-headers.js.map