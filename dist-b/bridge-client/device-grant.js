import { Failure } from './failure.js';
/** Seconds: the longest wait for a server that is away. */
const LONGEST_WAIT = 60;
/**
 * Asks until the person has answered, never sooner than it is told to (RFC 8628 §3.5), and ever more seldom while the
 * server is away.
 * @throws Failure when they said no, or nothing in time
 */
export async function waitForPerson(api, { deviceCode, seconds, interval }, sessionId) {
    const until = Date.now() + seconds * 1000;
    for (let wait = interval; Date.now() + wait * 1000 < until;) {
        await new Promise((resolve) => setTimeout(resolve, wait * 1000));
        const polled = await api.poll(deviceCode, sessionId, wait).catch((error) => {
            if (!(error instanceof Failure) || error.kind !== 'unreachable')
                throw error;
            return { interval: Math.min(wait * 2, LONGEST_WAIT) };
        });
        if ('granted' in polled)
            return polled.granted;
        wait = polled.interval;
    }
    throw new Failure('Nobody has allowed it in time.', 'Run the command again.');
}
//# sourceMappingURL=device-grant.js.map