import type { VNode } from 'preact';
import { Alert, ERROR_ID, Field, HiddenFields, SubmitButton } from '../http/pages/parts.js';

/** What the page of the second step shows. */
export interface CodePageProps {
  readonly action: string;
  readonly formToken: string;
  /** Of the sign-in that waits for the code. */
  readonly handle: string;
  /** One sentence. */
  readonly error: string | undefined;
  /** Where the sign-in begins. */
  readonly start: string;
}

/** Asks for a code of the app, or a recovery code: each has a form, for telephones show other keys for each. */
export function CodePage({ action, formToken, handle, error, start }: CodePageProps): VNode {
  const wrong = error === undefined ? undefined : ERROR_ID;
  const fields = [
    ['form_token', formToken],
    ['sign_in', handle],
  ] as const;
  return (
    <>
      <h1>Enter your code</h1>
      <p class="lead">Your password is right. Now enter the code that your authenticator app shows.</p>
      <Alert text={error} />
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <Field
          name="code"
          label="Code"
          type="text"
          autocomplete="one-time-code"
          inputMode="numeric"
          maxlength={16}
          wrong={wrong}
          autofocus
        />
        <div class="actions">
          <SubmitButton>Continue</SubmitButton>
        </div>
      </form>
      <RecoveryForm action={action} fields={fields} />
      <div class="foot">
        <p>
          <a href={start}>Sign in as somebody else</a>
        </p>
      </div>
    </>
  );
}

interface RecoveryFormProps {
  readonly action: string;
  readonly fields: readonly (readonly [string, string])[];
}

function RecoveryForm({ action, fields }: RecoveryFormProps): VNode {
  return (
    <details class="other">
      <summary>Use a recovery code</summary>
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <Field
          name="recovery_code"
          label="Recovery code"
          type="text"
          autocomplete="off"
          maxlength={64}
          hint="One of those that you kept when you set up the app. Each works once."
        />
        <SubmitButton rank="second">Continue with the recovery code</SubmitButton>
      </form>
    </details>
  );
}

interface RecoveredPageProps {
  /** Recovery codes that were not used. */
  readonly left: number;
  /** Where the person goes on. */
  readonly next: string;
}

/** Tells somebody who came in by a recovery code how many are left, before they go on. */
export function RecoveredPage({ left, next }: RecoveredPageProps): VNode {
  return (
    <>
      <h1>You are signed in</h1>
      <p class="note care" role="status">
        You used a recovery code, which does not work again. <strong>{codesLeft(left)}</strong>
      </p>
      <p>
        If you have lost your app, remove the second factor at your account with another of your codes, and set it up
        anew. When no code is left, an administrator can take it away.
      </p>
      <div class="actions">
        <a class="button first" href={next}>
          Continue
        </a>
      </div>
    </>
  );
}

/** Below so many a person should make new ones. */
export const FEW_CODES = 4;

/** How many recovery codes there are, as a sentence. */
export function codesLeft(left: number): string {
  if (left === 0) return 'No recovery code is left.';
  return left === 1 ? 'One recovery code is left.' : `${left} recovery codes are left.`;
}
