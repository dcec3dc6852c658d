import type { VNode } from 'preact';
import { BrandName } from '../http/pages/layout.js';
import { CompanyButtons } from './company/company-buttons.js';
import { Alert, ERROR_ID, Field, HiddenFields, Notice, type ShownPerson, SubmitButton } from '../http/pages/parts.js';
import { PasskeyForm, type PasskeySignal, PasskeySignals, WithoutPasskeys } from './passkey-parts.js';
import { PASSKEY_ACR } from '../kernel/authentication-class.js';

/** Path that gives a challenge to whoever would sign in by a passkey. */
export const SIGN_IN_OPTIONS = '/sign-in/passkey-options';

/** What the sign-in page shows. */
export interface SignInPageProps {
  readonly action: string;
  readonly formToken: string;
  /** What was typed before. */
  readonly email?: string;
  /** One sentence. */
  readonly error?: string;
  /** Whether it is about a passkey, and no field is wrong. */
  readonly wrongPasskey?: boolean;
  /** One sentence: what was just done. */
  readonly notice?: string;
  /** The application that sent the person here. */
  readonly clientName?: string;
  /** Companies' providers that people may sign in by. */
  readonly providers?: readonly { readonly slug: string; readonly name: string }[];
  /** Who is signed in, and must prove it once more. */
  readonly person?: ShownPerson;
  /** Classes of authentication of which it must be one; any will do where there are none. */
  readonly by?: readonly string[];
  /** Whether there can be passkeys. */
  readonly passkeys?: boolean;
  readonly signals?: readonly PasskeySignal[];
}

/** Asks for e-mail address and password, or for a passkey. */
export function SignInPage(props: SignInPageProps): VNode {
  const { action, formToken, error, notice, person, by, passkeys = false, signals = [], providers = [] } = props;
  const passkeyAlone = by !== undefined && by.every((acr) => acr === PASSKEY_ACR);
  return (
    <>
      <h1>{person === undefined ? 'Sign in' : 'Confirm it is you'}</h1>
      <Purpose {...props} />
      <Notice text={notice} />
      <Alert text={error} />
      {passkeyAlone ? (
        <WithoutPasskeys>This needs a passkey, and a browser that knows passkeys and runs scripts.</WithoutPasskeys>
      ) : (
        <PasswordFields {...props} />
      )}
      {passkeys ? (
        <PasskeyForm
          does="get"
          action={action}
          options={SIGN_IN_OPTIONS}
          fields={[['form_token', formToken]]}
          label={person === undefined ? 'Sign in with a passkey' : 'Use a passkey'}
          rank={passkeyAlone ? 'first' : 'second'}
        />
      ) : null}
      {passkeyAlone ? null : <CompanyButtons action={action} formToken={formToken} providers={providers} />}
      <PasskeySignals signals={signals} />
    </>
  );
}

function PasswordFields(props: SignInPageProps): VNode {
  const { action, formToken, email, error, wrongPasskey, person, passkeys } = props;
  const known = person?.email ?? email ?? '';
  const wrong = error === undefined || wrongPasskey === true ? undefined : ERROR_ID;
  return (
    <form method="post" action={action}>
      <HiddenFields fields={[['form_token', formToken]]} />
      <Field
        name="email"
        label="E-mail address"
        type="email"
        autocomplete={passkeys === true ? 'username webauthn' : 'username'}
        value={known}
        wrong={wrong}
        autofocus={known === ''}
        readonly={person !== undefined}
      />
      <Field
        name="password"
        label="Password"
        type="password"
        autocomplete="current-password"
        wrong={wrong}
        autofocus={known !== ''}
      />
      <div class="actions">
        <SubmitButton>{person === undefined ? 'Sign in' : 'Confirm'}</SubmitButton>
      </div>
    </form>
  );
}

function Purpose({ clientName, person, by }: Pick<SignInPageProps, 'clientName' | 'person' | 'by'>): VNode {
  const target = clientName === undefined ? <BrandName /> : <strong>{clientName}</strong>;
  if (person === undefined) return <p class="lead">to continue to {target}</p>;
  if (by !== undefined) {
    return (
      <p class="lead">
        <strong>{person.name}</strong>, {target} needs you to sign in another way than you did.
      </p>
    );
  }
  return (
    <p class="lead">
      <strong>{person.name}</strong>, prove once more that it is you, to continue to {target}.
    </p>
  );
}
