import type { VNode } from 'preact';
import { HiddenFields, Notice, PersonLine, type ShownPerson, SubmitButton } from '../http/pages/parts.js';
import { AccessKeys, type AccountKeyProps } from './account-key-parts.js';
import {
  type AccountAct,
  type AccountAgent,
  type AccountConsent,
  type AccountSignIn,
  Act,
  Agent,
  Consent,
  Section,
  SecondFactorLink,
  SignIn,
} from './account-parts.js';
import { type AccountPasskeyProps, Passkeys } from './account-passkey-parts.js';
import { PasswordForm } from './password-form.js';

/** What a person sees of themselves. */
export interface AccountPageProps extends AccountKeyProps, AccountPasskeyProps {
  readonly person: ShownPerson;
  readonly formToken: string;
  readonly signIns: readonly AccountSignIn[];
  /** Agents that act in the person's name now. */
  readonly acts: readonly AccountAct[];
  /** Agents that the person answers for. */
  readonly agents: readonly AccountAgent[];
  readonly consents: readonly AccountConsent[];
  /** One sentence: what was just done. */
  readonly notice?: string;
  /** One sentence: why the password was not changed. */
  readonly passwordError?: string;
}

/** Where a person is signed in, who acts for them, and what they have allowed; each can be ended here. */
export function AccountPage(props: AccountPageProps): VNode {
  const { person, formToken } = props;
  return (
    <>
      <div class="top">
        <div>
          <h1>Your account</h1>
          <PersonLine person={person} />
        </div>
        <form method="post" action="/sign-out">
          <HiddenFields fields={[['form_token', formToken]]} />
          <SubmitButton rank="second">Sign out</SubmitButton>
        </form>
      </div>
      <Notice text={props.notice} />
      <Section title="Acting for you now" empty="Nobody acts in your name at the moment." items={props.acts}>
        {(act) => <Act act={act} formToken={formToken} />}
      </Section>
      <section>
        <h2>Your devices</h2>
        <p class="quiet">Programs on your computers that act for you by a code that you gave them.</p>
        <a class="button small" href="/account/devices">
          Look after your devices
        </a>
      </section>
      <Section title="What you have allowed" empty="You have not allowed anything yet." items={props.consents}>
        {(consent) => <Consent consent={consent} formToken={formToken} />}
      </Section>
      <Section title="Where you are signed in" empty="You are not signed in anywhere." items={props.signIns}>
        {(signIn) => <SignIn signIn={signIn} formToken={formToken} />}
      </Section>
      <Section title="Agents you answer for" empty="No agent has been put in your care." items={props.agents}>
        {(agent) => <Agent agent={agent} />}
      </Section>
      <AccessKeys {...props} />
      <Passkeys {...props} />
      <SecondFactorLink codesLeft={props.recoveryCodesLeft} />
      {props.hasPassword ? (
        <PasswordForm email={person.email} formToken={formToken} error={props.passwordError} />
      ) : null}
    </>
  );
}
