import { createHash } from 'node:crypto';
import { rootOf } from '../chain/merkle.rules.js';
/** Media type of a signed checkpoint (`typ`, RFC 8725 §3.11). */
export const CHECKPOINT_TYPE = 'evidence-checkpoint+jwt';
/** Receipts that one checkpoint takes in at most: what is more waits for the next. */
export const MOST_RECEIPTS = 20_000;
/** How a checkpoint is named by the next. */
export const nameOf = (jws) => createHash('sha256').update(jws).digest('base64url');
/**
 * How far the links go on from a head without a gap or a fork.
 * @param links by their place
 */
export function unbroken(head, links) {
    let { seq, hash } = head;
    const end = links.findIndex((link) => {
        if (link.seq !== seq + 1 || !link.prev.equals(hash))
            return true;
        ({ seq, hash } = link);
        return false;
    });
    return end < 0 ? links : links.slice(0, end);
}
/** The stretches and the root of a checkpoint. @param chains with at least one link each */
export function taken(chains) {
    const leaves = [...chains.values()].flat().map(({ hash }) => hash);
    return {
        root: rootOf(leaves).toString('base64url'),
        size: leaves.length,
        chains: [...chains].map(([writer, links]) => stretch(writer, links)),
    };
}
function stretch(writer, links) {
    const [first, last] = [links[0], links.at(-1)];
    if (first === undefined || last === undefined)
        throw new TypeError('a chain without links');
    const [prev, head] = [first.prev.toString('hex'), last.hash.toString('hex')];
    return { writer, from: first.seq, to: last.seq, prev, head };
}
//# sourceMappingURL=checkpoint.rules.js.map