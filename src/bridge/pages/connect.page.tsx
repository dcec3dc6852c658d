import type { ComponentChildren, VNode } from 'preact';
import { HiddenFields, PersonLine, type ShownPerson, SubmitButton } from '../../http/pages/parts.js';

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
  const carried = <HiddenFields fields={[['form_token', formToken]]} />;
  return (
    <>
      <h1>Connect a program to your account?</h1>
      <p class="lead">
        It could act for you, with your rights at MCP servers, for up to {props.days} days or until you revoke it.
      </p>
      <Facts {...props} />
      <Checks named={deviceName !== null} />
      <form method="post" action={action}>
        {carried}
        <div class="actions pair">
          <SubmitButton name="decision" value="allow">
            Allow
          </SubmitButton>
          <SubmitButton name="decision" value="deny" rank="second">
            Deny
          </SubmitButton>
        </div>
      </form>
      <form method="post" action={action} class="foot">
        {carried}
        <p>
          You are signed in as <PersonLine person={person} />
        </p>
        <SubmitButton name="decision" value="switch" rank="link">
          Not you? Use another account
        </SubmitButton>
      </form>
    </>
  );
}

function Facts({ deviceName, place, host }: ConnectPageProps): VNode {
  return (
    <dl class="facts">
      <Fact name="Device">
        {deviceName === null ? (
          'It gives no name'
        ) : (
          <>
            <strong>
              <bdi>{deviceName}</bdi>
            </strong>
            <span class="quiet">as the program calls it</span>
          </>
        )}
      </Fact>
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

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
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
