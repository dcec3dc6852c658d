import type { BridgeApi, Granted } from './bridge-api.js';
import { Failure } from './failure.js';

/** What Gatehouse gave a program that has no browser (RFC 8628 §3.2); times in seconds. */
export interface DeviceAuthorization {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verificationUri: string;
  readonly seconds: number;
  readonly interval: number;
}

/** What a poll came to: a token, or to ask again after so many seconds. */
export type Polled = { readonly granted: Granted } | { readonly interval: number };

/** Seconds: the longest wait for a server that is away. */
const LONGEST_WAIT = 60;

/**
 * Asks until the person has answered, never sooner than it is told to (RFC 8628 §3.5), and ever more seldom while the
 * server is away.
 * @throws Failure when they said no, or nothing in time
 */
export async function waitForPerson(
  api: BridgeApi,
  { deviceCode, seconds, interval }: DeviceAuthorization,
  sessionId: string,
): Promise<Granted> {
  const until = Date.now() + seconds * 1000;
  for (let wait = interval; Date.now() + wait * 1000 < until;) {
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    const polled = await api.poll(deviceCode, sessionId, wait).catch((error: unknown): Polled => {
      if (!(error instanceof Failure) || error.kind !== 'unreachable') throw error;
      return { interval: Math.min(wait * 2, LONGEST_WAIT) };
    });
    if ('granted' in polled) return polled.granted;
    wait = polled.interval;
  }
  throw new Failure('Nobody has allowed it in time.', 'Run the command again.');
}
