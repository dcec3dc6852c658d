/**
 * A member that only lists have, in every spelling that some reader takes for it: in any case (Go), with letters that are
 * escaped, or in UTF-16 and UTF-32 (Python), which alone have zero bytes. U+017F is an `s` to those who fold case. And the
 * methods of news about lists; some writers of JSON escape slashes.
 */
const MEMBER = /"(?:tool|prompt|re(?:s|\xc5\xbf)ource(?:template)?)(?:s|\xc5\xbf)"|\/list_changed"|\/resources\\?\/updated"|\\u00(?:2f|5f|[46][1-9a-f]|[57][0-9a])|\\u017f|\0/i;
/** Bytes: no member that is looked for is longer. */
const LONGEST = 24;
/** Whether there may be a list in what no list was asked for: looked for without reading, since most answers have none. */
export function mayHoldList(bytes) {
    return MEMBER.test(bytes.toString('latin1'));
}
/** Looks for lists in what comes in pieces, wherever it is cut. */
export class ListSearch {
    seam = Buffer.alloc(0);
    finds(piece) {
        const across = Buffer.concat([this.seam, piece.subarray(0, LONGEST)]);
        this.seam = Buffer.concat([this.seam, piece.subarray(-LONGEST)]).subarray(-LONGEST);
        return mayHoldList(across) || mayHoldList(piece);
    }
}
//# sourceMappingURL=list-search.js.map