import type { VNode } from 'preact';
import { AllowOnlyIf, CodeDecision, type ShownWaiting, WhatAsks } from '../../device-grant/asked-parts.js';
import type { ShownPerson } from '../../http/pages/parts.js';
import { AskedScopes, Resources, Unlooked, WhoAsks } from '../authorize/consent-parts.js';
import type { ConsentPageProps } from '../authorize/consent.page.js';

/** What the page shows on which a client without a browser is let in. */
export interface DeviceConsentPageProps extends Pick<
  ConsentPageProps,
  'formToken' | 'offer' | 'client' | 'resources' | 'scopes' | 'offline'
> {
  readonly person: ShownPerson;
  readonly waiting: ShownWaiting;
  /** Whether the client has proved that it is the one that it says. */
  readonly isProven: boolean;
  /** Roles of administration that it would have. */
  readonly roles: ConsentPageProps['scopes'];
}

/** Asks a person whether a client that shows a code may act for them: who, from where, what, and what to look at first. */
export function DeviceConsentPage(props: DeviceConsentPageProps): VNode {
  const { client, waiting, isProven, roles } = props;
  return (
    <>
      <h1>
        Allow <em>{client.name}</em> to {roles.length > 0 ? 'administer as you' : 'act for you'}?
      </h1>
      <Administration roles={roles} />
      {isProven ? null : (
        <p class="note care">
          It has not proved that it is this application: <strong>any program can use its name.</strong>
        </p>
      )}
      <Unlooked client={client} />
      <WhatAsks {...waiting} />
      <WhoAsks client={client} />
      {roles.length > 0 && props.scopes.length === 0 ? null : (
        <AskedScopes scopes={props.scopes} offline={props.offline} />
      )}
      <Resources resources={props.resources} />
      <AllowOnlyIf />
      <CodeDecision formToken={props.formToken} userCode={waiting.userCode} offer={props.offer} person={props.person} />
    </>
  );
}

/** Before anything else, that it is about more than the person's own affairs. */
function Administration({ roles }: Pick<DeviceConsentPageProps, 'roles'>): VNode | null {
  if (roles.length === 0) return null;
  return (
    <section>
      <p class="note care">
        <strong>You would give a program administration of this company’s Gatehouse</strong>, of its people, agents and
        rules, until you sign out here. If anybody asked you to come here, deny it.
      </p>
      <h2>Your roles that it would have</h2>
      <ul class="scopes">
        {roles.map(({ name, description }) => (
          <li>
            {description} <code>{name}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
