import type { VNode } from 'preact';
import { BrandName } from '../http/pages/layout.js';
import { Alert, ERROR_ID, Field, HiddenFields, SubmitButton } from '../http/pages/parts.js';
import { NewPasswordFields } from './new-password.js';

/** What the page behind a setup link shows. */
export interface SetupPageProps {
  readonly action: string;
  readonly formToken: string;
  readonly linkToken: string;
  readonly email: string;
  /** One sentence. */
  readonly error?: string;
}

/** Asks a person for the password that they want to have. */
export function SetupPage({ action, formToken, linkToken, email, error }: SetupPageProps): VNode {
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
        <div class="actions">
          <SubmitButton>Save password</SubmitButton>
        </div>
      </form>
    </>
  );
}
