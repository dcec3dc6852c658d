import { Matching, Nullable } from '../../http/fields.js';

/** Body of an exchange. */
export class BridgeExchangeRequest {
  @Matching(/^[0-9a-f]{64}$/, 'must be the code: 64 lower-case hexadecimal digits')
  code!: string;

  /** For a code that was asked for by the program itself (RFC 7636 §4.1). */
  @Nullable()
  @Matching(/^[A-Za-z0-9._~-]{43,128}$/, 'must be a code verifier of 43 to 128 characters')
  code_verifier?: string | null;
}
