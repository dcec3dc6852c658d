import { createHash } from 'node:crypto';
const TAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;
/**
 * Whether `If-None-Match` names a representation, by weak comparison (RFC 9110 §8.8.3.2, §13.1.2). Not Express's `fresh`: that
 * takes `Cache-Control: no-cache`, which `fetch` adds by itself, for the wish to have everything sent again.
 * @param header as it came, if it did
 * @param tag of what there is now
 */
export function isTagKnown(header, tag) {
    if (header === undefined)
        return false;
    if (header.trim() === '*')
        return true;
    return (header.match(TAG) ?? []).some((known) => opaque(known) === opaque(tag));
}
function opaque(tag) {
    return tag.replace(/^W\//, '');
}
/** Length of each of the two parts of a tag of ours: 132 bits of a hash. */
const PART = 22;
/** Names one state of something: two states have different names. @param parts what tells them apart */
export function versionOf(...parts) {
    return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, PART);
}
/**
 * Strong tag of an answer (RFC 9110 §8.8.3): the version of the thing that it shows, then the answer itself. What is told
 * beside the thing, such as when it was last used, makes another tag, but no other version.
 */
export function tagOf(version, view) {
    return `"${version}.${versionOf(view)}"`;
}
/**
 * Whether `If-Match` names the version that there is now, by strong comparison (RFC 9110 §13.1.1) of the part of a tag that
 * is the version: only what a change would overwrite has to be as the caller saw it.
 * @param header as it came @param version null when there is nothing
 */
export function isVersionMet(header, version) {
    if (version === null)
        return false;
    if (header.trim() === '*')
        return true;
    return (header.match(TAG) ?? []).some((tag) => tag.startsWith(`"${version}.`));
}
//# sourceMappingURL=entity-tag.js.map