import { newSecret } from '../src/kernel/one-time-secret.js';
import { Failure } from './failure.js';
import { Heartbeats } from './heartbeats.js';
import { HeldSession } from './held-session.js';
import { LOOPBACK, LoopbackProxy } from './loopback-proxy.js';
import { whoListens } from './port-probe.js';
import { Relay } from './relay.js';
/** Runs the proxy until a signal ends it. @throws Failure when nobody is logged in, or the port is taken */
export async function runProxy(file, wishes) {
    const session = new HeldSession(file);
    // Before anybody relies on it: is somebody logged in, and may this device act?
    const { state } = await session.ready().catch(orLater(file));
    const wanted = wishes.port ?? state.proxy.port ?? 0;
    const listener = await whoListens({ ...state.proxy, port: wanted === 0 ? null : wanted });
    if (listener === 'our proxy') {
        throw new Failure(`The proxy runs already, on port ${wanted}.`, 'There is nothing to do.');
    }
    const isAsBefore = state.proxy.port === null || (state.proxy.port === wanted && listener === 'nobody');
    const secret = isAsBefore ? state.proxy.secret : otherSecret(file);
    const relay = new Relay(session);
    const proxy = new LoopbackProxy(relay, { secret, server: wishes.server ?? null });
    const port = await proxy.listen(wanted);
    file.update((now) => (now.proxy.port === port ? null : { ...now, proxy: { ...now.proxy, port } }));
    const heartbeats = new Heartbeats(session, relay);
    heartbeats.start();
    tell(port, secret, wishes.server);
    await ended();
    heartbeats.stop();
    await proxy.close();
    session.close();
}
/**
 * MCP clients show the secret to whoever listens where the proxy was. If another program has that port, or the proxy leaves
 * it to whoever comes, that may be somebody else on this machine: the secret is good no longer.
 */
function otherSecret(file) {
    const secret = newSecret();
    file.update((now) => ({ ...now, proxy: { ...now.proxy, secret } }));
    process.stderr.write('The proxy has another secret from now on: tell your MCP clients.\n');
    return secret;
}
/** A gate that is away for a moment is no reason not to begin. */
function orLater(file) {
    return (error) => {
        if (!(error instanceof Failure) || error.kind !== 'unreachable')
            throw error;
        process.stderr.write(`${error.message} The proxy begins all the same.\n`);
        return { state: file.require() };
    };
}
function tell(port, secret, server = 'NAME') {
    const base = `http://${LOOPBACK}:${port}`;
    process.stdout.write(`MCP clients of this machine reach the server ${server} at\n\n  ${base}/${secret}/mcp/${server}\n\n` +
        `or at ${base}/mcp/${server} with the header "Authorization: Bearer ${secret}".\n` +
        'Whoever knows the secret acts for you. Ctrl+C ends the proxy.\n');
}
function ended() {
    return new Promise((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'])
            process.once(signal, () => resolve());
    });
}
//# sourceMappingURL=proxy.js.map