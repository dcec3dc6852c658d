import { answeredId } from './mcp-version.js';
import { RpcRefused } from './rpc-refusal.js';
/**
 * A server of 2026-07-28 answers with a document or a stream as it likes: its client must take both.
 * @throws RpcRefused with status 406
 */
export function refuseNarrowAccept(request, body) {
    for (const type of ['application/json', 'text/event-stream']) {
        if (accepts(request, type))
            continue;
        throw new RpcRefused(406, answeredId(body), -32000, 'Not acceptable: application/json and text/event-stream must be');
    }
}
/** Whether a request names a media type, or a range that holds it, as one that its answer may be of. */
export function accepts(request, type) {
    const wider = [type, `${type.split('/')[0] ?? ''}/*`, '*/*'];
    const ranges = (request.headers.accept ?? '').split(',').map(readRange);
    return ranges.some((range) => range !== null && wider.includes(range));
}
/** One media range (RFC 9110 §12.5.1); null for what is said not to be wanted. */
function readRange(text) {
    const [range, ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
    return parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter)) ? null : (range ?? null);
}
//# sourceMappingURL=mcp-accept.js.map