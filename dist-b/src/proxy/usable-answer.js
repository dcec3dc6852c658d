import { Problem } from '../kernel/problem.js';
import { AnswerTooLarge, boundAnswer } from './answer-bounds.js';
import { RpcRefused } from './rpc-refusal.js';
/**
 * Refuses an answer that is not the caller's to mend, and bounds any other.
 * @throws RpcRefused or Problem 502
 */
export function checkUsable(call, { statusCode, headers, body }) {
    if (statusCode === 401 || statusCode === 403 || statusCode === 407) {
        const text = `The server answered the gate with status ${statusCode}: it does not accept the gate's credential.`;
        throw credentialRefused(call, text);
    }
    if (statusCode >= 300 && statusCode < 400) {
        throw new Problem(502, `The server answered the gate with status ${statusCode}.`);
    }
    try {
        boundAnswer(body, headers, call.admission.upstream.limits);
    }
    catch (error) {
        throw error instanceof AnswerTooLarge ? new Problem(502, `The answer has ${error.message}.`) : error;
    }
}
/**
 * What an agent can tell its person, instead of a status that says they should sign in once more.
 * @param more status, when it is another than 502, and what else a program may want to tell apart
 */
export function credentialRefused({ admission, id }, text, { status = 502, data = {} } = {}) {
    if (id === null)
        return new Problem(status, text);
    const { name: server } = admission.upstream;
    return new RpcRefused(status, id, -32010, text, { reason: 'upstream_credential', server, ...data });
}
//# sourceMappingURL=usable-answer.js.map