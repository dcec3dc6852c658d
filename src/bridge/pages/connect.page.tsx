import type { VNode } from 'preact';
import { Decision, Fact } from '../../http/pages/decision.js';
import type { ShownPerson } from '../../http/pages/parts.js';
import { DeviceFact } from './device-parts.js';

/** What the page shows that asks whether a program may act for the person. */
export interface ConnectPageProps {
  readonly action: string;
  readonly formToken: string;
  /** Who is signed in, and would allow it. */
  readonly person: ShownPerson;
  /** As the program has it. */
  readonly deviceName: string | null;
  /** Address and port to which the code goes. */
  readonly place: string;
  /** Of this Gatehouse. */
  readonly host: string;
  /** How long a device with a key lasts. */
  readonly days: number;
}

/** Asks a person whether a program on their computer may act for them, and says what to look at first. */
export function ConnectPage(props: ConnectPageProps): VNode {
  const { action, formToken, person, deviceName } = props;
  return (
    <>
      <h1>Connect a program to your account?</h1>
      <p class="lead">
        It could act for you, with your rights at MCP servers, for up to {props.days} days or until you revoke it.
      </p>
      <Facts {...props} />
      <Checks named={deviceName !== null} />
      <Decision action={action} carried={[['form_token', formToken]]} person={person} />
    </>
  );
}

function Facts({ deviceName, place, host }: ConnectPageProps): VNode {
  return (
    <dl class="facts">
      <DeviceFact name={deviceName} />
      <Fact name="Code sent to">
        <strong>{place}</strong>
        <span class="quiet">a program on this computer</span>
      </Fact>
      <Fact name="Code from">
        <strong>{host}</strong>
      </Fact>
    </dl>
  );
}

function Checks({ named }: { readonly named: boolean }): VNode {
  return (
    <section>
      <h2>Allow it only if</h2>
      <ul class="checks">
        <li>you have just started this program yourself, on this computer;</li>
        {named ? <li>the program shows the same device name;</li> : null}
        <li>the program opened this page, and nobody sent you a link to it.</li>
      </ul>
      <p class="note care">
        If anything differs, <strong>deny</strong>. Should the page after this one not open, never give its address to
        anybody.
      </p>
    </section>
  );
}
