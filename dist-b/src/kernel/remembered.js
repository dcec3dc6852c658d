import { LRUCache } from 'lru-cache';
/**
 * A function of a text that always says the same of it, asked anew only for texts that were not met lately: what few
 * callers send over and over needs no second look. Nothing has to end what is kept.
 * @param most texts that are kept
 */
export function remembered(most, say) {
    const kept = new LRUCache({ max: most });
    return (text) => {
        const known = kept.get(text);
        if (known !== undefined)
            return known.said;
        const said = say(text);
        kept.set(text, { said });
        return said;
    };
}
//# sourceMappingURL=remembered.js.map