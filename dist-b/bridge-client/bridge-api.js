import { Failure } from './failure.js';
const ROOT = '/api/v1/bridge';
/** Seconds by which whoever asks too often waits longer (RFC 8628 §3.5). */
const SLOWER = 5;
/** What Gatehouse offers to devices. */
export class BridgeApi {
    line;
    constructor(line) {
        this.line = line;
    }
    /** @throws Failure `waiting` when somebody must let the device in first */
    async exchange({ code, verifier, sessionId }) {
        const body = verifier === undefined ? { code } : { code, code_verifier: verifier };
        const request = { method: 'POST', path: `${ROOT}/exchange`, token: null, headers: { 'x-session-id': sessionId } };
        const askedAt = Date.now();
        const answer = await this.line.call(request, body);
        if (answer.status === 200)
            return granted(answer, askedAt);
        throw this.refusal(answer, 'Get another code, and use it at once: each works once, for a few minutes.');
    }
    /** Asks to be let in by somebody at another machine (RFC 8628 §3.1). @throws Failure */
    async startDeviceGrant(deviceName) {
        const path = `${ROOT}/device-authorization`;
        const answer = await this.line.call({ method: 'POST', path }, { device_name: deviceName });
        if (answer.status !== 200)
            throw this.refusal(answer, 'Try: gatehouse-bridge login --paste');
        const told = authorization(answer);
        // What a person is sent to, and told to type, is nothing that another place made up.
        if (told.verificationUri.startsWith(`${this.line.issuer}/`))
            return told;
        throw misunderstood();
    }
    /** @param interval seconds between two questions until now @throws Failure when there is nothing to wait for */
    async poll(deviceCode, sessionId, interval) {
        const request = { method: 'POST', path: `${ROOT}/exchange`, token: null, headers: { 'x-session-id': sessionId } };
        const askedAt = Date.now();
        const answer = await this.line.call(request, { device_code: deviceCode });
        if (answer.status === 200)
            return { granted: granted(answer, askedAt) };
        const { error } = (answer.body ?? {});
        if (error === 'authorization_pending')
            return { interval };
        if (error === 'slow_down')
            return { interval: interval + SLOWER };
        if (error === 'access_denied') {
            throw new Failure('The person did not allow it.', 'Run the command again if that was a mistake.');
        }
        throw this.refusal(answer, 'Run the command again.');
    }
    /** @throws Failure `logged-out` when the device has ended, `waiting` when nobody has let it in yet */
    async renew(sessionId) {
        const path = `${ROOT}/renew`;
        const askedAt = Date.now();
        const answer = await this.line.call({ method: 'POST', path, token: null, headers: { 'x-session-id': sessionId } });
        if (answer.status === 200)
            return granted(answer, askedAt);
        if (answer.status === 401) {
            const advice = `Run: gatehouse-bridge login --url ${this.line.issuer}`;
            throw new Failure('This device was ended, or its time is over.', advice, { kind: 'logged-out' });
        }
        throw this.refusal(answer, 'Try again; if it stays so, tell whoever runs this Gatehouse.');
    }
    /** Whose token it is; null where this Gatehouse does not say. */
    async whoami(token) {
        const { status, body } = await this.line.call({ method: 'GET', path: `${ROOT}/whoami`, token });
        const { user_id: id, email } = (body ?? {});
        if (status !== 200 || typeof id !== 'string')
            return null;
        return { id, email: typeof email === 'string' ? email : null };
    }
    /** @returns whether the device has ended, by this or before */
    async endDevice(token) {
        const { status } = await this.line.call({ method: 'DELETE', path: `${ROOT}/device`, token });
        return status === 204 || status === 401;
    }
    /** @returns the status: 404 where there is no such route, 401 when the token has ended */
    async beat(token, beat) {
        return (await this.line.call({ method: 'POST', path: `${ROOT}/heartbeat`, token }, beat)).status;
    }
    /** Whether the server calls itself what we call it (RFC 8414 §3.3). @throws Failure */
    async checkIssuer() {
        const { issuer } = this.line;
        const answer = await this.line.call({ method: 'GET', path: '/.well-known/oauth-authorization-server' });
        const { issuer: told } = (answer.body ?? {});
        if (told === issuer)
            return;
        if (typeof told !== 'string')
            throw new Failure(`${issuer} is no Gatehouse.`, 'See whether the URL is right.');
        throw new Failure(`${issuer} calls itself ${told}.`, `If you trust that, use it: --url ${told}`);
    }
    refusal(answer, advice) {
        const { status, body } = answer;
        const { detail, title, error_description } = (body ?? {});
        const told = [detail, error_description, title].find((one) => typeof one === 'string') ?? `status ${status}`;
        if (status === 403) {
            const wait = 'Ask an administrator to let this device in. Nothing needs to be done here then.';
            return new Failure(String(told), wait, { kind: 'waiting' });
        }
        const kind = status === 429 || status >= 500 ? 'unreachable' : 'other';
        const wait = kind === 'unreachable' ? 'Try again in a minute.' : advice;
        const conflict = 'To let somebody else use this device, run: gatehouse-bridge logout';
        return new Failure(`${this.line.issuer} says: ${String(told)}`, status === 409 ? conflict : wait, { kind });
    }
}
function authorization({ body }) {
    const told = (body ?? {});
    const { device_code: deviceCode, user_code: userCode, verification_uri: verificationUri } = told;
    const { expires_in: seconds, interval = 5 } = told;
    if (typeof deviceCode === 'string' && typeof userCode === 'string' && typeof verificationUri === 'string') {
        if (typeof seconds === 'number' && typeof interval === 'number' && /^[A-Z0-9-]{4,32}$/.test(userCode)) {
            return { deviceCode, userCode, verificationUri, seconds, interval };
        }
    }
    throw misunderstood();
}
function misunderstood() {
    return new Failure('The answer of the server cannot be understood.', 'Update gatehouse-bridge.');
}
function granted({ body }, askedAt) {
    const { token, ttl, headers } = (body ?? {});
    const [userId, sessionId] = [headers?.['x-user-id'], headers?.['x-session-id']];
    if (typeof token === 'string' && typeof ttl === 'number' && typeof userId === 'string') {
        if (typeof sessionId === 'string')
            return { token, ttl, askedAt, userId, sessionId };
    }
    throw misunderstood();
}
//# sourceMappingURL=bridge-api.js.map