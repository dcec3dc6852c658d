import type { VNode } from 'preact';
import { Alert, Choices, Field, HiddenFields, Moment, SubmitButton } from '../http/pages/parts.js';
import type { Scope } from '../kernel/scope-set.js';
import { End, MustConfirm, OrConfirm, ScopeNames, Section } from './account-parts.js';

const KEY_ERROR = 'key-error';
const SUGGESTED_DAYS = 30;

/** A key by which a script of the person's acts. */
export interface AccountKey {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  /** Null for every upstream. */
  readonly resources: readonly string[] | null;
  /** Empty for anywhere. */
  readonly addresses: readonly string[];
  readonly since: Date;
  readonly until: Date;
  /** Null until it is used. */
  readonly used: Date | null;
}

/** What the person wrote. */
export interface KeyFormValues {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly days: string;
  readonly addresses: string;
}

/** One sentence, and the field that it is about. */
export interface KeyFormWrong {
  readonly field: string;
  readonly text: string;
}

/** The person's keys, and what a new one can be. */
export interface AccountKeyProps {
  readonly keys: readonly AccountKey[];
  readonly scopes: readonly Scope[];
  readonly mostDays: number;
  readonly asksPassword: boolean;
  /** Whether the password would not be enough. */
  readonly mustConfirm?: boolean;
  readonly keyWrong?: KeyFormWrong;
  readonly keyValues?: KeyFormValues;
}

/** The keys of a person's scripts, and a form for a new one. */
export function AccessKeys(props: AccountKeyProps & { readonly formToken: string }): VNode {
  return (
    <>
      <Section title="Access keys" empty="You have no access keys." items={props.keys}>
        {(key) => <Key key={key.id} access={key} formToken={props.formToken} />}
      </Section>
      {props.mustConfirm ? <ConfirmFirst {...props} /> : <KeyForm {...props} />}
    </>
  );
}

function Key({ access, formToken }: { readonly access: AccountKey; readonly formToken: string }): VNode {
  const { id, name, prefix, scopes, resources, addresses, since, until, used } = access;
  return (
    <li>
      <div>
        <p class="name">{name}</p>
        <p class="quiet address">
          <code>{prefix}</code>
        </p>
        <ScopeNames names={scopes} />
        {resources !== null && <p class="quiet address">Only for {resources.join(', ')}</p>}
        {addresses.length > 0 && <p class="quiet address">Only from {addresses.join(', ')}</p>}
        <p class="quiet">
          Since <Moment at={since} />, until <Moment at={until} />;{' '}
          {used === null ? (
            'never used'
          ) : (
            <>
              last used <Moment at={used} />
            </>
          )}
        </p>
      </div>
      <End
        action={`/account/access-keys/${encodeURIComponent(id)}/revoke`}
        formToken={formToken}
        label="Revoke"
        what={name}
      />
    </li>
  );
}

type FormProps = AccountKeyProps & { readonly formToken: string };

function ConfirmFirst({ keyWrong }: FormProps): VNode {
  return (
    <section>
      <h2>New access key</h2>
      <Alert text={keyWrong?.text} id={KEY_ERROR} />
      <MustConfirm />
    </section>
  );
}

function KeyForm(props: FormProps): VNode {
  return (
    <section>
      <h2>New access key</h2>
      <p class="quiet">For a script that cannot sign in. Whoever has the key can do what you allow it here.</p>
      <Alert text={props.keyWrong?.text} id={KEY_ERROR} />
      <form method="post" action="/account/access-keys" class="narrow">
        <HiddenFields fields={[['form_token', props.formToken]]} />
        <Powers {...props} />
        <Bounds {...props} />
        {props.asksPassword ? (
          <>
            <Field
              name="key_password"
              label="Your password"
              type="password"
              autocomplete="current-password"
              wrong={wrongIn(props, 'key_password')}
            />
            <OrConfirm />
          </>
        ) : null}
        <div class="actions">
          <SubmitButton>Make access key</SubmitButton>
        </div>
      </form>
    </section>
  );
}

function Powers(props: FormProps): VNode {
  const chosen = props.keyValues?.scopes ?? ['mcp'];
  return (
    <>
      <Field
        name="name"
        label="Name"
        type="text"
        autocomplete="off"
        hint="What it is for, such as “Nightly report”."
        maxlength={100}
        value={props.keyValues?.name}
        wrong={wrongIn(props, 'name')}
      />
      <Choices name="scope" legend="It may" choices={props.scopes} chosen={chosen} wrong={wrongIn(props, 'scope')} />
    </>
  );
}

function Bounds(props: FormProps): VNode {
  const { mostDays, keyValues } = props;
  return (
    <>
      <Field
        name="days"
        label="Days until it ends"
        type="number"
        autocomplete="off"
        hint={`At most ${mostDays}.`}
        min={1}
        max={mostDays}
        value={keyValues?.days ?? String(Math.min(SUGGESTED_DAYS, mostDays))}
        wrong={wrongIn(props, 'days')}
      />
      <Field
        name="addresses"
        label="Addresses (optional)"
        type="text"
        autocomplete="off"
        hint="Where it may be used from, such as 192.0.2.0/24; several with commas. Empty: anywhere."
        optional
        value={keyValues?.addresses}
        wrong={wrongIn(props, 'addresses')}
      />
    </>
  );
}

function wrongIn({ keyWrong }: AccountKeyProps, field: string): string | undefined {
  return keyWrong?.field === field ? KEY_ERROR : undefined;
}
