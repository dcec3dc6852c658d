import { Readable } from 'node:stream';
/**
 * What becomes of a body, piece by piece, as fast as it is read. A generator over all of it would do the same, but is held
 * while nothing comes, with an iterator, promises and listeners: several KiB of each stream, which may be open for hours.
 */
export class RemadeBody extends Readable {
    source;
    remaking;
    busy = false;
    /** Whether the body has, and how. */
    ended = false;
    failure = null;
    constructor(source, remaking) {
        super();
        this.source = source;
        this.remaking = remaking;
        // Whoever has let go of it hears of nothing; an error nobody hears would end the process.
        this.on('error', ignored);
        source
            .on('data', (piece) => void this.make(piece))
            .on('end', () => this.end(null))
            .on('error', (error) => this.end(error))
            .on('close', () => this.end(brokenOff()));
        if (source.destroyed)
            this.end(source.errored ?? brokenOff());
    }
    _read() {
        if (!this.busy && !this.ended)
            this.source.resume();
    }
    _destroy(error, done) {
        this.ended = true;
        this.source.destroy();
        if (!this.busy)
            this.remaking.over();
        done(error);
    }
    /** Only the first of what can be heard of an end counts; what came before is still made. */
    end(failure) {
        if (this.ended)
            return;
        this.ended = true;
        this.failure = failure;
        if (!this.busy)
            void this.make(null);
    }
    /** One piece at a time. */
    async make(piece) {
        let goesOn = piece !== null;
        this.busy = true;
        this.source.pause();
        try {
            if (piece === null && this.failure !== null)
                throw this.failure;
            for await (const bytes of this.remaking.of(piece))
                this.push(bytes);
            if (piece === null)
                this.push(null);
        }
        catch (error) {
            goesOn = false;
            this.giveUp(error);
        }
        this.busy = false;
        if (this.destroyed)
            this.remaking.over();
        else if (!goesOn)
            return;
        else if (this.ended)
            await this.make(null);
        else if (this.readableLength < this.readableHighWaterMark)
            this.source.resume();
    }
    giveUp(error) {
        this.ended = true;
        try {
            for (const bytes of this.remaking.instead(error))
                this.push(bytes);
            this.push(null);
        }
        catch (reason) {
            this.destroy(reason);
        }
    }
}
const ignored = () => undefined;
function brokenOff() {
    return new Error('the answer ended too early');
}
//# sourceMappingURL=remade-body.js.map