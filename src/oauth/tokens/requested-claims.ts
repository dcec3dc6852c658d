/** Claims that a client asked for by name, and whether it cannot do without (OpenID Connect Core §5.5). */
export interface RequestedClaims {
  readonly id_token?: Readonly<Record<string, RequestedClaim>>;
  readonly userinfo?: Readonly<Record<string, RequestedClaim>>;
}

/** One claim; null asks for it voluntarily, in the default manner. */
export type RequestedClaim = {
  readonly essential?: boolean;
  readonly value?: unknown;
  readonly values?: readonly unknown[];
} | null;
