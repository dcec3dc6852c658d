import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { Failure } from './failure.js';
import { unreachable } from './gate-line.js';
import { headersToClient, headersToGate } from './relay-headers.rules.js';
import { RepeatableBody } from './repeatable-body.js';
import { refuseFor, rpcIdOf } from './rpc-refusal.js';
/** Passes requests on to the gate with the device's token, and answers back as they come. */
export class Relay {
    session;
    /** Requests that the gate has answered. */
    forwarded = 0;
    lastActivity;
    told;
    constructor(session) {
        this.session = session;
    }
    async forward(path, request, response) {
        const gone = new AbortController();
        // Nobody waits for the gate's answer any more.
        response.once('close', () => {
            if (!response.writableFinished)
                gone.abort();
        });
        const body = new RepeatableBody(request);
        const passage = { request, path, body, signal: gone.signal };
        let answer;
        try {
            answer = await this.answered(passage);
        }
        catch (error) {
            if (response.destroyed)
                return;
            const failure = this.failure(error);
            this.tell(failure);
            return refuseFor(response, failure, rpcIdOf(await body.whole()));
        }
        this.told = undefined;
        this.forwarded += 1;
        this.lastActivity = new Date();
        response.writeHead(answer.statusCode ?? 502, headersToClient(answer.rawHeaders));
        // The first event of a stream may be long in coming.
        response.flushHeaders();
        // Either side that breaks off ends the other: a stream that the gate has cut is cut here.
        await pipeline(answer, response).catch(() => response.destroy());
    }
    /** Once more for a nonce, and once more with another token, where the request can be sent again. */
    async answered(passage) {
        const attempts = { nonce: true, token: true };
        let ready = await this.session.ready();
        for (;;) {
            const nonce = ready.line.nextNonce;
            const answer = await this.attempt(passage, ready);
            if (isRedirect(answer))
                throw this.refusal(answer, 'It sends us elsewhere, where no token of ours may go.');
            if (answer.statusCode !== 401)
                return answer;
            answer.destroy();
            const wantsNonce = wasForNonce(answer) && ready.line.nextNonce !== nonce && attempts.nonce;
            if (wantsNonce)
                attempts.nonce = false;
            else if (attempts.token) {
                attempts.token = false;
                ready = await this.session.ready(ready.token.text);
            }
            else
                throw this.refusal(answer, described(answer));
            if ((await passage.body.whole()) === null) {
                throw new Failure('The request was too long to be sent twice.', 'Try again: the token is fresh now.');
            }
        }
    }
    async attempt({ request, path, body, signal }, { line, token }) {
        const headers = headersToGate(request.rawHeaders);
        const outgoing = await line.open({ method: request.method ?? 'GET', path, headers, token: token.text, signal });
        const answered = once(outgoing, 'response');
        // The gate may refuse, and close, before all has been sent: what it said counts.
        outgoing.on('error', () => undefined);
        void body.sendTo(outgoing);
        const [answer] = await answered;
        answer.on('error', () => undefined);
        line.learn(answer);
        return answer;
    }
    refusal(answer, why) {
        answer.destroy();
        return new Failure(`${this.session.file.issuer} cannot be used. ${why}`, 'Run: gatehouse-bridge doctor');
    }
    /** Many clients show a status and no more; where the proxy runs it is told once. */
    tell({ message, advice }) {
        if (message !== this.told)
            process.stderr.write(`${message}\n${advice}\n`);
        this.told = message;
    }
    /** What is no failure of the network is a bug of ours. */
    failure(error) {
        if (error instanceof Failure)
            return error;
        if (error instanceof Error && 'code' in error)
            return unreachable(this.session.file.issuer, error);
        throw error;
    }
}
/** What the challenge says is wrong (RFC 6750 §3), for the person to read; the client never sees the challenge. */
function described({ headers }) {
    const [, text = 'no reason given'] = /\berror_description="([^"]*)"/.exec(headers['www-authenticate'] ?? '') ?? [];
    return `It does not accept a token that it has just made: ${text}`;
}
function wasForNonce({ headers }) {
    return /\buse_dpop_nonce\b/.test(headers['www-authenticate'] ?? '');
}
function isRedirect({ statusCode = 0 }) {
    return statusCode >= 300 && statusCode < 400 && statusCode !== 304;
}
//# sourceMappingURL=relay.js.map