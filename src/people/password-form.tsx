import type { VNode } from 'preact';
import { Alert, Field, HiddenFields, SubmitButton } from '../http/pages/parts.js';
import { NewPasswordFields } from './new-password.js';

const PASSWORD_ERROR = 'password-error';

interface PasswordFormProps {
  readonly email: string;
  readonly formToken: string;
  readonly error: string | undefined;
}

/** Changes the password of the person who is signed in. */
export function PasswordForm({ email, formToken, error }: PasswordFormProps): VNode {
  const wrong = error === undefined ? undefined : PASSWORD_ERROR;
  return (
    <section>
      <h2>Change your password</h2>
      <Alert text={error} id={PASSWORD_ERROR} />
      <form method="post" action="/account/password" class="narrow">
        <HiddenFields fields={[['form_token', formToken]]} />
        {/* Password managers find here whose password it is; without a name it is not sent. */}
        <input
          id="account-email"
          type="email"
          class="heard"
          autocomplete="username"
          value={email}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <Field
          name="current_password"
          label="Current password"
          type="password"
          autocomplete="current-password"
          wrong={wrong}
        />
        <NewPasswordFields wrong={wrong} />
        <div class="actions">
          <SubmitButton>Change password</SubmitButton>
        </div>
      </form>
    </section>
  );
}
