import { statSync } from 'node:fs';
import { BridgeApi } from './bridge-api.js';
import { Failure } from './failure.js';
import { HeldSession } from './held-session.js';
import { whoListens } from './port-probe.js';
/** Milliseconds by which clocks may differ: proofs are good for 60 s under FAPI 2.0, for 300 s else. */
const CLOCKS = 60_000;
/** Looks at everything that a proxied call needs, in the order in which it needs it; each is told, whatever the others are. */
export async function examine(file, server) {
    const session = new HeldSession(file);
    try {
        const state = file.read();
        if (state === null) {
            const advice = `Run: gatehouse-bridge login --url ${file.issuer}`;
            return [{ check: 'login', ok: false, detail: `Nobody is logged in at ${file.issuer}.`, advice }];
        }
        const line = await session.line();
        return [
            ...files(file),
            await tried('server', () => reached(line)),
            clocks(line),
            await tried('session', () => sessionOf(session)),
            await port(state),
            ...(server === undefined ? [] : [await tried('upstream', () => upstream(session, server))]),
        ];
    }
    catch (error) {
        return [failed('login', error)];
    }
    finally {
        session.close();
    }
}
async function tried(check, look) {
    try {
        return { check, ok: true, detail: await look() };
    }
    catch (error) {
        return failed(check, error);
    }
}
function failed(check, error) {
    if (!(error instanceof Failure))
        throw error;
    return { check, ok: false, detail: error.message, advice: error.advice };
}
function files({ folder, path }) {
    if (process.platform === 'win32')
        return [{ check: 'files', ok: true, detail: path }];
    return [closed('folder', folder, 0o700, 'chmod 700'), closed('file', path, 0o600, 'chmod 600')];
}
function closed(check, path, wanted, command) {
    const { mode, uid } = statSync(path);
    const found = mode & 0o777;
    if (uid !== process.getuid?.()) {
        return { check, ok: false, detail: `${path} belongs to somebody else.`, advice: 'Remove it, and log in again.' };
    }
    if ((found & ~wanted) === 0)
        return { check, ok: true, detail: path };
    const advice = `Run: ${command} '${path}' — and log in again if others use this machine.`;
    return { check, ok: false, detail: `${path} can be used by others (mode ${found.toString(8)}).`, advice };
}
async function reached(line) {
    await new BridgeApi(line).checkIssuer();
    const { status } = await line.call({ method: 'GET', path: '/health/ready' });
    if (status !== 503)
        return `${line.issuer} answers.`;
    const advice = 'Try again in a minute.';
    throw new Failure(`${line.issuer} is not ready.`, advice, { kind: 'unreachable' });
}
function clocks({ clockDifference }) {
    const seconds = Math.round(Math.abs(clockDifference) / 1000);
    const detail = `This clock and the server’s differ by ${seconds} s.`;
    if (Math.abs(clockDifference) <= CLOCKS)
        return { check: 'clock', ok: true, detail };
    return { check: 'clock', ok: false, detail, advice: 'Set the clock of this machine, best by network time (NTP).' };
}
async function sessionOf(session) {
    // The server is asked, not the file: a device that was revoked has a token still.
    const { line, token: held } = await session.ready();
    const person = await new BridgeApi(line).whoami(held.text);
    const { token, state } = await session.ready(person === null ? held.text : undefined);
    const who = person?.email ?? state.person?.email ?? session.file.require().person?.id ?? 'somebody';
    const until = new Date(token.expiresAt).toISOString();
    return `This device acts for ${who}; its token is good until ${until} and renewed by itself.`;
}
async function port({ proxy }) {
    const check = 'proxy';
    if (proxy.port === null)
        return { check, ok: true, detail: 'The proxy has not been used yet.' };
    const who = await whoListens(proxy);
    if (who === 'our proxy')
        return { check, ok: true, detail: `The proxy runs on port ${proxy.port}.` };
    if (who === 'nobody')
        return { check, ok: true, detail: `The proxy does not run; its port ${proxy.port} is free.` };
    const advice = 'End that program, or choose another port: gatehouse-bridge proxy --port N';
    return { check, ok: false, detail: `Another program has the proxy’s port ${proxy.port}.`, advice };
}
async function upstream(session, server) {
    const { line, token } = await session.ready();
    const clientInfo = { name: 'gatehouse-bridge-doctor', version: '1' };
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
    const request = { method: 'POST', path: `/api/v1/mcp/${server}`, token: token.text };
    const headers = { accept: 'application/json, text/event-stream' };
    const { status } = await line.call({ ...request, headers }, { jsonrpc: '2.0', id: 1, method: 'initialize', params });
    // A server of a later protocol may answer 400 to it: it has been reached all the same.
    if (status < 500 && ![401, 403, 404].includes(status))
        return `The server ${server} answers through the gate.`;
    const advice = status === 404 ? 'See whether its name is right.' : 'Ask whoever runs this Gatehouse.';
    throw new Failure(`The server ${server} cannot be used: status ${status}.`, advice);
}
//# sourceMappingURL=doctor.js.map