/** One environment variable: what it is for, its default as text, and how its text is read. */
export interface Definition<T> {
  readonly doc: string;
  readonly default: string;
  readonly secret: boolean;
  /** @param others the settings of the rows above, already read */
  readonly read: (text: string, others: Readonly<Record<string, unknown>>) => T;
}

/** A row of the table of settings. */
export function row<T>(doc: string, fallback: string, read: Definition<T>['read'], isSecret = false): Definition<T> {
  return { doc, default: fallback, secret: isSecret, read };
}
