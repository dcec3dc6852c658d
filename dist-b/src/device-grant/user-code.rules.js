import { randomInt } from 'node:crypto';
/** Consonants alone, so that no code spells a word, and none that is easily read as another (RFC 8628 §6.1). */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const LENGTH = 8;
/** A code that a person types: 20^8, some 34 bits, that live minutes and are guessed at a few a minute; as `BCDF-GHJK`. */
export function newUserCode() {
    const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    return shownUserCode(letters);
}
/** A code as it was typed, in the one spelling: case, blanks and dashes do not matter; null for what is no code. */
export function readUserCode(typed) {
    const letters = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
    return new RegExp(`^[${LETTERS}]{${LENGTH}}$`).test(letters) ? shownUserCode(letters) : null;
}
function shownUserCode(letters) {
    return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
}
//# sourceMappingURL=user-code.rules.js.map