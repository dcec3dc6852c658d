import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
/**
 * Answers with text as it comes. Refused as a whole as long as nothing was sent; after that an error cuts the answer off, which
 * every client sees, and goes on to the log. A client that goes away is no error.
 * @throws what the text throws
 */
export async function sendStreamed(response, headers, text) {
    const first = await text.next();
    response.status(200).set({ 'cache-control': 'no-store', ...headers });
    try {
        // One piece ahead of the client, which may be slow: a piece can be a whole page.
        await pipeline(Readable.from(following(first, text), { highWaterMark: 1 }), response);
    }
    catch (error) {
        if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE')
            throw error;
    }
}
async function* following(first, text) {
    if (first.done === true)
        return;
    yield first.value;
    yield* text;
}
//# sourceMappingURL=streamed-answer.js.map