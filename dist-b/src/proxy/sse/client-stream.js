import { PassThrough } from 'node:stream';
/** A stream of events that a client has open, written as fast as it reads. */
export class ClientStream {
    pass = new PassThrough();
    timer;
    /**
     * @param idle milliseconds without a message
     * @param silent is called after them
     */
    constructor(idle, silent) {
        this.timer = setTimeout(silent, idle).unref();
        this.pass.on('error', () => undefined).once('close', () => clearTimeout(this.timer));
    }
    get body() {
        return this.pass;
    }
    get isOpen() {
        return this.pass.writable;
    }
    /** Resolves when there is room for another one, or nobody reads any more. @param message JSON without line breaks */
    async send(message) {
        if (!this.put(message))
            await this.drained();
    }
    /** @returns whether there is room for another one */
    put(message) {
        if (!this.isOpen)
            return true;
        this.timer.refresh();
        return this.pass.write(eventOf(message));
    }
    /** @param message the last one */
    end(message) {
        if (!this.isOpen)
            return;
        clearTimeout(this.timer);
        this.pass.end(message === undefined ? undefined : eventOf(message));
    }
    drained() {
        return new Promise((resolve) => {
            const done = () => {
                this.pass.off('drain', done).off('close', done);
                resolve();
            };
            this.pass.on('drain', done).on('close', done);
        });
    }
}
function eventOf(message) {
    return `event: message\ndata: ${message}\n\n`;
}
//# sourceMappingURL=client-stream.js.map