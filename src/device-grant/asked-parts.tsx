import type { ComponentChildren, VNode } from 'preact';
import { Decision, Fact } from '../http/pages/decision.js';
import { Moment, type ShownPerson } from '../http/pages/parts.js';
import type { AskedPage, Waiting } from './waiting.contract.js';

/** What of a program everybody is shown, whatever its kind. */
export type ShownWaiting = Pick<Waiting, 'userCode' | 'address' | 'createdAt'> & Pick<AskedPage, 'isNear'>;

interface WhatAsksProps extends ShownWaiting {
  /** What else is known of it. */
  readonly children?: ComponentChildren;
}

/** The code, and from where and when the program asked (RFC 8628 §5.4). */
export function WhatAsks({ userCode, address, isNear, createdAt, children }: WhatAsksProps): VNode {
  return (
    <dl class="facts">
      <Fact name="Code">
        <strong>{userCode}</strong>
      </Fact>
      {children}
      <Fact name="Asked from">
        <strong>{address}</strong>
        <span class="quiet">{isNear ? 'the address that you are at' : 'another address than yours'}</span>
      </Fact>
      <Fact name="Asked at">
        <Moment at={createdAt} />
      </Fact>
    </dl>
  );
}

/** What to look at before a code is answered: whoever sent it to somebody could act for them. */
export function AllowOnlyIf(): VNode {
  return (
    <section>
      <h2>Allow it only if</h2>
      <ul class="checks">
        <li>you have just started the program yourself, on a device that is yours;</li>
        <li>that device shows this very code;</li>
        <li>nobody sent you the code, or asked you to come here.</li>
      </ul>
    </section>
  );
}

interface CodeDecisionProps {
  readonly formToken: string;
  readonly userCode: string;
  /** Digest of what the page asks, where that could change meanwhile. */
  readonly offer?: string;
  readonly person: ShownPerson;
}

/** Allow what waits under a code, or not. */
export function CodeDecision({ formToken, userCode, offer, person }: CodeDecisionProps): VNode {
  const carried = [
    ['form_token', formToken],
    ['user_code', userCode],
    ...(offer === undefined ? [] : [['offer', offer] as const]),
  ] as const;
  return <Decision action="/device/decision" carried={carried} person={person} />;
}
