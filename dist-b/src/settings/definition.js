/** A row of the table of settings. */
export function row(doc, fallback, read, isSecret = false) {
    return { doc, default: fallback, secret: isSecret, read };
}
//# sourceMappingURL=definition.js.map