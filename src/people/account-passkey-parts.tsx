import type { VNode } from 'preact';
import { Alert, Field, Heard, HiddenFields, Moment, SubmitButton } from '../http/pages/parts.js';
import { CONFIRM, End, Section } from './account-parts.js';
import { PasskeyForm, type PasskeySignal, PasskeySignals, WithoutPasskeys } from './passkey-parts.js';

const PASSKEY_ERROR = 'passkey-error';

/** A passkey of the person's. */
export interface AccountPasskey {
  readonly id: string;
  readonly name: string;
  /** Whether it may be on several devices. */
  readonly synced: boolean;
  readonly since: Date;
  /** Null until it is used. */
  readonly used: Date | null;
  /** When something spoke for a copy of it; null when nothing did. */
  readonly suspect: Date | null;
}

/** The person's passkeys, and whether they can change something about them now. */
export interface AccountPasskeyProps {
  readonly passkeys: readonly AccountPasskey[];
  /** Whether there can be passkeys at this address. */
  readonly offersPasskeys: boolean;
  /** Whether the person has signed in so lately that it is still them. */
  readonly isPresent: boolean;
  readonly hasPassword: boolean;
  /** Null when the person has no second factor. */
  readonly recoveryCodesLeft: number | null;
  readonly signals: readonly PasskeySignal[];
  /** One sentence. */
  readonly passkeyError?: string;
}

/** The passkeys by which a person signs in, and a form for a new one. */
export function Passkeys(props: AccountPasskeyProps & { readonly formToken: string }): VNode | null {
  const { passkeys, offersPasskeys, isPresent, formToken, passkeyError } = props;
  if (!offersPasskeys && passkeys.length === 0) return null;
  return (
    <>
      <Section title="Passkeys" empty="You have no passkeys. With one you sign in without a password." items={passkeys}>
        {(passkey) => <Row key={passkey.id} passkey={passkey} formToken={formToken} isPresent={isPresent} />}
      </Section>
      <section>
        <h2>{isPresent ? 'New passkey' : 'Change your passkeys'}</h2>
        <Alert text={passkeyError} id={PASSKEY_ERROR} />
        {isPresent ? <NewPasskey {...props} /> : <ConfirmFirst />}
      </section>
      <PasskeySignals signals={props.signals} />
    </>
  );
}

function ConfirmFirst(): VNode {
  return (
    <>
      <p class="quiet">Before you add, rename or delete one, prove once more that it is you.</p>
      <a class="button small" href={CONFIRM}>
        Confirm it is you
      </a>
    </>
  );
}

interface RowProps {
  readonly passkey: AccountPasskey;
  readonly formToken: string;
  readonly isPresent: boolean;
}

function Row({ passkey, formToken, isPresent }: RowProps): VNode {
  const { id, name, synced, since, used, suspect } = passkey;
  const path = `/account/passkeys/${encodeURIComponent(id)}`;
  return (
    <li>
      <div>
        <p class="name">
          {name} <span class="badge">{synced ? 'synced' : 'on one device'}</span>
        </p>
        <p class="quiet">
          Since <Moment at={since} />;{' '}
          {used === null ? (
            'never used'
          ) : (
            <>
              last used <Moment at={used} />
            </>
          )}
        </p>
        {suspect === null ? null : (
          <p class="note care">
            Somebody may have a copy of it: what it said on <Moment at={suspect} /> did not fit. If you do not know why,
            delete it and add another.
          </p>
        )}
        {isPresent ? <Rename path={path} id={id} name={name} formToken={formToken} /> : null}
      </div>
      {isPresent ? <End action={`${path}/delete`} formToken={formToken} label="Delete" what={name} /> : null}
    </li>
  );
}

interface RenameProps {
  readonly path: string;
  readonly id: string;
  readonly name: string;
  readonly formToken: string;
}

function Rename({ path, id, name, formToken }: RenameProps): VNode {
  const field = `name-${id}`;
  return (
    <details class="rename">
      <summary>
        Rename<Heard> {name}</Heard>
      </summary>
      <form method="post" action={`${path}/rename`}>
        <HiddenFields fields={[['form_token', formToken]]} />
        <div class="field">
          <label for={field}>New name</label>
          <input id={field} name="passkey_name" type="text" value={name} maxLength={100} required autocomplete="off" />
        </div>
        <SubmitButton rank="small">
          Save<Heard> the name of {name}</Heard>
        </SubmitButton>
      </form>
    </details>
  );
}

function NewPasskey({ offersPasskeys, formToken, passkeyError }: AccountPasskeyProps & { formToken: string }) {
  if (!offersPasskeys) return <p class="quiet">There can be none at this address.</p>;
  return (
    <div class="narrow">
      <WithoutPasskeys>To add one, you need a browser that knows passkeys and runs scripts.</WithoutPasskeys>
      <PasskeyForm
        does="create"
        action="/account/passkeys"
        options="/account/passkeys/options"
        fields={[['form_token', formToken]]}
        label="Add a passkey"
      >
        <Field
          name="passkey_name"
          label="Name (optional)"
          type="text"
          autocomplete="off"
          hint="By which you find it in the list, such as “Blue key on my keyring”."
          maxlength={100}
          optional
          wrong={passkeyError === undefined ? undefined : PASSKEY_ERROR}
        />
      </PasskeyForm>
    </div>
  );
}
