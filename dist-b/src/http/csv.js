import { sendStreamed } from './streamed-answer.js';
/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection), also behind spaces and in full-width letters. */
const FORMULA = /^[\s\0]*[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;
/**
 * One record (RFC 4180 §2), with its line break. A text that a spreadsheet would run as a formula gets an apostrophe in
 * front, by which it is shown as it stands.
 */
export function csvLine(values) {
    return `${values.map(field).join(',')}\r\n`;
}
/** Answers with a table, line by line as they come; one that ends early is cut off, so that it is not taken for whole. */
export async function sendCsv(response, header, rows) {
    await sendStreamed(response, { 'content-type': 'text/csv; charset=utf-8; header=present' }, csvLines(header, rows));
}
async function* csvLines(header, rows) {
    let line = csvLine(header);
    for await (const row of rows) {
        yield line;
        line = csvLine(row);
    }
    yield line;
}
function field(value) {
    if (value === null || value === undefined)
        return '';
    if (typeof value === 'number' || typeof value === 'boolean')
        return String(value);
    const text = value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : JSON.stringify(value);
    const shown = FORMULA.test(text) ? `'${text}` : text;
    return /[",\r\n]|^\s|\s$/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
//# sourceMappingURL=csv.js.map