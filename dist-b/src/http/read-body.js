import { JoinedBytes } from '../kernel/joined-bytes.js';
/** The body is larger than the reader's limit. */
export class BodyTooLarge extends Error {
    limit;
    constructor(limit) {
        super(`body of more than ${limit} bytes`);
        this.limit = limit;
    }
}
/** The body's encoding is not one that is read here. */
export class UnreadableBody extends Error {
}
/**
 * Reads a whole body of bounded size.
 * @throws BodyTooLarge as soon as it is known, UnreadableBody when it is compressed or was cut off
 */
export function readBody(request, limit) {
    return new Promise((resolve, reject) => {
        const encoding = request.headers['content-encoding'] ?? 'identity';
        // A compressed body could grow without bound after the limit was checked.
        if (encoding.toLowerCase() !== 'identity')
            throw new UnreadableBody(`content-encoding ${encoding} is not accepted`);
        if (Number(request.headers['content-length'] ?? 0) > limit)
            throw new BodyTooLarge(limit);
        const body = new JoinedBytes();
        request.on('data', (chunk) => {
            if (body.size + chunk.length <= limit)
                return body.add(chunk);
            request.removeAllListeners('data').resume();
            reject(new BodyTooLarge(limit));
        });
        request.on('end', () => resolve(body.take()));
        request.on('error', reject);
        request.on('aborted', () => reject(new UnreadableBody('the request was cut off')));
    });
}
//# sourceMappingURL=read-body.js.map