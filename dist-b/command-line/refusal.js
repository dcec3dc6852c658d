import { CommanderError } from 'commander';
import { Failure, printable } from '../bridge-client/failure.js';
/** What the server refused, or what is refused before it is asked: exit code 1. */
export class Refusal extends Error {
    errors;
    status;
    code;
    constructor(message, errors = [], 
    /** 0 when the server was not asked. */
    status = 0, 
    /** As OAuth has it (RFC 6749 §5.2). */
    code = '') {
        super(message);
        this.errors = errors;
        this.status = status;
        this.code = code;
    }
}
/** A command that makes no sense as it was typed: exit code 2. */
export class WrongUse extends Error {
}
/** Tells somebody at a terminal why a command did not do what it should. @returns the exit code */
export function toldFailure(error) {
    if (error instanceof CommanderError)
        return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`gatehouse: ${printable(textOf(error))}\n`);
    return error instanceof WrongUse ? 2 : 1;
}
function textOf(error) {
    if (error instanceof Refusal) {
        const lines = error.errors.map(({ pointer, detail }) => `  ${pointer === '' ? '(whole)' : pointer}: ${detail}`);
        return [error.message, ...lines].join('\n');
    }
    if (error instanceof Failure)
        return `${error.message}\n${error.advice}`;
    if (error instanceof WrongUse)
        return error.message;
    // Everything else is a bug.
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
//# sourceMappingURL=refusal.js.map