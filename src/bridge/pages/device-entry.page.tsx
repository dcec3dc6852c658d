import type { VNode } from 'preact';
import { Decision, Fact } from '../../http/pages/decision.js';
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
import { DeviceFact } from './device-parts.js';

/** What the page shows on which a code is entered. */
export interface DeviceEntryPageProps {
  readonly formToken: string;
  readonly person: ShownPerson;
  /** What was typed before, and what is wrong with it, in one sentence. */
  readonly typed?: string | undefined;
  readonly wrong?: string | undefined;
}

/** Asks for the code that a program shows on a machine without a browser (RFC 8628 §3.3). */
export function DeviceEntryPage({ formToken, person, typed, wrong }: DeviceEntryPageProps): VNode {
  return (
    <>
      <h1>Connect a device</h1>
      <p class="lead">Enter the code that its program shows.</p>
      <p class="note care">
        <strong>Did somebody send you the code?</strong> Then close this page: whoever gave it to you could act for you.
      </p>
      <Alert text={wrong} />
      <form method="post" action="/device">
        <HiddenFields fields={[['form_token', formToken]]} />
        <Field
          name="user_code"
          label="Code"
          type="text"
          autocomplete="off"
          hint="Eight letters, such as BCDF-GHJK."
          maxlength={32}
          value={typed}
          wrong={wrong === undefined ? undefined : ERROR_ID}
          autofocus
        />
        <div class="actions">
          <SubmitButton>Continue</SubmitButton>
        </div>
      </form>
      <p class="hint">
        You are signed in as <PersonLine person={person} />
      </p>
    </>
  );
}

/** What the page shows on which it is decided about. */
export interface DeviceGrantPageProps {
  readonly formToken: string;
  readonly person: ShownPerson;
  readonly userCode: string;
  readonly deviceName: string | null;
  /** Address from which the program asked, and whether the person is at the same one. */
  readonly address: string;
  readonly isNear: boolean;
  readonly askedAt: Date;
  /** How long a device with a key lasts. */
  readonly days: number;
}

/** Asks whether the program that showed a code may act for the person, and says what to look at first (RFC 8628 §5.4). */
export function DeviceGrantPage(props: DeviceGrantPageProps): VNode {
  const { formToken, person, userCode, days } = props;
  const carried = [
    ['form_token', formToken],
    ['user_code', userCode],
  ] as const;
  return (
    <>
      <h1>Connect this device to your account?</h1>
      <p class="lead">
        It could act for you, with your rights at MCP servers, for up to {days} days or until you revoke it.
      </p>
      <Facts {...props} />
      <section>
        <h2>Allow it only if</h2>
        <ul class="checks">
          <li>you have just started the program yourself, on a device that is yours;</li>
          <li>that device shows this very code;</li>
          <li>nobody sent you the code, or asked you to come here.</li>
        </ul>
      </section>
      <Decision action="/device/decision" carried={carried} person={person} />
    </>
  );
}

function Facts({ userCode, deviceName, address, isNear, askedAt }: DeviceGrantPageProps): VNode {
  return (
    <dl class="facts">
      <Fact name="Code">
        <strong>{userCode}</strong>
      </Fact>
      <DeviceFact name={deviceName} />
      <Fact name="Asked from">
        <strong>{address}</strong>
        <span class="quiet">{isNear ? 'the address that you are at' : 'another address than yours'}</span>
      </Fact>
      <Fact name="Asked at">
        <Moment at={askedAt} />
      </Fact>
    </dl>
  );
}
