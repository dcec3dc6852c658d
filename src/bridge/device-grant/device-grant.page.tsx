import type { VNode } from 'preact';
import { AllowOnlyIf, CodeDecision, type ShownWaiting, WhatAsks } from '../../device-grant/asked-parts.js';
import type { ShownPerson } from '../../http/pages/parts.js';
import { DeviceFact } from '../pages/device-parts.js';

/** What the page shows on which it is decided about. */
export interface DeviceGrantPageProps {
  readonly formToken: string;
  readonly person: ShownPerson;
  readonly deviceName: string | null;
  readonly waiting: ShownWaiting;
  /** How long a device with a key lasts. */
  readonly days: number;
}

/** Asks whether the program that showed a code may act for the person, and says what to look at first (RFC 8628 §5.4). */
export function DeviceGrantPage({ formToken, person, deviceName, waiting, days }: DeviceGrantPageProps): VNode {
  return (
    <>
      <h1>Connect this device to your account?</h1>
      <p class="lead">
        It could act for you, with your rights at MCP servers, for up to {days} days or until you revoke it.
      </p>
      <WhatAsks {...waiting}>
        <DeviceFact name={deviceName} />
      </WhatAsks>
      <AllowOnlyIf />
      <CodeDecision formToken={formToken} userCode={waiting.userCode} person={person} />
    </>
  );
}
