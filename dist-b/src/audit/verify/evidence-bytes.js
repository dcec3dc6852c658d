import { Unreadable } from './broken.js';
/** Longest line (bytes): a checkpoint of as many chains as one takes in, with room to spare. */
const LONGEST = 16 << 20;
/**
 * Lines of a file as they were written: line feeds alone end them, since receipts may have other letters that programs take
 * for the end of a line.
 * @throws Unreadable when it is no UTF-8 or has a line without end
 */
export async function* linesOf(input) {
    let [parts, length] = [[], 0];
    for await (const chunk of input) {
        let rest = Buffer.from(chunk);
        for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
            yield decoded(Buffer.concat([...parts, rest.subarray(0, end)]));
            [parts, length, rest] = [[], 0, rest.subarray(end + 1)];
        }
        if (rest.length > 0)
            parts.push(rest);
        length += rest.length;
        if (length > LONGEST)
            throw new Unreadable(`a line is longer than ${LONGEST} bytes`);
    }
    if (length > 0)
        yield decoded(Buffer.concat(parts));
}
function decoded(line) {
    try {
        // A mark at the beginning stays: it is none of what was exported.
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
    }
    catch {
        throw new Unreadable('is no UTF-8');
    }
}
//# sourceMappingURL=evidence-bytes.js.map