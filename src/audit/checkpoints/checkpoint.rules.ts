import { createHash } from 'node:crypto';
import { rootOf } from '../chain/merkle.rules.js';

/** Media type of a signed checkpoint (`typ`, RFC 8725 §3.11). */
export const CHECKPOINT_TYPE = 'evidence-checkpoint+jwt';

/** Receipts that one checkpoint takes in at most: what is more waits for the next. */
export const MOST_RECEIPTS = 20_000;

/** A stretch of one chain that a checkpoint takes in. Hashes are hexadecimal. */
export interface Stretch {
  readonly writer: string;
  readonly from: number;
  readonly to: number;
  /** Hash of the receipt before the first. */
  readonly prev: string;
  /** Hash of the last. */
  readonly head: string;
}

/** What a checkpoint says: what there is of every chain since the one before it. */
export interface CheckpointClaims {
  readonly iss: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly number: number;
  /** SHA-256 of the checkpoint before it as it was signed, base64url; null of the first. */
  readonly prev: string | null;
  /** Root of the Merkle tree over the hashes of all receipts, in the order of `chains` and their places there. */
  readonly root: string;
  readonly size: number;
  readonly chains: readonly Stretch[];
}

/** A receipt as a checkpoint sees it. */
export interface Link {
  readonly seq: number;
  readonly prev: Buffer;
  readonly hash: Buffer;
}

/** How a checkpoint is named by the next. */
export const nameOf = (jws: string): string => createHash('sha256').update(jws).digest('base64url');

/**
 * How far the links go on from a head without a gap or a fork.
 * @param links by their place
 */
export function unbroken(head: { seq: number; hash: Buffer }, links: readonly Link[]): readonly Link[] {
  let { seq, hash } = head;
  const end = links.findIndex((link) => {
    if (link.seq !== seq + 1 || !link.prev.equals(hash)) return true;
    ({ seq, hash } = link);
    return false;
  });
  return end < 0 ? links : links.slice(0, end);
}

/** The stretches and the root of a checkpoint. @param chains with at least one link each */
export function taken(
  chains: ReadonlyMap<string, readonly Link[]>,
): Pick<CheckpointClaims, 'root' | 'size' | 'chains'> {
  const leaves = [...chains.values()].flat().map(({ hash }) => hash);
  return {
    root: rootOf(leaves).toString('base64url'),
    size: leaves.length,
    chains: [...chains].map(([writer, links]) => stretch(writer, links)),
  };
}

function stretch(writer: string, links: readonly Link[]): Stretch {
  const [first, last] = [links[0], links.at(-1)];
  if (first === undefined || last === undefined) throw new TypeError('a chain without links');
  const [prev, head] = [first.prev.toString('hex'), last.hash.toString('hex')];
  return { writer, from: first.seq, to: last.seq, prev, head };
}
