/** Bytes. */
const RESPONSE = 64 * 1024 * 1024;
const EVENT = 16 * 1024 * 1024;
/** An answer, or one event of it, has more bytes than the upstream may send. */
export class AnswerTooLarge extends Error {
    limit;
    code = 'answer_too_large';
    constructor(limit) {
        super(`more than ${limit} bytes`);
        this.limit = limit;
    }
}
/** Whether an answer is an event stream, by its content type (RFC 9110 §8.3.1: whatever its case). */
export function isEventStream(headers) {
    return /^\s*text\/event-stream\s*(;|$)/i.test(String(headers['content-type'] ?? ''));
}
/**
 * Cuts an answer off with {@link AnswerTooLarge} once it is larger than it may be: as a whole, or of an event stream each
 * event. Bytes are counted as they pass; nothing is kept.
 * @throws AnswerTooLarge when the answer says beforehand that it will be
 */
export function boundAnswer(body, headers, limits) {
    const stream = isEventStream(headers);
    const limit = stream ? (limits.event_bytes ?? EVENT) : (limits.response_bytes ?? RESPONSE);
    if (!stream && Number(headers['content-length'] ?? 0) > limit)
        throw new AnswerTooLarge(limit);
    const count = stream ? eventBytes() : allBytes();
    // A listener alone would make it flow, with nobody there yet to take what comes.
    body.pause();
    body.on('data', (chunk) => {
        if (count(chunk) > limit)
            body.destroy(new AnswerTooLarge(limit));
    });
}
function allBytes() {
    let total = 0;
    return (chunk) => (total += chunk.length);
}
/** Bytes since the last empty line, where an event ends (HTML, server-sent events: lines end in CR, LF or CRLF). */
function eventBytes() {
    let size = 0;
    let last = 0;
    return (chunk) => {
        const end = Math.max(...ENDS.map((pair) => chunk.lastIndexOf(pair)));
        const seam = ENDS.some((pair) => last === pair[0] && chunk[0] === pair[1]);
        if (end >= 0)
            size = chunk.length - end - 2;
        else
            size = chunk.length + (seam ? -1 : size);
        last = chunk[chunk.length - 1] ?? last;
        return size;
    };
}
/** Two ends of lines in turn; CR and LF are one. */
const ENDS = ['\n\n', '\r\r', '\n\r'].map((pair) => Buffer.from(pair));
//# sourceMappingURL=answer-bounds.js.map