/** Failures in a row, without an answer to anybody in between. */
const MOST_FAILURES = 5;
/** Milliseconds: the first wait; each failed attempt doubles it, to the longest. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** Milliseconds in which one attempt alone is made; it may hang, so another follows it. */
const ATTEMPT = 5_000;
/**
 * Stops calling a server that is down, and lets single calls through to see whether it is back. Any answer of the
 * server, of whatever status, shows that it is up. What one person's calls may bring about (a tool that hangs, a message
 * that the server dies of) does not shut out others: failures after the call was sent need two persons, and after one's
 * attempt the next is for others first.
 *
 * Our own, since it is this small: the libraries for it (cockatiel 4, opossum 10) ask for a newer Node than we support,
 * wrap the call instead of being told of it, and know neither whose call failed nor when it began.
 */
export class CircuitBreaker {
    jitter;
    generation = 0;
    failures = 0;
    culprit = null;
    shared = false;
    openings = 0;
    nextAttempt = 0;
    /** Who made the last attempt, and until when the next one is for others first. */
    waiting = null;
    state = { status: 'unknown', since: null, lastError: null };
    /** @param jitter from 0 to 1, so that replicas do not come back all at once */
    constructor(jitter) {
        this.jitter = jitter;
    }
    get health() {
        return this.state;
    }
    /** Noted when a call begins: a failure says nothing when another call was answered in the meantime. */
    get turn() {
        return this.generation;
    }
    /**
     * @param person who calls
     * @returns milliseconds to wait; 0 when the call may be made
     */
    wait(now, person) {
        if (this.openings === 0)
            return 0;
        const from = this.waiting?.person === person ? this.waiting.until : this.nextAttempt;
        if (now < from)
            return from - now;
        this.nextAttempt = now + ATTEMPT;
        this.waiting = { person, until: this.nextAttempt + ATTEMPT };
        return 0;
    }
    /** @returns whether it was down until now */
    answered(now) {
        this.generation++;
        this.failures = 0;
        this.culprit = null;
        this.shared = false;
        const wasDown = this.openings > 0;
        this.openings = 0;
        this.waiting = null;
        if (this.state.status !== 'up')
            this.state = { ...this.state, status: 'up', since: now };
        return wasDown;
    }
    /**
     * @param turn of the call when it began
     * @param person whose call it was
     * @returns milliseconds for which nobody calls it now, or null when it goes on as before
     */
    failed(turn, fault, person, code, now) {
        this.state = { ...this.state, lastError: code };
        if (turn !== this.generation)
            return null;
        this.failures++;
        this.shared ||= fault === 'unreachable' || (this.culprit !== null && this.culprit !== person);
        this.culprit = person;
        if (this.openings === 0 && (this.failures < MOST_FAILURES || !this.shared))
            return null;
        const longest = Math.min(FIRST_WAIT * 2 ** this.openings, LONGEST_WAIT);
        const wait = Math.ceil(longest * (0.5 + this.jitter() / 2));
        this.openings++;
        this.generation++;
        this.nextAttempt = now + wait;
        // A call that hangs, again and again, must not be the only attempt that there ever is.
        this.waiting = fault === 'unanswered' ? { person, until: this.nextAttempt + ATTEMPT } : null;
        if (this.state.status !== 'down')
            this.state = { ...this.state, status: 'down', since: now };
        return wait;
    }
}
//# sourceMappingURL=circuit-breaker.rules.js.map