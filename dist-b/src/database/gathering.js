import { isAboutRows } from './sql.js';
/** Statements under way at once: what comes meanwhile gathers for the next. */
const MOST_AT_ONCE = 2;
/** Questions of one statement. */
const LARGEST = 200;
/**
 * Carries out with one statement what many requests ask for at the same moment. A statement begins after whoever it answers
 * has asked, and each waits for its own.
 */
export class Gathering {
    carryOut;
    waiting = [];
    running = 0;
    idle = [];
    /** @param carryOut all of them or none; answers in the order of what was asked */
    constructor(carryOut) {
        this.carryOut = carryOut;
    }
    /** @throws what the database threw: then nothing was done for this one, as far as anybody knows */
    ask(asked) {
        return new Promise((answered, failed) => {
            this.waiting.push({ asked, answered, failed });
            // Once round the event loop lets requests that arrived together share a statement.
            if (this.waiting.length === 1)
                setImmediate(() => this.begin());
        });
    }
    /** Resolves when nobody waits any more. */
    async ended() {
        while (this.waiting.length + this.running > 0)
            await new Promise((resolve) => this.idle.push(resolve));
    }
    begin() {
        while (this.waiting.length > 0 && this.running < MOST_AT_ONCE) {
            const asking = this.waiting.splice(0, LARGEST);
            this.running += 1;
            void this.answer(asking).finally(() => {
                this.running -= 1;
                this.begin();
                if (this.running === 0)
                    this.idle.splice(0).forEach((resolve) => resolve());
            });
        }
    }
    async answer(asking) {
        try {
            const answers = await this.carryOut(asking.map(({ asked }) => asked));
            asking.forEach(({ answered }, at) => answered(answers[at]));
        }
        catch (error) {
            if (asking.length === 1 || !isAboutRows(error))
                return asking.forEach(({ failed }) => failed(error));
            // What the database refuses of one must not fail its neighbours.
            for (const one of asking)
                await this.answer([one]);
        }
    }
}
//# sourceMappingURL=gathering.js.map