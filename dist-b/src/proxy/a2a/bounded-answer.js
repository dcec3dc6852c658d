import { Problem } from '../../kernel/problem.js';
import { parseStrictJson, StrictJsonError } from '../../kernel/strict-json.js';
/** Bytes; an agent card has a few thousand. */
const LARGEST = 256 * 1024;
/**
 * Reads a JSON answer of an upstream that is not handed on as it comes.
 * @returns undefined for one without a body
 * @throws Problem 502 when it is too large, compressed, broken off or no JSON
 */
export async function readBoundedJson({ headers, body }) {
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity')
        throw refused(body, 'encoded, which was not asked for');
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of body) {
            size += chunk.length;
            if (size > LARGEST)
                break;
            chunks.push(chunk);
        }
    }
    catch {
        throw refused(body, 'broken off');
    }
    if (size > LARGEST)
        throw refused(body, `larger than ${LARGEST} bytes`);
    if (size === 0)
        return undefined;
    try {
        return parseStrictJson(Buffer.concat(chunks));
    }
    catch (error) {
        if (error instanceof StrictJsonError)
            throw refused(body, 'no JSON');
        throw error;
    }
}
function refused(body, why) {
    body.destroy();
    return new Problem(502, `The agent's answer is ${why}.`);
}
//# sourceMappingURL=bounded-answer.js.map