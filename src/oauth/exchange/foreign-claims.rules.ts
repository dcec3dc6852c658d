import type { Authentication } from '../../identity/sessions/session.store.js';
import { isJsonObject, type JsonObject } from '../../kernel/strict-json.js';

/** Seconds by which clocks may differ. */
const SKEW = 30;

/**
 * When and how a person signed in elsewhere, if all of it is told (OpenID Connect Core §2).
 * @param now seconds since 1970: who has not signed in yet has not
 */
export function foreignAuthentication(
  { auth_time, acr, amr }: JsonObject,
  now: number,
): { authentication?: Authentication } {
  const methods = Array.isArray(amr) ? amr.filter((one): one is string => typeof one === 'string') : [];
  if (typeof auth_time !== 'number' || !Number.isSafeInteger(auth_time) || auth_time < 0) return {};
  if (auth_time > now + SKEW) return {};
  if (typeof acr !== 'string' || acr.length > 255 || methods.length > 20) return {};
  if ([acr, ...methods].some((text) => /\p{Cc}/u.test(text) || text.length > 255)) return {};
  return { authentication: { at: new Date(auth_time * 1000), acr, amr: methods } };
}

/**
 * Why a client may not act by a token of another issuer; null when it may (RFC 8693 §4.4). Who is meant by a bare name
 * there is the issuer's own affair: only one that says it is ours counts.
 * @param listed clients that the issuer is registered with: who may if the token itself names nobody
 */
export function mayActFault(
  { may_act: mayAct }: JsonObject,
  listed: readonly string[],
  client: { readonly iss: string; readonly sub: string },
): string | null {
  if (mayAct === undefined)
    return listed.includes(client.sub) ? null : 'the client may not exchange tokens of the issuer';
  if (!isJsonObject(mayAct)) return 'may_act is malformed';
  return mayAct['iss'] === client.iss && mayAct['sub'] === client.sub ? null : 'may_act names another actor';
}
