import { Injectable } from '@nestjs/common';
import type { Transaction } from '../identity/changes.store.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { joinTransaction } from '../http/request-context.js';
import { Clock } from '../kernel/clock.js';
import { PageRefusal } from '../kernel/page-refusal.js';
import { Presence } from '../people/presence.js';
import type { DeviceAuthorizationStatus } from './device-authorization.entity.js';
import {
  DeviceAuthorizationStore,
  type NewAuthorization,
  type PolledAuthorization,
} from './device-authorization.store.js';
import { newUserCode, readUserCode } from './user-code.rules.js';
import type { Waiting } from './waiting.contract.js';

/** Seconds for which a program waits, and between two of its questions at first (RFC 8628 §3.2). */
const LIFETIME = 600;
const INTERVAL = 5;

/** What a program is told to wait with, besides its own secret. */
export interface StartedAuthorization {
  readonly userCode: string;
  readonly seconds: number;
  readonly interval: number;
}

/** Programs without a browser that ask for somebody to let them act for them (RFC 8628). */
@Injectable()
export class DeviceAuthorizations {
  constructor(
    private readonly store: DeviceAuthorizationStore,
    private readonly presence: Presence,
    private readonly clock: Clock,
  ) {}

  /** @param wish whose device code only its kind knows how to hash */
  async start(wish: NewAuthorization): Promise<StartedAuthorization> {
    const expiresAt = new Date(this.clock.now() + LIFETIME * 1000);
    let userCode: string;
    do userCode = newUserCode();
    while (!(await this.store.insert({ ...wish, intervalSeconds: INTERVAL, expiresAt }, userCode)));
    return { userCode, seconds: LIFETIME, interval: INTERVAL };
  }

  /**
   * What waits under a code, which is this person's to answer from now on.
   * @param typed as the person wrote it
   * @returns null when nothing waits under it, or somebody else came first
   */
  async claim({ userId }: SignedIn, typed: string): Promise<Waiting | null> {
    const userCode = readUserCode(typed);
    const found = userCode === null ? null : await this.store.claim(userCode, userId);
    if (userCode === null || found === null) return null;
    joinTransaction(found.txn);
    return { userCode, ...found };
  }

  /** Lets somebody else answer it. */
  async release({ userId }: SignedIn, typed: string): Promise<void> {
    const userCode = readUserCode(typed);
    if (userCode !== null) await this.store.release(userCode, userId);
  }

  /**
   * In the commit of all that comes of it; whoever allows it must still be signed in.
   * @throws PageRefusal when it no longer waits, or not for them
   */
  async answer(
    transaction: Transaction,
    { hash }: Waiting,
    person: SignedIn,
    status: Exclude<DeviceAuthorizationStatus, 'waiting'>,
  ): Promise<void> {
    if (status === 'allowed') await this.presence.hold(transaction, person);
    if (await this.store.answer(transaction, hash, status, person.userId)) return;
    const text =
      'It was answered already, or nobody answered it in time. If the program still waits, start again there.';
    throw new PageRefusal(409, 'This is done already', text);
  }

  /** What became of a program's wish, for the program itself; null when nobody knows its code, or it is another client's. */
  poll(hash: string, clientId: string | null): Promise<PolledAuthorization | null> {
    return this.store.poll(hash, clientId);
  }
}
