import { Matching, Nullable } from '../../http/fields.js';
import type { WrongFields } from '../../http/json-body.js';

const CODE = /^[0-9a-f]{64}$/;
const CODE_TEXT = 'must be the code: 64 lower-case hexadecimal digits';

/** Body of an exchange. */
export class BridgeExchangeRequest {
  /** One that a person carries, or that came to the program's own port. */
  @Nullable()
  @Matching(CODE, CODE_TEXT)
  code?: string | null;

  /** One with which the program waits for somebody to let it in (RFC 8628 §3.4); instead of `code`. */
  @Nullable()
  @Matching(CODE, CODE_TEXT)
  device_code?: string | null;

  /** For a code that was asked for by the program itself (RFC 7636 §4.1). */
  @Nullable()
  @Matching(/^[A-Za-z0-9._~-]{43,128}$/, 'must be a code verifier of 43 to 128 characters')
  code_verifier?: string | null;
}

/** The one code of a body, and whether it is of a program that waits. What is wrong with the two together is told. */
export function codeIn(
  { code, device_code }: BridgeExchangeRequest,
  wrong: WrongFields,
): { readonly code: string; readonly waited: boolean } {
  const [carried, waiting] = [code ?? null, device_code ?? null];
  if (carried === null && waiting === null) wrong.add('code', CODE_TEXT);
  if (carried !== null && waiting !== null) wrong.add('device_code', 'must not come together with code');
  return { code: carried ?? waiting ?? '', waited: waiting !== null };
}
