import { newSecret } from '../src/kernel/one-time-secret.js';
import { LOOPBACK, probeAnswer } from './loopback-proxy.js';
import type { ProxyDoor } from './bridge-state.js';

/** Milliseconds. */
const PATIENCE = 2_000;

/** Who listens on the proxy's port; the secret is not shown to whoever that is. */
export async function whoListens({ port, secret }: ProxyDoor): Promise<'nobody' | 'our proxy' | 'another program'> {
  if (port === null) return 'nobody';
  const nonce = newSecret();
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(`http://${LOOPBACK}:${port}/probe?nonce=${nonce}`, { signal, redirect: 'error' });
    const { proof } = (await answer.json()) as { proof?: unknown };
    return proof === probeAnswer(secret, nonce) ? 'our proxy' : 'another program';
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    return code === 'ECONNREFUSED' ? 'nobody' : 'another program';
  }
}
