import { canonicalize } from 'json-canonicalize';
import { hash } from 'node:crypto';

/** One decision with its place in the chain of its writer; what is not known of it is left out. */
export type Receipt = Readonly<Record<string, unknown>> & {
  readonly id: string;
  /** Which chain. */
  readonly writer: string;
  /** Its place there, from 1. */
  readonly seq: number;
  /** Hash of the receipt before it, hexadecimal; of the first: {@link NOTHING_BEFORE}. */
  readonly prev: string;
};

/** What the first receipt of a chain says of the one before it. */
export const NOTHING_BEFORE = '0'.repeat(64);

/** The receipt without what is not known of it. */
export function receiptOf(fields: Readonly<Record<string, unknown>>): Receipt {
  const known: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (value !== null && value !== undefined) known[name] = value;
  }
  return known as Receipt;
}

/** SHA-256 over the canonical form (RFC 8785), hexadecimal. */
export function hashOf(receipt: Receipt): string {
  return sha256(canonicalize(receipt));
}

/** SHA-256 of a text as UTF-8, hexadecimal. */
export const sha256 = (text: string): string => hash('sha256', text);
