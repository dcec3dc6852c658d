import { plainJson } from '../../kernel/json-value.js';
import { Problem } from '../../kernel/problem.js';
import { refuseMessage, RpcRefused } from '../rpc-refusal.js';
/** Code of a call that the gate denies: those of A2A end at -32009, and -32003 would say something else (§5.4). */
const DENIED = -32040;
const DENIED_ELSEWHERE = -32003;
/** The refusal as a client of this protocol reads it: 1.0 has a list of typed details (§9.5), 0.3 leaves the form open. */
export function refuseCall(request, response, refused) {
    const { status, id, message } = refused;
    const code = codeOf(refused);
    const details = speaksCurrent(request) ? detailsOf(refused) : refused.data;
    refuseMessage(response, new RpcRefused(status, id, code, message, details));
}
/** The same in the HTTP+JSON binding: the JSON form of google.rpc.Status (§11.6). */
export function refuseRest(response, refused) {
    const code = refused instanceof Problem ? refused.status : codeOf(refused) === DENIED ? 403 : 400;
    const details = refused instanceof Problem ? undefined : detailsOf(refused);
    const error = {
        code,
        status: statusNames[code] ?? 'UNKNOWN',
        message: refused.message,
        ...(details === undefined ? {} : { details: plainJson(details) }),
    };
    const headers = refused instanceof Problem ? refused.headers : {};
    response.status(code).set({ ...headers, 'cache-control': 'no-store' });
    response.type('application/json').send(JSON.stringify({ error }));
}
/** google.rpc.Code by HTTP status, as google.api.http maps them. */
const statusNames = {
    400: 'INVALID_ARGUMENT',
    403: 'PERMISSION_DENIED',
    404: 'NOT_FOUND',
    405: 'UNIMPLEMENTED',
    413: 'INVALID_ARGUMENT',
    415: 'INVALID_ARGUMENT',
    429: 'RESOURCE_EXHAUSTED',
    500: 'INTERNAL',
    502: 'UNAVAILABLE',
    503: 'UNAVAILABLE',
    504: 'DEADLINE_EXCEEDED',
};
/** What happened, for programs. */
const reasons = { [DENIED]: 'POLICY_DENIED', [-32010]: 'UPSTREAM_CREDENTIAL' };
function codeOf({ code }) {
    return code === DENIED_ELSEWHERE ? DENIED : code;
}
function detailsOf(refused) {
    if (refused.data === undefined)
        return undefined;
    const reason = reasons[codeOf(refused)] ?? 'REQUEST_REFUSED';
    return [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'gatehouse', metadata: refused.data }];
}
function speaksCurrent(request) {
    return /^[1-9]/.test(String(request.headers['a2a-version'] ?? ''));
}
//# sourceMappingURL=a2a-refusal.js.map