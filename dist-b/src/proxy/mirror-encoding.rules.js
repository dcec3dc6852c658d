/**
 * What a header that mirrors the body says: what no header can carry as it is comes as `=?base64?…?=` (MCP 2026-07-28,
 * Value Encoding).
 * @returns undefined when it cannot be read in one way only
 */
export function decodedMirror(value) {
    if (!/^[\t\x20-\x7e]*$/.test(value))
        return undefined;
    if (!value.startsWith('=?base64?') || !value.endsWith('?='))
        return value;
    const text = value.slice('=?base64?'.length, -'?='.length);
    const bytes = Buffer.from(text, 'base64');
    if (bytes.toString('base64') !== text)
        return undefined;
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=mirror-encoding.rules.js.map