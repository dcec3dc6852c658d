import { Client, errors } from 'undici';
import { FetchRefused, shown, UnusableAnswer } from './fetch-refused.js';
/** What the lookup says of a name that leads nowhere we go. */
export class NotAdmitted extends Error {
}
/**
 * One request on a connection of its own: nothing of one exchange is left for the next one with its host.
 * @throws UnusableAnswer for a redirection, or an answer that is encoded or too large; and errors of the way there
 */
export async function boundedExchange(target, asked, bounds) {
    const { connect, largest, signal } = bounds;
    const client = new Client(target.origin, { connect });
    try {
        const { statusCode, headers, body } = await client.request({
            path: target.pathname + target.search,
            method: asked.method,
            headers: { ...asked.headers, 'accept-encoding': 'identity', 'user-agent': 'Gatehouse' },
            ...(asked.body === undefined ? {} : { body: asked.body }),
            signal,
            reset: true,
        });
        // A body that is left unread ends with an error, which is nobody's.
        body.on('error', () => undefined);
        const fault = headFault(statusCode, headers, largest);
        if (fault !== null)
            throw new UnusableAnswer(shown(target), fault);
        const read = largest === null ? Buffer.alloc(0) : await bounded(target, body, largest);
        return { status: statusCode, headers, body: read };
    }
    finally {
        void client.destroy();
    }
}
function headFault(status, headers, largest) {
    if (status >= 300 && status < 400)
        return `the answer was ${status}, and redirections are not followed`;
    if (largest === null)
        return null;
    // What we asked not to be compressed could be a small bomb.
    const encoding = headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity')
        return 'the answer is encoded';
    return Number(headers['content-length'] ?? 0) > largest ? tooLarge(largest) : null;
}
async function bounded(target, body, largest) {
    const chunks = [];
    let size = 0;
    for await (const chunk of body) {
        size += chunk.length;
        if (size > largest)
            throw new UnusableAnswer(shown(target), tooLarge(largest));
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
function tooLarge(largest) {
    return `the answer is larger than ${largest} bytes`;
}
/**
 * Errors of the way there become refusals with their code, which tells an administrator what to look for.
 * @param longest milliseconds that it might take
 */
export function refusalFor(target, error, longest) {
    if (error instanceof NotAdmitted)
        return new FetchRefused(shown(target), error.message);
    if (!(error instanceof Error) || error instanceof FetchRefused)
        return error;
    if (error.name === 'TimeoutError')
        return new FetchRefused(shown(target), `it took longer than ${longest / 1000} s`);
    // What is no HTTP is quoted in the parser's error, so that no error is handed on as a cause.
    if (error instanceof errors.HTTPParserError) {
        return new UnusableAnswer(shown(target), 'the host could not be asked (no HTTP)');
    }
    const { code } = error;
    // A mistake of ours has no code.
    if (typeof code !== 'string')
        return error;
    return new FetchRefused(shown(target), `the host could not be asked (${code})`);
}
//# sourceMappingURL=bounded-exchange.js.map