import type { Response } from 'express';
import { sendStreamed } from './streamed-answer.js';

/** What a field may hold; lists and objects are written as JSON, null and undefined as nothing. */
export type CsvRow = readonly unknown[];

/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection), also behind spaces and in full-width letters. */
const FORMULA = /^[\s\0]*[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;

/**
 * One record (RFC 4180 §2), with its line break. A text that a spreadsheet would run as a formula gets an apostrophe in
 * front, by which it is shown as it stands.
 */
export function csvLine(values: CsvRow): string {
  return `${values.map(field).join(',')}\r\n`;
}

/** Answers with a table, line by line as they come; one that ends early is cut off, so that it is not taken for whole. */
export async function sendCsv(
  response: Response,
  header: readonly string[],
  rows: AsyncIterable<CsvRow> | Iterable<CsvRow>,
): Promise<void> {
  await sendStreamed(response, { 'content-type': 'text/csv; charset=utf-8; header=present' }, csvLines(header, rows));
}

async function* csvLines(
  header: readonly string[],
  rows: AsyncIterable<CsvRow> | Iterable<CsvRow>,
): AsyncGenerator<string, void> {
  let line = csvLine(header);
  for await (const row of rows) {
    yield line;
    line = csvLine(row);
  }
  yield line;
}

function field(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : JSON.stringify(value);
  const shown = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
