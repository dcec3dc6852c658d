/** Neither 0 nor o, 1, i nor l: what is copied by hand must not be mistaken. 31 characters, nearly five bits each. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 12;
/** How many a person is given. */
export const RECOVERY_CODES = 10;
/** A code of 12 characters. @param draw a random whole number from 0 to below its argument */
export function recoveryCode(draw) {
    return Array.from({ length: LENGTH }, () => ALPHABET[draw(ALPHABET.length)]).join('');
}
/** As people see it: in groups of four. */
export function shownCode(code) {
    return (code.match(/.{1,4}/g) ?? []).join('-');
}
/** What somebody typed, as it was given to them; null when it cannot be a recovery code. */
export function typedCode(text) {
    if (text.length > 64)
        return null;
    const code = text.toLowerCase().replaceAll(/[\s-]/g, '');
    return code.length === LENGTH && [...code].every((character) => ALPHABET.includes(character)) ? code : null;
}
//# sourceMappingURL=recovery-code.rules.js.map