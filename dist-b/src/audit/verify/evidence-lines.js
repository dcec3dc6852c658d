import { canonicalize } from 'json-canonicalize';
import { parseStrictJson, plainJson } from '../../kernel/strict-json.js';
import { hashOf } from '../chain/receipt.rules.js';
import { Broken, Unreadable } from './broken.js';
import { isHash, isPlace, isUuid } from './checkpoint-claims.js';
/**
 * Reads a line. Only the one form in which it was written is accepted: no second reader can take it for anything else.
 * @throws Unreadable when it is no such line, Broken when it is one that was changed
 */
export function readLine(text) {
    const line = parsed(text);
    if (typeof line['checkpoint'] === 'string' && Object.keys(line).length === 1) {
        return { kind: 'checkpoint', jws: line['checkpoint'] };
    }
    const { receipt, hash } = line;
    if (!isReceipt(receipt) || typeof hash !== 'string')
        throw new Unreadable('is neither a receipt nor a checkpoint');
    if (hashOf(receipt) !== hash)
        throw new Broken(`receipt ${receipt.id} is not what its hash was made of`);
    if ('path' in line)
        return { kind: 'proof', proof: proofOf(line) };
    if (Object.keys(line).length > 2)
        throw new Broken(`something stands beside receipt ${receipt.id}`);
    return { kind: 'receipt', receipt, hash };
}
/** By our own reader: on Node 24 and 26 JSON.parse takes the name `"` for a backslash after an object that had one there. */
function parsed(text) {
    if (!isJson(text))
        throw new Unreadable('is not JSON');
    const line = asWritten(text);
    if (typeof line !== 'object' || line === null)
        throw new Unreadable('is neither a receipt nor a checkpoint');
    return line;
}
function isJson(text) {
    try {
        JSON.parse(text);
        return true;
    }
    catch {
        return false;
    }
}
/** @throws Broken for JSON that nobody writes as it stands there: with a member twice, too */
function asWritten(text) {
    const line = readOrNothing(text);
    if (line?.canonical === text)
        return line.value;
    throw new Broken('is not in the form in which it was exported (RFC 8785)');
}
function readOrNothing(text) {
    try {
        const value = plainJson(parseStrictJson(Buffer.from(text)));
        return { value, canonical: canonicalize(value) };
    }
    catch {
        // What has no canonical form, such as a number without end, was never exported.
        return null;
    }
}
function isReceipt(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { id, writer, seq, prev } = value;
    return isUuid(id) && isUuid(writer) && isPlace(seq) && isHash(prev);
}
function proofOf(line) {
    const { checkpoint, index, path } = line;
    const hashes = Array.isArray(path) && path.every(isHash);
    if (Object.keys(line).length > 5 || typeof checkpoint !== 'string' || !Number.isSafeInteger(index) || !hashes) {
        throw new Unreadable('is no proof of inclusion');
    }
    return line;
}
//# sourceMappingURL=evidence-lines.js.map