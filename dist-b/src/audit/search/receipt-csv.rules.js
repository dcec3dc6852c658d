/** What a spreadsheet would take for a formula (OWASP, CSV Injection), also in full-width letters. */
const FORMULA = /^[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
/** A line of values (RFC 4180). */
export function csvLine(values) {
    return `${values.map(cell).join(',')}\r\n`;
}
/** A text that a spreadsheet would compute is marked as text by an apostrophe, which it is then shown without. */
function cell(value) {
    const text = textOf(value);
    const plain = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(plain) || plain !== plain.trim() ? `"${plain.replaceAll('"', '""')}"` : plain;
}
function textOf(value) {
    if (value === null || value === undefined)
        return '';
    return typeof value === 'string' ? value : JSON.stringify(value);
}
//# sourceMappingURL=receipt-csv.rules.js.map