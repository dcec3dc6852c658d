import { Gathering } from './gathering.js';
/**
 * Reads for many requests with one statement. Nothing is kept: a statement begins after whoever it answers has asked, so
 * that each is told what is committed by then. That costs little more than a cache, and needs nobody to end what it says.
 */
export class SharedRead {
    gathering;
    /** @param read rows by key, for keys of which each is there once; a key without a row is missing */
    constructor(read) {
        this.gathering = new Gathering(async (keys) => {
            const rows = await read([...new Set(keys)]);
            return keys.map((key) => rows.get(key) ?? null);
        });
    }
    /** @returns a row that others may be given as well: nobody changes it; null when there is none */
    find(key) {
        return this.gathering.ask(key);
    }
}
//# sourceMappingURL=shared-read.js.map