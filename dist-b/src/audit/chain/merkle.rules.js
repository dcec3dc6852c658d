import { hash } from 'node:crypto';
const sha256 = (...parts) => hash('sha256', Buffer.concat(parts), 'buffer');
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);
const leafHash = (leaf) => sha256(LEAF, leaf);
const nodeHash = (left, right) => sha256(NODE, left, right);
/** Root of the Merkle tree over the leaves (RFC 9162 §2.1.1). */
export function rootOf(leaves) {
    return leaves.length === 0 ? sha256() : subtree(leaves.map(leafHash));
}
/** What is needed besides the leaf to compute the root, from the leaf upwards (RFC 9162 §2.1.3.1). */
export function pathOf(leaves, index) {
    const path = [];
    for (let level = leaves.map(leafHash), at = index; level.length > 1; level = above(level), at >>= 1) {
        const sibling = level[at ^ 1];
        if (sibling !== undefined)
            path.push(sibling);
    }
    return path;
}
/** The root that a leaf and its path give; null when the path is not one of a tree of that size (RFC 9162 §2.1.3.2). */
export function rootByPath(leaf, place, path) {
    let [at, last] = [place.index, place.size - 1];
    if (at > last || at < 0)
        return null;
    let root = leafHash(leaf);
    for (const sibling of path) {
        if (last === 0)
            return null;
        if (at % 2 === 1 || at === last) {
            root = nodeHash(sibling, root);
            // The last of an odd number has no sibling: it rises until it has one.
            while (at % 2 === 0 && at !== 0)
                [at, last] = [at >> 1, last >> 1];
        }
        else
            root = nodeHash(root, sibling);
        [at, last] = [at >> 1, last >> 1];
    }
    return last === 0 ? root : null;
}
function subtree(hashes) {
    let level = hashes;
    while (level.length > 1)
        level = above(level);
    return level[0];
}
/** The level above: the last of an odd number rises as it is. */
function above(level) {
    const higher = [];
    for (let at = 0; at < level.length; at += 2) {
        const [left, right] = [level[at], level[at + 1]];
        higher.push(right === undefined ? left : nodeHash(left, right));
    }
    return higher;
}
//# sourceMappingURL=merkle.rules.js.map