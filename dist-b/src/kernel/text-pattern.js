const LONGEST_PATTERN = 512;
const LONGEST_TEXT = 4096;
const MOST_WILDCARDS = 8;
/** What is wrong with a pattern, or null. */
export function patternFault(pattern) {
    if (typeof pattern !== 'string' || pattern === '' || pattern.length > LONGEST_PATTERN || /\p{Cc}/u.test(pattern)) {
        return `a pattern is a text of 1 to ${LONGEST_PATTERN} characters`;
    }
    if (pattern.includes('***'))
        return 'a pattern has * or **, no more in a row';
    if (pattern.split(/\*+/).length - 1 > MOST_WILDCARDS)
        return `a pattern has at most ${MOST_WILDCARDS} wildcards`;
    return null;
}
/** Whether a pattern narrows nothing down. */
export function admitsEverything(pattern) {
    return /^\*+$/.test(pattern);
}
/**
 * Whether a pattern describes the whole of a text. `*` stands for any characters, or none, but `/` and `:`, so that it
 * stays within one segment; `**` for any at all. There is no way to ask for an asterisk.
 *
 * All ways to read the text are followed at once, one step for each character and place in the pattern: at most
 * pattern × text steps, whatever the two are. Backtracking could take time without bound (as regular expressions do).
 */
export function fitsPattern(pattern, text) {
    const first = pattern.indexOf('*');
    if (first < 0)
        return pattern === text;
    const after = pattern.slice(pattern.lastIndexOf('*') + 1);
    // Nearly every text that does not fit ends here; and what no issuer in its right mind says is not worth the steps.
    if (text.length > LONGEST_TEXT || !text.startsWith(pattern.slice(0, first)) || !text.endsWith(after))
        return false;
    return simulate(tokensOf(pattern), text);
}
function tokensOf(pattern) {
    return [...pattern.matchAll(/\*\*|[^]/g)].map(([part]) => {
        if (part === '**')
            return { is: 'anything' };
        return part === '*' ? { is: 'segment' } : { is: 'one', char: part };
    });
}
/** @returns whether the end of the tokens can be reached with the end of the text */
function simulate(tokens, text) {
    let places = new Uint8Array(tokens.length + 1);
    enter(places, tokens, 0);
    for (let i = 0; i < text.length; i++) {
        const char = text.charAt(i);
        const next = new Uint8Array(tokens.length + 1);
        for (const [at, token] of tokens.entries()) {
            if (places[at] === 0)
                continue;
            if (token.is === 'one') {
                if (token.char === char)
                    enter(next, tokens, at + 1);
            }
            else if (token.is === 'anything' || (char !== '/' && char !== ':')) {
                enter(next, tokens, at);
            }
        }
        places = next;
    }
    return places[tokens.length] === 1;
}
/** A place before a wildcard is also the place behind it: it may stand for nothing. */
function enter(places, tokens, from) {
    for (let at = from;; at++) {
        if (places[at] === 1)
            return;
        places[at] = 1;
        const token = tokens[at];
        if (token === undefined || token.is === 'one')
            return;
    }
}
//# sourceMappingURL=text-pattern.js.map