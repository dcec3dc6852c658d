/** From what a session comes. */
export interface Lineage {
  /** One id along everything that comes of one request for authorization, or of the first token where there was none. */
  readonly txn: string;
  /** Sessions from which it was opened, the nearest first; none for one that was opened by itself. */
  readonly ancestors: readonly string[];
}

/** Of a session that is opened from another. */
export function below(sessionId: string, { txn, ancestors }: Lineage): Lineage {
  return { txn, ancestors: [sessionId, ...ancestors] };
}
