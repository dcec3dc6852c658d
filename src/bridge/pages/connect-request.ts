import type { Form } from '../../http/form.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { isLoopbackRedirectUri, withQuery } from '../../kernel/redirect-uri.js';
import { readCodeChallenge, readState } from '../../oauth/authorize/authorization-parameters.rules.js';
import { deviceNameFault } from './device-name.js';

/** What a program on the person's own computer asks for: a code, which it gets at its own port. */
export interface ConnectRequest {
  readonly redirectUri: string;
  readonly state: string | undefined;
  /** SHA-256 of what only the program knows: the code is worth nothing to whoever else sees it (RFC 7636 §4.2). */
  readonly challenge: string;
  /** What the program calls itself; anybody could have written it. */
  readonly deviceName: string | null;
}

const CONNECT = '/account/devices/connect';
/** Of the whole, in characters: it travels in the address of a page, and so must fit in a header. */
const LONGEST = 8192;

/**
 * Reads it from a query, anew for each page and each form: what was decided about it is carried nowhere.
 * @throws PageRefusal whatever is wrong: nobody is sent anywhere by a request that cannot be trusted
 */
export function readConnectRequest(query: () => Form): ConnectRequest {
  try {
    const request = checked(query());
    if (connectPath(request).length > LONGEST) throw wrong('the request is too large');
    return request;
  } catch (cause) {
    if (!(cause instanceof OAuthError)) throw cause;
    const text = `The request is not right: ${cause.text}. Start again in the program, or ask whoever made it.`;
    throw new PageRefusal(400, 'This program cannot be connected', text, cause.code);
  }
}

function checked(form: Form): ConnectRequest {
  const redirectUri = form.one('redirect_uri');
  if (redirectUri === undefined) throw wrong('redirect_uri is missing');
  if (!isLoopbackRedirectUri(redirectUri)) {
    throw wrong('redirect_uri must be http at 127.0.0.1 or [::1], with any port and without a query');
  }
  const deviceName = form.one('device_name') ?? null;
  const fault = deviceNameFault(deviceName);
  if (fault !== null) throw wrong(`device_name ${fault}`);
  return { redirectUri, state: readState(form), challenge: readCodeChallenge(form), deviceName };
}

/** Where the pages of a request are, and with its query where their forms go; always in the one spelling. */
export function connectPath({ redirectUri, state, challenge, deviceName }: ConnectRequest, form = ''): string {
  return withQuery(CONNECT + form, [
    ['redirect_uri', redirectUri],
    ...(state === undefined ? [] : ([['state', state]] as const)),
    ['code_challenge', challenge],
    ['code_challenge_method', 'S256'],
    ...(deviceName === null ? [] : ([['device_name', deviceName]] as const)),
  ]);
}

function wrong(text: string): OAuthError {
  return new OAuthError('invalid_request', text);
}
