/** A step did not go as told. The message says how; the narrator knows which step. */
export class NotAsTold extends Error {
    name = 'NotAsTold';
}
/** Names an exchange for a step's list. */
export function expected(method, target, status) {
    return { method, target, status };
}
const STEP_SECONDS = 60;
const LATE_SECONDS = 5;
const INDENT = '    ';
/** Tells numbered steps as they happen and holds each to the exchanges it announced. */
export class Narrator {
    page;
    number = 0;
    exchanges = 0;
    awaited = [];
    surprises = [];
    allSeen = () => undefined;
    over = false;
    constructor(page) {
        this.page = page;
    }
    /** How many steps and exchanges there have been. */
    get told() {
        return { steps: this.number, exchanges: this.exchanges };
    }
    /** Runs one step. Throws NotAsTold unless exactly the announced exchanges happened, in their order. */
    async step(title, why, announced, action) {
        // Nobody waits for the rest of a story that was broken off.
        if (this.over)
            return new Promise(() => undefined);
        this.awaited = [...announced];
        this.surprises = [];
        this.page.write(`\n${this.bold(`${String(++this.number).padStart(2)}  ${title}`)}\n${INDENT}${this.dim(why)}\n`);
        // A client may open a stream without waiting for it, so the last exchange may come after the action.
        const seen = new Promise((resolve) => (this.allSeen = resolve));
        if (announced.length === 0)
            this.allSeen();
        let problem;
        let result;
        try {
            result = await within(STEP_SECONDS, Promise.resolve().then(action), `no end after ${STEP_SECONDS} s`);
            if (this.surprises.length === 0)
                await within(LATE_SECONDS, seen, '').catch(() => undefined);
        }
        catch (error) {
            problem = error;
        }
        this.judge(problem);
        return result;
    }
    /** Tells an exchange as it happened, next to what was announced. */
    exchange({ method, target, status, about, challenge }) {
        if (this.over)
            return;
        this.exchanges++;
        const next = this.awaited.shift();
        const asTold = next?.method === method && next.target === target && next.status === status;
        if (!asTold)
            this.surprises.push(surprise({ method, target, status }, next));
        const wanted = next ? `expected ${next.status}` : 'not expected';
        const line = `${String(status)} (${wanted})`.padEnd(20);
        const what = about === '' ? '' : this.dim(`  ${about}`);
        this.page.write(`${INDENT}${this.mark(asTold)} ${line}${method.padEnd(6)} ${target}${what}\n`);
        if (challenge !== null)
            this.challenge(challenge);
        if (this.awaited.length === 0)
            this.allSeen();
    }
    /** Tells a fact that must hold; a step whose fact does not hold has failed. */
    fact(holds, text) {
        if (!this.over)
            this.page.write(`${INDENT}${this.mark(holds)} ${text}\n`);
        if (!holds)
            throw new NotAsTold(`this does not hold: ${text}`);
    }
    /** Tells something in passing. */
    aside(text) {
        this.page.write(`${INDENT}${this.dim(text)}\n`);
    }
    /** A line of its own, between steps. */
    line(text) {
        this.page.write(`${text}\n`);
    }
    /** Breaks the story off: no further step begins. */
    breakOff() {
        this.over = true;
    }
    bold(text) {
        return this.page.colours ? `\x1b[1m${text}\x1b[0m` : text;
    }
    dim(text) {
        return this.page.colours ? `\x1b[2m${text}\x1b[0m` : text;
    }
    mark(good) {
        const sign = good ? '✓' : '✗';
        return this.page.colours ? `\x1b[${good ? 32 : 31}m${sign}\x1b[0m` : sign;
    }
    /** One parameter a line: a challenge with its addresses is wider than any terminal. */
    challenge(value) {
        const lines = `WWW-Authenticate: ${value}`.replaceAll(/, (?=[a-z_]+=)/g, ',\n  ').split('\n');
        for (const line of lines)
            this.page.write(`${INDENT}${' '.repeat(22)}${this.dim(line)}\n`);
    }
    /** An unexpected answer explains the error it led to and what then never happened, so it is named first. */
    judge(problem) {
        const why = problem === undefined ? [] : [reason(problem)];
        const missing = this.awaited.map(({ method, target, status }) => `${method} ${target} (${status}) never happened`);
        const [first] = this.surprises;
        const parts = first === undefined && why.length === 0 ? missing : [...(first ? [first] : []), ...why];
        if (parts.length > 0)
            throw new NotAsTold(parts.join('; '), { cause: problem });
    }
}
function surprise(got, wanted) {
    const happened = `${got.method} ${got.target} was answered ${got.status}`;
    if (!wanted)
        return `${happened}, but no further exchange was announced`;
    if (wanted.method === got.method && wanted.target === got.target)
        return `${happened}, expected ${wanted.status}`;
    return `${happened}, expected ${wanted.method} ${wanted.target} with ${wanted.status}`;
}
/** An error's message, with the reason a failed fetch hides in its cause. */
function reason(problem) {
    if (!(problem instanceof Error))
        return String(problem);
    return problem.cause instanceof Error ? `${problem.message} (${problem.cause.message})` : problem.message;
}
async function within(seconds, work, complaint) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(complaint)), seconds * 1000);
    });
    try {
        return await Promise.race([work, late]);
    }
    finally {
        clearTimeout(timer);
    }
}
//# sourceMappingURL=narrator.js.map