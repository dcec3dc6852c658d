/**
 * The access token of a request (RFC 6750 §2.1, RFC 9449 §7.1); the scheme is compared without case (RFC 9110 §11.1).
 * Tokens in the query or in a form are no credentials here (OAuth 2.1 §5.1).
 */
export function presentedToken(request) {
    const headers = headerValues(request, 'authorization');
    if (headers.length === 0)
        return { kind: 'none' };
    const match = /^(Bearer|DPoP)(?: +(.*))?$/i.exec(headers[0] ?? '');
    const scheme = match?.[1]?.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer';
    // Node keeps the first of several: whoever else reads the request may keep the last.
    if (headers.length > 1)
        return { kind: 'malformed', scheme, detail: 'more than one Authorization header' };
    if (match === null)
        return { kind: 'none' };
    const token = match[2] ?? '';
    if (/^[A-Za-z0-9._~+/-]+=*$/.test(token))
        return { kind: 'token', scheme, token };
    return { kind: 'malformed', scheme, detail: `the ${scheme === 'DPoP' ? scheme : 'bearer'} token is malformed` };
}
/** Every value of a header as it was sent. */
export function headerValues(request, name) {
    const values = [];
    for (let index = 0; index < request.rawHeaders.length; index += 2) {
        if (request.rawHeaders[index]?.toLowerCase() === name)
            values.push(request.rawHeaders[index + 1] ?? '');
    }
    return values;
}
//# sourceMappingURL=bearer.js.map