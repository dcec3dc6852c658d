import { once } from 'node:events';
/** The most of a request that is kept for a second attempt. */
const KEPT = 4 * 1024 * 1024;
/** The body of a request: it is passed on as it comes, and what has passed is kept in case it must be sent again. */
export class RepeatableBody {
    source;
    parts = [];
    size = 0;
    begun = false;
    constructor(source) {
        this.source = source;
        // A client that leaves is noticed where its answer is written.
        source.on('error', () => undefined);
    }
    /** The first attempt takes what comes; a later one what was kept. */
    async sendTo(target) {
        if (this.begun) {
            target.end(await this.whole());
            return;
        }
        this.begin();
        this.source.pipe(target);
    }
    /** All of it, once it has come; null when it is too long, or the client left. */
    async whole() {
        this.begin();
        this.source.unpipe();
        this.source.resume();
        if (!this.source.readableEnded && !this.source.destroyed) {
            await Promise.race([once(this.source, 'end'), once(this.source, 'close')]).catch(() => undefined);
        }
        return this.parts === null || !this.source.readableEnded ? null : Buffer.concat(this.parts);
    }
    begin() {
        if (this.begun)
            return;
        this.begun = true;
        this.source.on('data', (part) => this.keep(part));
    }
    keep(part) {
        this.size += part.length;
        if (this.size > KEPT)
            this.parts = null;
        this.parts?.push(part);
    }
}
//# sourceMappingURL=repeatable-body.js.map