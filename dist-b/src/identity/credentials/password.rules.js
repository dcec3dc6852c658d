import { commonPasswords } from './common-passwords.js';
/** Characters of a new password. */
const LEAST = 12;
/** At most four bytes each in UTF-8, so that no password is longer than 1024 bytes. */
const MOST = 256;
/** A password as it is hashed: however a keyboard composes its characters, it is the same one (NIST SP 800-63B §3.1.1.2). */
export function normalized(text) {
    return text.normalize('NFKC');
}
/**
 * What is wrong with a new password, as a sentence for the person who chose it. Length and what everybody tries first
 * decide; no rule asks for digits or capitals (NIST SP 800-63B §3.1.1.2).
 * @param about what a guesser knows of the person: e-mail address, name
 * @returns null when it may be used
 */
export function passwordFault(text, about) {
    const password = normalized(text);
    const length = [...password].length;
    if (length < LEAST)
        return `Use at least ${LEAST} characters.`;
    if (length > MOST)
        return `Use at most ${MOST} characters.`;
    if (/\p{Cc}/u.test(password))
        return 'It contains a character that no keyboard can repeat for sure, such as a tab.';
    const folded = password.toLowerCase();
    if (about.some((known) => normalized(known).toLowerCase() === folded)) {
        return 'Do not use your e-mail address or your name.';
    }
    if (isGuessedFirst(folded))
        return 'It is one of the passwords that are guessed first. Choose another.';
    return null;
}
function isGuessedFirst(folded) {
    return (commonPasswords.has(folded) || commonPasswords.has(folded.replaceAll(' ', '')) || /^(.{1,4})\1+$/u.test(folded));
}
/** What a guesser knows of a person, none of which may be the password. */
export function knownOf({ email, name }) {
    return [email, email.slice(0, email.lastIndexOf('@')), name];
}
/** The last characters of salt and hash carry fewer bits than six: spelt otherwise, bcrypt would never match it. */
const BCRYPT = /^\$2[aby]\$(0[4-9]|1[0-2])\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/;
const ARGON2ID = /^\$argon2id\$v=19\$m=([1-9]\d{0,4}),t=([1-3]),p=([1-4])\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;
/** Whether a text is a hash that bcrypt made; `$2x$` marks one of a faulty bcrypt. */
export function isBcrypt(hash) {
    return BCRYPT.test(hash);
}
/**
 * Whether a hash that was made elsewhere may be taken over: bcrypt of cost 4 to 12, or argon2id of at most 64 MiB, 3
 * passes and 4 lanes: nobody's sign-in costs more than the others can bear, or takes so long that it tells who is there.
 */
export function isPasswordHash(hash) {
    return isBcrypt(hash) || isArgon2id(hash);
}
function isArgon2id(hash) {
    const [, memory, , lanes, salt, output] = ARGON2ID.exec(hash) ?? [];
    if (memory === undefined || salt === undefined || output === undefined)
        return false;
    // RFC 9106 §3.1: at least 8 KiB for each lane.
    if (Number(memory) > 65_536 || Number(memory) < 8 * Number(lanes))
        return false;
    return [salt, output].every((part) => Buffer.from(part, 'base64').toString('base64').replaceAll('=', '') === part);
}
//# sourceMappingURL=password.rules.js.map