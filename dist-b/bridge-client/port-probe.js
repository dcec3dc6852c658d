import { newSecret } from '../src/kernel/one-time-secret.js';
import { LOOPBACK, probeAnswer } from './loopback-proxy.js';
/** Milliseconds. */
const PATIENCE = 2_000;
/** Who listens on the proxy's port; the secret is not shown to whoever that is. */
export async function whoListens({ port, secret }) {
    if (port === null)
        return 'nobody';
    const nonce = newSecret();
    try {
        const signal = AbortSignal.timeout(PATIENCE);
        const answer = await fetch(`http://${LOOPBACK}:${port}/probe?nonce=${nonce}`, { signal, redirect: 'error' });
        const { proof } = (await answer.json());
        return proof === probeAnswer(secret, nonce) ? 'our proxy' : 'another program';
    }
    catch (error) {
        const { code } = (error.cause ?? {});
        return code === 'ECONNREFUSED' ? 'nobody' : 'another program';
    }
}
//# sourceMappingURL=port-probe.js.map