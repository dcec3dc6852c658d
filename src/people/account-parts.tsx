import type { VNode } from 'preact';
import { Heard, HiddenFields, Moment, SubmitButton } from '../http/pages/parts.js';

import { codesLeft, FEW_CODES } from './code.page.js';

/** Where somebody who is signed in proves once more that it is them. */
export const CONFIRM = '/account/confirm';

/** Below a field for the password: another way than that. */
export function OrConfirm({ to }: { readonly to?: 'devices' }): VNode {
  return (
    <p class="hint">
      Or <a href={to === undefined ? CONFIRM : `${CONFIRM}?to=${to}`}>confirm in another way</a> that it is you.
    </p>
  );
}

/** In place of a form that a password alone does not open. */
export function MustConfirm({ to }: { readonly to?: 'devices' }): VNode {
  return (
    <>
      <p class="quiet">You signed in a while ago. First show once more that it is you.</p>
      <a class="button small" href={to === undefined ? CONFIRM : `${CONFIRM}?to=${to}`}>
        Confirm it is you
      </a>
    </>
  );
}

/** A browser in which the person is signed in. */
export interface AccountSignIn {
  readonly id: string;
  readonly device: string;
  /** Whether it is the browser that shows the page. */
  readonly current: boolean;
  readonly since: Date;
  readonly until: Date;
}

/** An agent that acts in the person's name now. */
export interface AccountAct {
  readonly id: string;
  readonly clientName: string;
  readonly resources: readonly string[];
  readonly scopes: readonly string[];
  readonly since: Date;
  readonly until: Date;
}

/** An agent that the person answers for. */
export interface AccountAgent {
  readonly clientId: string;
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly purpose: string | null;
}

/** What the person has allowed a client at one resource. */
export interface AccountConsent {
  readonly id: string;
  readonly clientName: string;
  readonly resource: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
  readonly since: Date;
}

interface SectionProps<Item> {
  readonly title: string;
  /** What to say when there is nothing. */
  readonly empty: string;
  readonly items: readonly Item[];
  readonly children: (item: Item) => VNode;
}

/** A titled list. */
export function Section<Item>({ title, empty, items, children }: SectionProps<Item>): VNode {
  return (
    <section>
      <h2>{title}</h2>
      {items.length === 0 ? <p class="quiet">{empty}</p> : <ul class="rows">{items.map(children)}</ul>}
    </section>
  );
}

/** What an {@link End} ends. */
export interface EndProps {
  readonly action: string;
  readonly formToken: string;
  readonly label: string;
  /** What is ended, for those who hear the page. */
  readonly what: string;
}

/** The button that ends something. */
export function End({ action, formToken, label, what }: EndProps): VNode {
  return (
    <form method="post" action={action}>
      <HiddenFields fields={[['form_token', formToken]]} />
      <SubmitButton rank="small">
        {label}
        <Heard> {what}</Heard>
      </SubmitButton>
    </form>
  );
}

const closing = (id: string): string => `/account/sessions/${encodeURIComponent(id)}/close`;

/** A row: one browser, and the button that signs it out. */
export function SignIn({ signIn, formToken }: { readonly signIn: AccountSignIn; readonly formToken: string }): VNode {
  const { id, device, current, since, until } = signIn;
  return (
    <li>
      <div>
        <p class="name">
          {device} {current ? <span class="badge">this browser</span> : null}
        </p>
        <Span since={since} until={until} />
      </div>
      <End
        action={closing(id)}
        formToken={formToken}
        label="Sign out"
        what={current ? 'of this browser' : `of ${device}`}
      />
    </li>
  );
}

/** A row: one agent at work, and the button that stops it. */
export function Act({ act, formToken }: { readonly act: AccountAct; readonly formToken: string }): VNode {
  return (
    <li>
      <div>
        <p class="name">{act.clientName}</p>
        {act.resources.map((resource) => (
          <p class="address">{resource}</p>
        ))}
        <ScopeNames names={act.scopes} />
        <Span since={act.since} until={act.until} />
      </div>
      <End action={closing(act.id)} formToken={formToken} label="Stop" what={act.clientName} />
    </li>
  );
}

/** A row: one agent of the person's own; administrators change it, not this page. */
export function Agent({ agent }: { readonly agent: AccountAgent }): VNode {
  return (
    <li>
      <div>
        <p class="name">
          {agent.name} {agent.status === 'active' ? null : <span class="badge">{agent.status}</span>}
        </p>
        {agent.purpose === null ? null : <p>{agent.purpose}</p>}
        <p class="quiet">
          {agent.kind} <code>{agent.clientId}</code>
        </p>
      </div>
    </li>
  );
}

/** A row: what one client may do at one resource, and the button that withdraws it. */
export function Consent({
  consent,
  formToken,
}: {
  readonly consent: AccountConsent;
  readonly formToken: string;
}): VNode {
  const { id, clientName, resource, scopes, since } = consent;
  return (
    <li>
      <div>
        <p class="name">{clientName}</p>
        <p class="address">{resource}</p>
        <ul class="scopes">
          {scopes.map(({ name, description }) => (
            <li>
              {description} <code>{name}</code>
            </li>
          ))}
        </ul>
        <p class="quiet">
          Since <Moment at={since} />
        </p>
      </div>
      <End
        action={`/account/consents/${encodeURIComponent(id)}/withdraw`}
        formToken={formToken}
        label="Withdraw"
        what={`what ${clientName} may do at ${resource}`}
      />
    </li>
  );
}

/** Names of scopes, in one line. */
export function ScopeNames({ names }: { readonly names: readonly string[] }): VNode | null {
  if (names.length === 0) return null;
  return (
    <p class="names">
      {names.map((name) => (
        <>
          <code>{name}</code>{' '}
        </>
      ))}
    </p>
  );
}

function Span({ since, until }: { readonly since: Date; readonly until: Date }): VNode {
  return (
    <p class="quiet">
      Since <Moment at={since} />, until <Moment at={until} />
    </p>
  );
}

/** Whether something is asked for besides the password, and the way there. @property codesLeft null when nothing is */
export function SecondFactorLink({ codesLeft: left }: { readonly codesLeft: number | null }): VNode {
  return (
    <section>
      <h2>Second factor</h2>
      {left === null ? (
        <p class="quiet">You have none. It is a code from an app on your phone, asked for after your password.</p>
      ) : (
        <p class={left < FEW_CODES ? 'note care' : 'quiet'}>
          It is on: a code from your app is asked for after your password. {codesLeft(left)}
        </p>
      )}
      <a class="button small" href="/account/second-factor">
        {left === null ? 'Set up a second factor' : 'Look after your second factor'}
      </a>
    </section>
  );
}
