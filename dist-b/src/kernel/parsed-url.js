/**
 * A text as a URL, or null when it is none (WHATWG URL). Not by `URL.canParse`: Node 20 gets that wrong for letters beyond ASCII
 * once it has compiled it.
 */
export function parsedUrl(text) {
    try {
        return new URL(text);
    }
    catch (error) {
        if (error instanceof TypeError)
            return null;
        throw error;
    }
}
//# sourceMappingURL=parsed-url.js.map