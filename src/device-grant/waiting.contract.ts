import type { VNode } from 'preact';
import type { MessagePageProps } from '../http/pages/message.page.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import type { WaitingAuthorization } from './device-authorization.store.js';

/** A program that waits, for the person who entered its code. */
export interface Waiting extends WaitingAuthorization {
  readonly userCode: string;
}

/** What every page has on which it is answered. */
export interface AskedPage {
  readonly formToken: string;
  /** Whether the program asks from the address that the person is at. */
  readonly isNear: boolean;
}

/** What a person is asked before a program may act for them. */
export interface Question {
  readonly title: string;
  readonly body: VNode;
}

/** One kind of program that waits under a user code: what a person is asked about it, and what becomes of the answer. */
export abstract class WaitingKind {
  /** Whether programs of this kind are let in here at all. */
  abstract readonly isOffered: boolean;

  /** Whether a link may bring the user code along (RFC 8628 §3.3.1): it is what somebody else would send. */
  abstract readonly comesByLink: boolean;

  /**
   * Whether the person must sign in once more before they are asked, however recently they did.
   * @throws PageRefusal when there is nothing that this person could allow
   */
  abstract needsNewSignIn(person: SignedIn, waiting: Waiting): Promise<boolean>;

  /** @throws PageRefusal when there is nothing that this person could allow */
  abstract question(person: SignedIn, waiting: Waiting, page: AskedPage): Promise<Question>;

  /**
   * @param shown digest of what the page asked, if it carried one
   * @returns false when that is no longer what would be allowed: the person must look again
   * @throws PageRefusal when it no longer waits
   */
  abstract allow(person: SignedIn, waiting: Waiting, shown: string | undefined): Promise<boolean>;

  /** @throws PageRefusal when it no longer waits */
  abstract deny(person: SignedIn, waiting: Waiting): Promise<void>;

  /** What the person reads last. */
  abstract farewell(allowed: boolean): MessagePageProps;
}

/** Programs of a bridge, which become devices. */
export abstract class WaitingPrograms extends WaitingKind {}

/** OAuth clients (RFC 8628). */
export abstract class WaitingClients extends WaitingKind {}
