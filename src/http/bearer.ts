import type { IncomingMessage } from 'node:http';

/** What a request presents in `Authorization`. */
export type Presented =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'malformed'; readonly detail: string };

/**
 * The bearer token of a request (RFC 6750 §2.1); the scheme is compared without case (RFC 9110 §11.1).
 * Tokens in the query or in a form are no credentials here (OAuth 2.1 §5.1).
 */
export function presentedBearer(request: IncomingMessage): Presented {
  const headers = headerValues(request, 'authorization');
  if (headers.length === 0) return { kind: 'none' };
  // Node keeps the first of several: whoever else reads the request may keep the last.
  if (headers.length > 1) return { kind: 'malformed', detail: 'more than one Authorization header' };
  const match = /^Bearer(?: +(.*))?$/i.exec(headers[0] ?? '');
  if (match === null) return { kind: 'none' };
  const token = match[1] ?? '';
  if (!/^[A-Za-z0-9._~+/-]+=*$/.test(token)) return { kind: 'malformed', detail: 'the bearer token is malformed' };
  return { kind: 'token', token };
}

/** Every value of a header as it was sent. */
export function headerValues(request: IncomingMessage, name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    if (request.rawHeaders[index]?.toLowerCase() === name) values.push(request.rawHeaders[index + 1] ?? '');
  }
  return values;
}
