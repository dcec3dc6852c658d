var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import bcrypt from 'bcrypt';
import { randomBytes } from 'node:crypto';
import pLimit from 'p-limit';
import { TooManyRequests } from '../../kernel/problem.js';
import { isBcrypt, normalized, passwordFault } from './password.rules.js';
/** RFC 9106 §4 asks for more memory, which would be an attacker's lever here; these are OWASP's for servers. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };
/** The library's enum is a `const enum` of a declaration file, whose values `isolatedModules` cannot read. */
const ARGON2ID = 2;
const SALT_BYTES = 16;
/** Each takes a thread and 19 MiB for as long as it runs; the other threads stay for everybody else. */
const AT_ONCE = 2;
const MOST_WAITING = 64;
/** More than bcrypt reads: what follows byte 72, or a NUL, it would ignore. */
const BCRYPT_BYTES = 72;
/** Makes and checks the hashes of people's passwords; all of it in turn, because each is work that a stranger can ask for. */
let Passwords = class Passwords {
    lane = pLimit(AT_ONCE);
    /** Nobody's hash: nothing was hashed to it, and comparing with it takes as long as with any other. */
    decoy = decoyHash();
    /**
     * @returns argon2id as a PHC string
     * @throws TooManyRequests `guesses` when too many wait
     */
    hash(text) {
        return this.inTurn(() => hash(normalized(text), { ...PARAMETERS, algorithm: ARGON2ID }));
    }
    /**
     * Whether a password is the one that was hashed.
     * @param stored null for somebody who has none: that takes as long, and is false
     * @throws TooManyRequests `guesses` when too many wait
     */
    async matches(text, stored) {
        if (stored !== null && isBcrypt(stored))
            return this.inTurn(() => matchesBcrypt(text, stored));
        const right = await this.inTurn(() => verify(stored ?? this.decoy, normalized(text)));
        return right && stored !== null;
    }
    /** Whether a hash is not as it would be made today: once its password was right, it should be made anew. */
    outdated(stored) {
        if (isBcrypt(stored))
            return true;
        const made = parseOptions(stored);
        const same = Object.keys(PARAMETERS).every((name) => made[name] === PARAMETERS[name]);
        return !same || made.algorithm !== ARGON2ID || made.saltLen < SALT_BYTES;
    }
    /** What is wrong with a new password; see {@link passwordFault}. @param about what a guesser knows of the person */
    faultOf(text, about = []) {
        return passwordFault(text, about);
    }
    async inTurn(work) {
        if (this.lane.activeCount + this.lane.pendingCount >= AT_ONCE + MOST_WAITING) {
            throw new TooManyRequests('guesses', 1);
        }
        return this.lane(work);
    }
};
Passwords = __decorate([
    Injectable()
], Passwords);
export { Passwords };
/** As it was typed, not normalised: so did whoever made the hash. */
async function matchesBcrypt(text, stored) {
    const bytes = Buffer.from(text);
    const whole = bytes.length <= BCRYPT_BYTES && !bytes.includes(0);
    // The three names differ in faults with longer texts alone, and the library does not know `$2y$`. It compares even
    // what is refused, so that a refusal takes as long as any other.
    const right = await bcrypt.compare(text, `$2b$${stored.slice(4)}`);
    return right && whole;
}
function decoyHash() {
    const base64 = (length) => randomBytes(length).toString('base64').replaceAll('=', '');
    const { memoryCost, timeCost, parallelism, outputLen } = PARAMETERS;
    return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${base64(SALT_BYTES)}$${base64(outputLen)}`;
}
//# sourceMappingURL=passwords.js.map