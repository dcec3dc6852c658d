/** Bytes and messages that wait for a client to listen. */
const MOST_BYTES = 64 * 1024;
const MOST = 64;
/** What a server says while its client does not listen, such as between `initialize` and the stream that follows it. */
export class HeldMessages {
    messages = [];
    size = 0;
    /** @returns whether it was kept: the first are, as they are what a server asks when a session begins */
    add(message) {
        if (this.messages.length >= MOST || this.size + message.length > MOST_BYTES)
            return false;
        this.messages.push(message);
        this.size += message.length;
        return true;
    }
    take() {
        const all = this.messages;
        this.messages = [];
        this.size = 0;
        return all;
    }
}
//# sourceMappingURL=held-messages.js.map