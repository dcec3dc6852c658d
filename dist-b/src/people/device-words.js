/** A browser in words, for people who look at a list; it may say of itself what it likes. */
export function deviceWords({ browser, os }) {
    return [browser, os].filter((word) => word !== null).join(' on ') || 'Unknown browser';
}
//# sourceMappingURL=device-words.js.map