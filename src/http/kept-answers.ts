/** A request that may come again, as its sender and its key name it. */
export interface RepeatableRequest {
  readonly clientId: string;
  readonly sub: string;
  /** `Idempotency-Key`. */
  readonly key: string;
  /** Method, path, roles and body: all that the key stands for. */
  readonly asked: Buffer;
}

/** An answer as it was sent. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A request's right to be carried out, which no other one with its key has at the same time. */
export interface Claim {
  /**
   * A step of the transaction in which the request is carried out: neither stands without the other.
   * @throws when the right has passed to another
   */
  spend(transaction: unknown): Promise<void>;
  keep(answer: KeptAnswer): Promise<void>;
  /** Nothing was done: the key is free again. */
  release(): Promise<void>;
}

/** What is known of a request; `lost` was carried out, and what was answered nobody knows. */
export type Known =
  | { readonly state: 'fresh'; readonly claim: Claim }
  | { readonly state: 'answered'; readonly answer: KeptAnswer }
  | { readonly state: 'another' | 'running' | 'lost' };

/** Keeps answers for whoever did not get them. The edge asks; whoever has a database answers. */
export abstract class KeptAnswers {
  abstract claim(request: RepeatableRequest): Promise<Known>;
}
