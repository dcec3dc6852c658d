import { RpcShapeError } from '../kernel/rpc-message.js';
import { ListSearch } from './list-search.js';
import { EventBorders } from './mcp-events.js';
/**
 * Each event of a stream whole, however the stream is cut into pieces. One that has grown too large comes in parts when no
 * list can be in it; one that the end of the stream cuts off is none (HTML Living Standard, 9.2.6), and comes only where all
 * else passes as it is.
 */
export class WholeEvents {
    gathering;
    look;
    borders = new EventBorders();
    begun = null;
    /** @param gathering what keeps an event until it is whole; whoever takes the event releases it */
    constructor(gathering, look) {
        this.gathering = gathering;
        this.look = look;
    }
    /** @throws RpcShapeError for one that is too large */
    *in(piece) {
        let from = 0;
        for (const end of this.borders.in(piece)) {
            const fits = this.gathering.add(piece.subarray(from, end));
            from = end;
            yield this.taken(fits, true);
        }
        if (from < piece.length && !this.gathering.add(piece.subarray(from)))
            yield this.taken(false, false);
    }
    /** What is left when the stream has ended. @throws RpcShapeError when it is too large */
    *rest() {
        if (this.look === 'session')
            yield this.taken(true, true);
    }
    taken(fits, ends) {
        const bytes = this.gathering.take();
        const isWhole = fits && this.begun === null;
        this.begun ??= isWhole ? null : new ListSearch();
        if (this.begun !== null && (this.look === 'lists' || this.begun.finds(bytes))) {
            throw new RpcShapeError('event is too large');
        }
        if (ends)
            this.begun = null;
        return { bytes, isWhole };
    }
}
//# sourceMappingURL=whole-events.js.map