import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { reachesAcr } from '../../kernel/authentication-class.js';
import type { OAuthErrorCode } from '../../kernel/oauth-error.js';
import type { AuthorizationParameters } from './authorization-parameters.js';

/** What has to happen before a code can be given. */
export type Step =
  | { readonly kind: 'go' }
  /**
   * `again`: somebody is signed in, and must prove it once more; `by` one of these classes, when only they will do.
   */
  | { readonly kind: 'sign-in'; readonly again: boolean; readonly by?: readonly string[] }
  | { readonly kind: 'refuse'; readonly code: OAuthErrorCode; readonly text: string };

/** A request as far as signing in depends on it. */
export interface SignInQuestion {
  readonly parameters: AuthorizationParameters;
  /** When the person came with it: a sign-in since then is as fresh as any client may ask. */
  readonly startedAt: Date;
  /** Milliseconds. */
  readonly now: number;
  /** Classes of authentication that the person could meet now; empty where the request asks for none. */
  readonly reachable: readonly string[];
}

/**
 * Whether somebody is signed in, recently enough, and the one whom the client means (OpenID Connect Core §3.1.2.3,
 * §3.1.2.6). With `prompt=none` nothing is ever shown.
 */
export function signInStep(question: SignInQuestion, person: SignedIn | null): Step {
  const { parameters, startedAt, now } = question;
  const silent = parameters.prompt.includes('none');
  const ask = (again: boolean): Step =>
    silent ? refuse('login_required', 'the person must sign in') : { kind: 'sign-in', again };
  if (person === null) return ask(false);
  // A company's provider may have authenticated somebody before who came in here since then.
  const cameIn = person.signedInAt >= startedAt;
  const fresh = person.authenticatedAt >= startedAt;
  const meant = parameters.hintSubject === undefined || parameters.hintSubject === person.userId;
  if (!meant) return cameIn ? refuse('login_required', 'somebody else signed in') : ask(false);
  if (!cameIn && parameters.prompt.includes('select_account')) return ask(false);
  if (!fresh && mustRepeat(parameters, now - person.authenticatedAt.getTime())) return ask(true);
  return acrMet(parameters, person.acr) ? { kind: 'go' } : acrStep(question);
}

/** Whoever has another way to sign in that would do is asked for that one (RFC 9470 §5); others are refused. */
function acrStep({ parameters, reachable }: SignInQuestion): Step {
  const by = reachable.filter((acr) => acrMet(parameters, acr));
  if (by.length === 0) {
    return refuse('unmet_authentication_requirements', 'there is no way to sign in that meets the acr asked for');
  }
  if (parameters.prompt.includes('none')) return refuse('login_required', 'the person must sign in another way');
  return { kind: 'sign-in', again: true, by };
}

/** Whether a request refuses some ways to sign in, so that it matters which ones a person has. */
export function asksForAcr({ claims, necessaryAcr }: AuthorizationParameters): boolean {
  return necessaryAcr !== undefined || claims?.id_token?.['acr']?.essential === true;
}

/** Whether a sign-in of this age, in milliseconds, is not what the client wants (`prompt=login`, `max_age`). */
function mustRepeat({ prompt, maxAge }: AuthorizationParameters, age: number): boolean {
  return prompt.includes('login') || (maxAge !== undefined && age > maxAge * 1000);
}

/**
 * What an access token needs is met by more as well (RFC 9470 §5). An essential `acr` must be one of those asked for, for
 * the ID token says which it was; a voluntary one is only reported (OpenID Connect Core §5.5.1.1).
 */
function acrMet({ claims, necessaryAcr }: AuthorizationParameters, acr: string): boolean {
  if (necessaryAcr?.some((wanted) => reachesAcr(acr, wanted)) === false) return false;
  const asked = claims?.id_token?.['acr'];
  if (asked?.essential !== true) return true;
  if (asked.value !== undefined) return asked.value === acr;
  return asked.values === undefined || asked.values.includes(acr);
}

function refuse(code: OAuthErrorCode, text: string): Step {
  return { kind: 'refuse', code, text };
}
