import * as http from 'node:http';
import * as https from 'node:https';
import { Failure } from './failure.js';
/** Milliseconds for one of our own calls. */
const PATIENCE = 15_000;
const LARGEST = 1024 * 1024;
/** Milliseconds by which clocks may differ before it matters to proofs. */
const TOLERANCE = 5_000;
/** The way to one Gatehouse: signs a fresh proof for each request, with the nonce that was given and by its clock. */
export class GateLine {
    issuer;
    key;
    transport;
    agent;
    nonce;
    /** Milliseconds by which its clock is ahead of ours. */
    clockDifference = 0;
    constructor(issuer, key) {
        this.issuer = issuer;
        this.key = key;
        this.transport = issuer.startsWith('https:') ? https : http;
        this.agent = new this.transport.Agent({ keepAlive: true });
    }
    /** Begins a request whose body the caller writes. Its proof is good for this one alone. */
    async open({ method, path, headers = {}, token, signal }) {
        const url = this.issuer + path;
        const sent = { ...headers };
        if (token !== undefined) {
            const ahead = Math.abs(this.clockDifference) > TOLERANCE ? this.clockDifference : 0;
            const at = (Date.now() + ahead) / 1000;
            sent['dpop'] = await this.key.proof({ method, url, token: token ?? undefined, nonce: this.nonce, at });
            if (token !== null)
                sent['authorization'] = `DPoP ${token}`;
        }
        const options = { method, headers: sent, agent: this.agent, ...(signal === undefined ? {} : { signal }) };
        return boundedConnect(this.transport.request(url, options));
    }
    /** The nonce that the next proof carries, if one was given (RFC 9449 §8). */
    get nextNonce() {
        return this.nonce;
    }
    /** Every answer may bring another nonce (RFC 9449 §8.2). */
    learn({ headers }) {
        const told = headers['dpop-nonce'];
        if (typeof told === 'string')
            this.nonce = told;
    }
    /** One of our own calls, again when a nonce was wanted. @throws Failure when there is no answer */
    async call(request, body) {
        const [before, nonce] = [Date.now(), this.nonce];
        const answer = await this.send(request, body);
        const now = Date.parse(answer.headers.date ?? '');
        if (Number.isFinite(now))
            this.clockDifference = now + 500 - (before + Date.now()) / 2;
        const refused = answer.status === 400 || answer.status === 401;
        return refused && this.nonce !== nonce && request.token !== undefined ? this.send(request, body) : answer;
    }
    close() {
        this.agent.destroy();
    }
    async send(request, body) {
        const signal = AbortSignal.timeout(PATIENCE);
        const headers = { ...request.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
        const outgoing = await this.open({ ...request, headers: { accept: 'application/json', ...headers }, signal });
        try {
            return await new Promise((resolve, reject) => {
                outgoing.on('error', reject);
                outgoing.on('response', (answer) => void this.read(answer).then(resolve, reject));
                outgoing.end(body === undefined ? undefined : JSON.stringify(body));
            });
        }
        catch (error) {
            throw unreachable(this.issuer, signal.aborted ? signal.reason : error);
        }
    }
    async read(answer) {
        this.learn(answer);
        const parts = [];
        let size = 0;
        for await (const part of answer) {
            size += part.length;
            if (size > LARGEST)
                throw new Error('the answer is too long');
            parts.push(part);
        }
        return { status: answer.statusCode ?? 0, headers: answer.headers, body: parsed(Buffer.concat(parts).toString()) };
    }
}
/** An answer may be long in coming, a connection may not. */
function boundedConnect(outgoing) {
    return outgoing.once('socket', (socket) => {
        if (!socket.connecting)
            return;
        const late = Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' });
        const timer = setTimeout(() => outgoing.destroy(late), PATIENCE);
        for (const over of ['connect', 'close'])
            socket.once(over, () => clearTimeout(timer));
    });
}
/** The Failure for a server that did not answer. */
export function unreachable(issuer, cause) {
    const { code, message } = cause;
    return new Failure(`${issuer} cannot be reached (${code ?? message ?? 'no answer'}).`, 'See whether this machine is online and the URL right; try again then.', { kind: 'unreachable', cause });
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=gate-line.js.map