import type { VNode } from 'preact';
import {
  Alert,
  ERROR_ID,
  Field,
  HiddenFields,
  Moment,
  PersonLine,
  type ShownPerson,
  SubmitButton,
} from '../../http/pages/parts.js';
import { End, MustConfirm, OrConfirm, Section } from '../../people/account-parts.js';
import type { KeyKind } from '../devices/device.view.js';

/** A device of the person's. */
export interface OwnDevice {
  readonly id: string;
  readonly name: string | null;
  /** Whether nobody has let it in yet. */
  readonly waits: boolean;
  readonly key: KeyKind;
  readonly since: Date;
  readonly seen: Date;
  readonly until: Date;
}

/** One sentence, the field that it is about if it is about one, and what the person wrote. */
export interface CodeFormWrong {
  readonly text: string;
  readonly field?: 'device_name' | 'password';
  readonly deviceName?: string | undefined;
}

/** What the page of a person's devices shows. */
export interface DevicesPageProps {
  readonly person: ShownPerson;
  readonly formToken: string;
  readonly devices: readonly OwnDevice[];
  /** How many there may be at a time. */
  readonly most: number;
  readonly asksPassword: boolean;
  /** Whether the password would not be enough. */
  readonly mustConfirm?: boolean;
  readonly wrong?: CodeFormWrong | undefined;
}

/** The devices that act for a person; each can be ended here, and another one be connected. */
export function DevicesPage(props: DevicesPageProps): VNode {
  return (
    <>
      <div class="top">
        <div>
          <h1>Your devices</h1>
          <PersonLine person={props.person} />
        </div>
        <a class="button second" href="/account">
          Back to your account
        </a>
      </div>
      <Section title="Connected devices" empty="No device acts for you." items={props.devices}>
        {(device) => <Device key={device.id} device={device} formToken={props.formToken} />}
      </Section>
      {props.mustConfirm ? <ConfirmFirst {...props} /> : <CodeForm {...props} />}
    </>
  );
}

const proofs = {
  dpop: 'Proves itself by a key of its own.',
  certificate: 'Proves itself by a certificate.',
  none: 'Has no key of its own: it ends with its token, and needs a new code then.',
} as const;

function Device({ device, formToken }: { readonly device: OwnDevice; readonly formToken: string }): VNode {
  const { id, waits, key, since, seen, until } = device;
  const name = device.name ?? 'A device without a name';
  return (
    <li>
      <div>
        <p class="name">
          <bdi>{name}</bdi> <span class="badge">{waits ? 'waiting' : 'active'}</span>
        </p>
        {waits ? <p>It cannot do anything until an administrator lets it in.</p> : null}
        <p class="quiet">{proofs[key ?? 'none']}</p>
        <p class="quiet">
          Since <Moment at={since} />, last seen <Moment at={seen} />, until <Moment at={until} />
        </p>
      </div>
      <End
        action={`/account/devices/${encodeURIComponent(id)}/revoke`}
        formToken={formToken}
        label="Revoke"
        what={name}
      />
    </li>
  );
}

function ConfirmFirst({ wrong }: DevicesPageProps): VNode {
  return (
    <section>
      <h2>Connect a device</h2>
      <Alert text={wrong?.text} />
      <MustConfirm to="devices" />
    </section>
  );
}

function CodeForm({ formToken, most, asksPassword, wrong }: DevicesPageProps): VNode {
  const wrongIn = (field: string): string | undefined => (wrong?.field === field ? ERROR_ID : undefined);
  return (
    <section>
      <h2>Connect a device</h2>
      <p class="quiet">
        For a program that asks you for a code. It can then act for you until you revoke it. You can have at most {most}{' '}
        devices at a time.
      </p>
      <Alert text={wrong?.text} />
      <form method="post" action="/account/devices" class="narrow">
        <HiddenFields fields={[['form_token', formToken]]} />
        <Field
          name="device_name"
          label="Device name (optional)"
          type="text"
          autocomplete="off"
          hint="By which you find it in the list, such as “Laptop at home”."
          maxlength={100}
          optional
          value={wrong?.deviceName}
          wrong={wrongIn('device_name')}
        />
        {asksPassword ? (
          <>
            <Field
              name="password"
              label="Your password"
              type="password"
              autocomplete="current-password"
              wrong={wrongIn('password')}
            />
            <OrConfirm to="devices" />
          </>
        ) : null}
        <div class="actions">
          <SubmitButton>Make a code</SubmitButton>
        </div>
      </form>
    </section>
  );
}
