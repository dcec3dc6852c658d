import type { VNode } from 'preact';
import { BrandName } from '../http/pages/layout.js';
import { Alert, ERROR_ID, Field, HiddenFields, SubmitButton } from '../http/pages/parts.js';
import { NewPasswordFields } from './new-password.js';
import { PasskeyForm } from './passkey-parts.js';

/** What the page behind a setup link shows. */
export interface SetupPageProps {
  readonly action: string;
  readonly formToken: string;
  readonly linkToken: string;
  readonly email: string;
  /** Whether there can be passkeys. */
  readonly passkeys?: boolean;
  /** Whether the person has a way to sign in already. */
  readonly hasWays?: boolean;
  /** One sentence. */
  readonly error?: string;
}

/** Path below the page's own that gives a challenge for a new passkey. */
export const SETUP_OPTIONS = 'passkey-options';

/** Asks a person for the password that they want to have, or for a passkey. */
export function SetupPage(props: SetupPageProps): VNode {
  const { action, formToken, linkToken, email, error, passkeys = false, hasWays = false } = props;
  const wrong = error === undefined ? undefined : ERROR_ID;
  const carried = [
    ['form_token', formToken],
    ['token', linkToken],
  ] as const;
  return (
    <>
      <h1>Choose a password</h1>
      <p class="lead">
        You will sign in to <BrandName /> with it.
      </p>
      <Alert text={error} />
      <form method="post" action={action}>
        <HiddenFields fields={carried} />
        <Field name="email" label="E-mail address" type="email" autocomplete="username" value={email} readonly />
        <NewPasswordFields wrong={wrong} autofocus />
        {hasWays ? <Keep /> : null}
        <div class="actions">
          <SubmitButton>Save password</SubmitButton>
        </div>
      </form>
      {passkeys ? (
        <PasskeyForm
          does="create"
          action={action}
          options={`${action}/${SETUP_OPTIONS}`}
          fields={carried}
          label="Make a passkey instead"
        >
          <p class="quiet">With a passkey you sign in by your fingerprint, your face, or your device’s PIN.</p>
          {hasWays ? <Keep /> : null}
        </PasskeyForm>
      ) : null}
    </>
  );
}

/** Unticked, because whoever has lost one may have lost it to somebody. */
function Keep(): VNode {
  return (
    <fieldset class="choices">
      <legend class="heard">From before</legend>
      <label>
        <input type="checkbox" name="keep" value="yes" />
        <span>Keep what I signed in with before. Only if you have it still, and nobody else does.</span>
      </label>
    </fieldset>
  );
}
