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
}

/** Asks a person whether a client that shows a code may act for them: who, from where, what, and what to look at first. */
export function DeviceConsentPage(props: DeviceConsentPageProps): VNode {
  const { client, waiting, isProven } = props;
  return (
    <>
      <h1>
        Allow <em>{client.name}</em> to act for you?
      </h1>
      {isProven ? null : (
        <p class="note care">
          It has not proved that it is this application: <strong>any program can use its name.</strong>
        </p>
      )}
      <Unlooked client={client} />
      <WhatAsks {...waiting} />
      <WhoAsks client={client} />
      <AskedScopes scopes={props.scopes} offline={props.offline} />
      <Resources resources={props.resources} />
      <AllowOnlyIf />
      <CodeDecision formToken={props.formToken} userCode={waiting.userCode} offer={props.offer} person={props.person} />
    </>
  );
}
