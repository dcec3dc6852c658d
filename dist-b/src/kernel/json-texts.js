import { Buffer } from 'node:buffer';
/**
 * Bytes of objects, by identity, of a text that came just as `stringifyStrictJson` writes it: what was read there strictly
 * need not be written anew. Whoever changes something in such an object must not ask for its bytes any more; a changed
 * copy has none.
 */
export class JsonTexts {
    bytes;
    text;
    places;
    constructor(bytes, text, places) {
        this.bytes = bytes;
        this.text = text;
        this.places = places;
    }
    /** @returns what `stringifyStrictJson` would say of the object; undefined when only it can tell, or of anything else */
    of(value) {
        const place = this.places?.get(value);
        if (place === undefined)
            return undefined;
        const { bytes, text } = this;
        // Well-formed as it is, the text has the same bytes again; most often what stands around an object is short.
        const before = Buffer.byteLength(text.slice(0, place.start));
        const behind = Buffer.byteLength(text.slice(place.end));
        return bytes.subarray(before, bytes.length - behind);
    }
}
//# sourceMappingURL=json-texts.js.map