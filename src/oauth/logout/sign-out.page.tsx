import type { VNode } from 'preact';
import { BrandName } from '../../http/pages/layout.js';
import { HiddenFields, PersonLine, type ShownPerson, SubmitButton } from '../../http/pages/parts.js';

/** What the sign-out page shows. */
export interface SignOutPageProps {
  readonly action: string;
  readonly formToken: string;
  /** Who is signed in here; null when nobody is. */
  readonly person: ShownPerson | null;
  /** The application that asks for it. */
  readonly clientName?: string;
  /** Carried along to `action`. */
  readonly fields: readonly (readonly [string, string])[];
}

/** Asks whether to sign out: no other site may do that to a person unasked (OpenID Connect RP-Initiated Logout §6). */
export function SignOutPage({ action, formToken, person, clientName, fields }: SignOutPageProps): VNode {
  return (
    <>
      <h1>
        Sign out of <BrandName />?
      </h1>
      {clientName === undefined ? null : (
        <p>
          <strong>{clientName}</strong> asks whether you want to sign out here, too.
        </p>
      )}
      {person === null ? null : (
        <p>
          You are signed in as <PersonLine person={person} />.
        </p>
      )}
      <form method="post" action={action}>
        <HiddenFields fields={[['form_token', formToken], ...fields]} />
        <div class="actions">
          <SubmitButton>Sign out</SubmitButton>
        </div>
      </form>
    </>
  );
}
