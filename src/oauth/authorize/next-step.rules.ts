import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import type { OAuthErrorCode } from '../../kernel/oauth-error.js';
import type { AuthorizationParameters } from './authorization-parameters.js';

/** What has to happen before a code can be given. */
export type Step =
  | { readonly kind: 'go' }
  /** `again`: somebody is signed in, and must prove it once more. */
  | { readonly kind: 'sign-in'; readonly again: boolean }
  | { readonly kind: 'refuse'; readonly code: OAuthErrorCode; readonly text: string };

/** A request as far as signing in depends on it. */
export interface SignInQuestion {
  readonly parameters: AuthorizationParameters;
  /** When the person came with it: a sign-in since then is as fresh as any client may ask. */
  readonly startedAt: Date;
  /** Milliseconds. */
  readonly now: number;
}

/**
 * Whether somebody is signed in, recently enough, and the one whom the client means (OpenID Connect Core §3.1.2.3,
 * §3.1.2.6). With `prompt=none` nothing is ever shown.
 */
export function signInStep({ parameters, startedAt, now }: SignInQuestion, person: SignedIn | null): Step {
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
  return acrMet(parameters, person.acr)
    ? { kind: 'go' }
    : refuse('unmet_authentication_requirements', 'there is no way to sign in that meets the acr asked for');
}

/** Whether a sign-in of this age, in milliseconds, is not what the client wants (`prompt=login`, `max_age`). */
function mustRepeat({ prompt, maxAge }: AuthorizationParameters, age: number): boolean {
  return prompt.includes('login') || (maxAge !== undefined && age > maxAge * 1000);
}

/** An essential `acr` must be one of those asked for; a voluntary one is only reported (OpenID Connect Core §5.5.1.1). */
function acrMet({ claims, necessaryAcr }: AuthorizationParameters, acr: string): boolean {
  if (necessaryAcr?.includes(acr) === false) return false;
  const asked = claims?.id_token?.['acr'];
  if (asked?.essential !== true) return true;
  if (asked.value !== undefined) return asked.value === acr;
  return asked.values === undefined || asked.values.includes(acr);
}

function refuse(code: OAuthErrorCode, text: string): Step {
  return { kind: 'refuse', code, text };
}
