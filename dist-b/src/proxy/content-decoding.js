import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
const decoders = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
};
/**
 * The body of an answer that was encoded although nobody asked for it. How large it becomes is for its reader to bound.
 * @param encoding `Content-Encoding` (RFC 9110 §8.4)
 * @returns null for an encoding that we cannot undo
 */
export function decodedBody(body, encoding) {
    const name = String(encoding ?? 'identity')
        .trim()
        .toLowerCase();
    if (name === 'identity' || name === '')
        return body;
    const decoder = Object.hasOwn(decoders, name) ? decoders[name]?.() : undefined;
    if (decoder === undefined)
        return null;
    // What goes wrong in the one ends the other, whose reader hears of it.
    return pipeline(body, decoder, () => undefined);
}
//# sourceMappingURL=content-decoding.js.map