import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { BridgeCodeStore } from '../codes/bridge-code.store.js';
import { DeviceAuthorizationStore, type PolledAuthorization } from './device-authorization.store.js';
import { newUserCode, readUserCode } from './user-code.rules.js';

/** Seconds for which a program waits, and between two of its questions at first (RFC 8628 §3.2). */
const LIFETIME = 600;
const INTERVAL = 5;

/** What a program is told to wait with: its own secret, and what it shows to a person. */
export interface StartedAuthorization {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly seconds: number;
  readonly interval: number;
}

/** A program that waits, as the person sees it who may let it in. */
export interface ShownAuthorization {
  readonly userCode: string;
  readonly hash: string;
  readonly deviceName: string | null;
  readonly address: string;
  readonly createdAt: Date;
}

/** Programs without a browser that ask for somebody to let them act for them (RFC 8628). */
@Injectable()
export class DeviceAuthorizations {
  constructor(
    private readonly store: DeviceAuthorizationStore,
    private readonly codes: BridgeCodeStore,
    private readonly clock: Clock,
  ) {}

  /** @param address from which the program asks */
  async start(deviceName: string | null, address: string): Promise<StartedAuthorization> {
    const deviceCode = this.codes.fresh();
    const expiresAt = new Date(this.clock.now() + LIFETIME * 1000);
    const row = { hash: this.codes.hash(deviceCode), deviceName, address, intervalSeconds: INTERVAL, expiresAt };
    let userCode: string;
    do userCode = newUserCode();
    while (!(await this.store.insert(row, userCode)));
    return { deviceCode, userCode, seconds: LIFETIME, interval: INTERVAL };
  }

  /** @param typed as the person wrote it @returns null when nothing waits under it */
  async find(typed: string): Promise<ShownAuthorization | null> {
    const userCode = readUserCode(typed);
    const found = userCode === null ? null : await this.store.find(userCode);
    return userCode === null || found === null ? null : { userCode, ...found };
  }

  /** What became of a program's wish, for the program itself; null when nobody knows its code. */
  poll(deviceCode: string): Promise<PolledAuthorization | null> {
    return this.store.poll(this.codes.hash(deviceCode));
  }
}
