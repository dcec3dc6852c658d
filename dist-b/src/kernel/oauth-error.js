/** A refusal that an OAuth client reads: `{ "error", "error_description" }` (RFC 6749 §5.2). */
export class OAuthError extends Error {
    code;
    text;
    status;
    challenge;
    constructor(code, text, options = {}) {
        super(`${code}: ${text}`, { cause: options.cause });
        this.code = code;
        this.text = text;
        this.status = options.status ?? (code === 'invalid_client' ? 401 : 400);
        this.challenge = options.challenge;
    }
}
/** Text as `error_description` allows it: %x20-21 / %x23-5B / %x5D-7E, nothing else (RFC 6749 §5.2). */
export function describable(text) {
    return text
        .replaceAll('"', "'")
        .replaceAll('\\', '/')
        .replace(/[^\x20-\x7e]/g, '?');
}
//# sourceMappingURL=oauth-error.js.map