import { Problem } from '../../kernel/problem.js';
import { refusalText } from '../rpc-refusal.js';
import { ClientStream } from './client-stream.js';
/** A request of a client whose answer is still to come on the session's stream. */
export class PendingCall {
    over;
    /** Null when its answer is a document. */
    stream;
    progress;
    /** Null when nobody waits for it any more. @throws Problem */
    answer;
    id;
    timer;
    settle;
    waits = true;
    /** @param over is called once, when nothing more can come of it for the client */
    constructor({ id, progress, streams, patience }, over) {
        this.over = over;
        this.id = id;
        this.progress = progress;
        this.answer = new Promise((resolve) => (this.settle = resolve));
        // Of a stream it is told in the stream.
        this.answer.catch(() => undefined);
        const silent = () => this.fail(new Problem(504, 'The server did not answer in time.'));
        this.stream = streams ? new ClientStream(patience, silent) : null;
        this.timer = streams ? undefined : setTimeout(silent, patience).unref();
        this.stream?.body.once('close', () => this.leave());
    }
    /** Whether the client still waits for it. */
    get isOpen() {
        return this.waits;
    }
    answered(answer) {
        if (!this.close())
            return;
        this.stream?.end(answer.text);
        this.settle(answer);
    }
    fail(problem) {
        if (!this.close())
            return;
        this.stream?.end(refusalText(this.id, { code: -32000, message: problem.message }));
        this.settle(Promise.reject(problem));
    }
    /** Nobody waits for it any more, or there is to be no answer. */
    leave() {
        if (!this.close())
            return;
        this.stream?.end();
        this.settle(null);
    }
    close() {
        const first = this.waits;
        this.waits = false;
        clearTimeout(this.timer);
        if (first)
            this.over();
        return first;
    }
}
//# sourceMappingURL=pending-call.js.map