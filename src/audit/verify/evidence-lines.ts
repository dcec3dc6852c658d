import { canonicalize } from 'json-canonicalize';
import { hashOf, type Receipt } from '../chain/receipt.rules.js';
import type { InclusionProof } from '../export/evidence-export.js';
import { Broken, Unreadable } from './broken.js';
import { isHash, isPlace, isUuid } from './checkpoint-claims.js';

/** What a line of an export says. */
export type EvidenceLine =
  | { readonly kind: 'receipt'; readonly receipt: Receipt; readonly hash: string }
  | { readonly kind: 'checkpoint'; readonly jws: string }
  | { readonly kind: 'proof'; readonly proof: InclusionProof };

/**
 * Reads a line. Only the one form in which it was written is accepted: no second reader can take it for anything else.
 * @throws Unreadable when it is no such line, Broken when it is one that was changed
 */
export function readLine(text: string): EvidenceLine {
  const line = parsed(text);
  if (typeof line['checkpoint'] === 'string' && Object.keys(line).length === 1) {
    return { kind: 'checkpoint', jws: line['checkpoint'] };
  }
  const { receipt, hash } = line;
  if (!isReceipt(receipt) || typeof hash !== 'string') throw new Unreadable('is neither a receipt nor a checkpoint');
  if (hashOf(receipt) !== hash) throw new Broken(`receipt ${receipt.id} is not what its hash was made of`);
  if ('path' in line) return { kind: 'proof', proof: proofOf(line) };
  if (Object.keys(line).length > 2) throw new Broken(`something stands beside receipt ${receipt.id}`);
  return { kind: 'receipt', receipt, hash };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  let line: unknown;
  try {
    line = JSON.parse(text);
    if (canonicalize(line) !== text) throw new Broken('is not in the form in which it was exported (RFC 8785)');
  } catch (error) {
    throw error instanceof Broken ? error : new Unreadable('is not JSON');
  }
  if (typeof line !== 'object' || line === null) throw new Unreadable('is neither a receipt nor a checkpoint');
  return line as Readonly<Record<string, unknown>>;
}

function isReceipt(value: unknown): value is Receipt {
  if (typeof value !== 'object' || value === null) return false;
  const { id, writer, seq, prev } = value as Readonly<Record<string, unknown>>;
  return isUuid(id) && isUuid(writer) && isPlace(seq) && isHash(prev);
}

function proofOf(line: Readonly<Record<string, unknown>>): InclusionProof {
  const { checkpoint, index, path } = line;
  const hashes = Array.isArray(path) && path.every(isHash);
  if (Object.keys(line).length > 5 || typeof checkpoint !== 'string' || !Number.isSafeInteger(index) || !hashes) {
    throw new Unreadable('is no proof of inclusion');
  }
  return line as unknown as InclusionProof;
}
