import type { VNode } from 'preact';
import { BrandName } from '../http/pages/layout.js';
import { CompanyButtons } from './company/company-buttons.js';
import { Alert, ERROR_ID, Field, HiddenFields, Notice, type ShownPerson, SubmitButton } from '../http/pages/parts.js';

/** What the sign-in page shows. */
export interface SignInPageProps {
  readonly action: string;
  readonly formToken: string;
  /** What was typed before. */
  readonly email?: string;
  /** One sentence. */
  readonly error?: string;
  /** One sentence: what was just done. */
  readonly notice?: string;
  /** The application that sent the person here. */
  readonly clientName?: string;
  /** Companies' providers that people may sign in by. */
  readonly providers?: readonly { readonly slug: string; readonly name: string }[];
  /** Who is signed in, and must prove it once more. */
  readonly person?: ShownPerson;
}

/** Asks for e-mail address and password. */
export function SignInPage(props: SignInPageProps): VNode {
  const { action, formToken, email, error, notice, clientName, person, providers = [] } = props;
  const known = person?.email ?? email ?? '';
  const wrong = error === undefined ? undefined : ERROR_ID;
  return (
    <>
      <h1>{person === undefined ? 'Sign in' : 'Confirm it is you'}</h1>
      <Purpose clientName={clientName} person={person} />
      <Notice text={notice} />
      <Alert text={error} />
      <form method="post" action={action}>
        <HiddenFields fields={[['form_token', formToken]]} />
        <Field
          name="email"
          label="E-mail address"
          type="email"
          autocomplete="username"
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
      <CompanyButtons action={action} formToken={formToken} providers={providers} />
    </>
  );
}

function Purpose({ clientName, person }: Pick<SignInPageProps, 'clientName' | 'person'>): VNode {
  const target = clientName === undefined ? <BrandName /> : <strong>{clientName}</strong>;
  if (person === undefined) return <p class="lead">to continue to {target}</p>;
  return (
    <p class="lead">
      <strong>{person.name}</strong>, enter your password once more to continue to {target}.
    </p>
  );
}
