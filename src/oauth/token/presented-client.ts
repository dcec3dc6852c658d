import type { IncomingMessage } from 'node:http';
import { headerValues } from '../../http/bearer.js';
import { type Form, formDecode } from '../../http/form.js';
import { OAuthError } from '../../kernel/oauth-error.js';

/** A name, and a secret unless the client only says its name. */
export interface PresentedSecret {
  readonly method: 'client_secret_basic' | 'client_secret_post' | 'none';
  /** Empty when the request does not say it. */
  readonly clientId: string;
  readonly secret: string;
}

/** A JWT that speaks for the client (RFC 7521 §4.2). */
export interface PresentedAssertion {
  readonly method: 'assertion';
  readonly assertion: string;
  readonly clientId: string | undefined;
}

/** Sent with every `invalid_client` to a client that used the header (RFC 6749 §5.2). */
export const BASIC = 'Basic realm="gatehouse", charset="UTF-8"';
/** RFC 7523 §2.2. */
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * What a request brings to tell which client sent it: one way, and no second one (RFC 6749 §2.3).
 * @throws OAuthError `invalid_client`; `invalid_request` when there are two ways in one request
 */
export function presentedClient(request: IncomingMessage, form: Form): PresentedSecret | PresentedAssertion {
  const headers = headerValues(request, 'authorization');
  const [id, secret] = [form.one('client_id'), form.one('client_secret')];
  const [assertion, type] = [form.one('client_assertion'), form.one('client_assertion_type')];
  if (headers.length > 1 || [headers[0], secret, assertion ?? type].filter((one) => one !== undefined).length > 1) {
    throw new OAuthError('invalid_request', 'more than one way of client authentication');
  }
  if (headers[0] !== undefined) return fromHeader(headers[0], id);
  if (assertion !== undefined || type !== undefined) return fromAssertion(assertion, type, id);
  if (id === undefined && secret === undefined) {
    throw new OAuthError('invalid_client', 'client authentication is missing');
  }
  // A public client says who it is, and can prove nothing (RFC 6749 §3.2.1).
  if (secret === undefined) return { method: 'none', clientId: id ?? '', secret: '' };
  return { method: 'client_secret_post', clientId: id ?? '', secret };
}

function fromHeader(header: string, id: string | undefined): PresentedSecret {
  const basic = readBasic(header);
  if (id === undefined || id === basic.clientId) return basic;
  throw new OAuthError('invalid_request', 'client_id differs from the one in the Authorization header');
}

function fromAssertion(
  assertion: string | undefined,
  type: string | undefined,
  clientId: string | undefined,
): PresentedAssertion {
  if (assertion === undefined || type === undefined) {
    throw new OAuthError('invalid_client', 'client_assertion and client_assertion_type go together');
  }
  if (type !== JWT_BEARER) throw new OAuthError('invalid_client', 'this client_assertion_type is not accepted');
  return { method: 'assertion', assertion, clientId };
}

/** Both parts are form-encoded before they are joined (RFC 6749 §2.3.1). */
function readBasic(header: string): PresentedSecret {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(header)?.[1];
  const pair = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 1) throw new OAuthError('invalid_client', 'the Authorization header is not Basic', { challenge: BASIC });
  return {
    method: 'client_secret_basic',
    clientId: formDecode(pair.slice(0, colon)),
    secret: formDecode(pair.slice(colon + 1)),
  };
}
