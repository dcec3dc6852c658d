import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { equalSecrets, newSecret } from '../src/kernel/one-time-secret.js';
import { Failure } from './failure.js';
import { isAnotherUsers } from './loopback-peer.js';
const PAGE_HEADERS = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    connection: 'close',
};
/**
 * Waits on a loopback port for the one redirect that answers our own request (RFC 8252 §7.3): its state is ours, and it says
 * that it comes from the issuer that we asked (RFC 9207). Anything else is turned away, and ends nothing.
 *
 * The address that a browser is opened with stands among the arguments of its process, for everybody on the machine to read.
 * Were it the issuer's page itself, with state and challenge, somebody else could answer it as themselves, and what this
 * machine does would be done in their name. So it is a door here, which leads on once: to this user, where the machine can
 * tell, and to the browser that came first, which alone may bring the answer. Whoever comes after it ends the login.
 */
export class LoopbackCallback {
    asked;
    verifier = newSecret();
    state = newSecret();
    door = newSecret();
    visitor = newSecret();
    cookie;
    isOpened = false;
    server;
    settle;
    answer = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    constructor(asked) {
        this.asked = asked;
        this.cookie = `${asked.program}-login`;
        this.server = createServer((request, response) => this.receive(request, response));
        // Whoever waits hears of it; until then nobody does.
        this.answer.catch(() => undefined);
    }
    static async open(asked) {
        const callback = new LoopbackCallback(asked);
        await new Promise((resolve, reject) => {
            callback.server.once('error', reject).listen(0, '127.0.0.1', resolve);
        });
        return callback;
    }
    /** What a browser is opened with: it leads to where the person says that this program may act for them. */
    get url() {
        return `http://${this.host}/${this.door}`;
    }
    get target() {
        const parameters = new URLSearchParams({
            redirect_uri: this.redirectUri,
            state: this.state,
            code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
            code_challenge_method: 'S256',
            ...this.asked.parameters,
        });
        return `${this.asked.issuer}${this.asked.path}?${parameters.toString()}`;
    }
    /** Where the browser comes back to. */
    get redirectUri() {
        return `http://${this.host}/callback`;
    }
    /** @param patience milliseconds @throws Failure when the person said no, or nothing */
    async wait(patience) {
        const timer = setTimeout(() => {
            this.settle?.reject(new Failure('Nobody has allowed it in time.', this.asked.otherwise));
        }, patience);
        try {
            return await this.answer;
        }
        finally {
            clearTimeout(timer);
            this.server.close();
            // Browsers open connections ahead, and would keep us waiting for what never comes on them.
            setTimeout(() => this.server.closeAllConnections(), 500).unref();
        }
    }
    get host() {
        return `127.0.0.1:${this.server.address().port}`;
    }
    receive(request, response) {
        const { method, url = '', headers } = request;
        const parameters = /^\/callback\?/.test(url) ? answerIn(url) : null;
        const isDoor = equal(url, `/${this.door}`);
        if (method !== 'GET' || headers.host !== this.host || (parameters === null && !isDoor)) {
            return this.page(response, 404, 'There is nothing here.');
        }
        if (isAnotherUsers(request.socket))
            return this.page(response, 403, 'This is for another user of this machine.');
        if (parameters === null)
            this.lead(request, response);
        else
            this.take(parameters, request, response);
    }
    take({ code, state, iss, error }, request, response) {
        if (!equal(state, this.state) || iss !== this.asked.issuer || !this.isVisitor(request)) {
            return this.page(response, 400, `This is not the answer that ${this.asked.program} waits for.`);
        }
        if (error !== '') {
            this.page(response, 200, 'This device may not act for you. You can close this window.');
            const advice = 'Run the command again if that was a mistake.';
            return this.settle?.reject(new Failure('The person at the browser did not allow it.', advice));
        }
        if (!this.asked.code.test(code))
            return this.page(response, 400, 'There is no code in this answer.');
        this.page(response, 200, 'You can close this window, and go on where you began.');
        this.settle?.resolve({ code, verifier: this.verifier });
    }
    /** To the issuer, once. Not even the same browser is led twice: its cookie goes to every port of the machine. */
    lead(request, response) {
        if (!this.isOpened) {
            this.isOpened = true;
            const cookie = `${this.cookie}=${this.visitor}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax`;
            response.writeHead(302, { ...PAGE_HEADERS, location: this.target, 'set-cookie': cookie }).end();
        }
        else if (this.isVisitor(request)) {
            this.page(response, 409, 'This was opened already: go on in that window, or run the command again.');
        }
        else {
            this.page(response, 403, 'Another browser has opened this before. Run the command again, and open it once.');
            const advice = 'If it was not you, somebody else on this machine tries to answer in your place.';
            this.settle?.reject(new Failure('The address of this login was opened twice, by two browsers.', advice));
        }
    }
    isVisitor({ headers }) {
        const [, value = ''] = new RegExp(`(?:^|; )${this.cookie}=([^;]*)`).exec(headers.cookie ?? '') ?? [];
        return equal(value, this.visitor);
    }
    page(response, status, text) {
        const { program } = this.asked;
        const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${program}</title><p>${text}</p></html>\n`;
        response.writeHead(status, PAGE_HEADERS).end(html);
    }
}
/** What a redirect to us says; a parameter that comes twice says nothing. */
function answerIn(url) {
    const parameters = new URLSearchParams(url.slice(url.indexOf('?')));
    const one = (name) => {
        const [value = '', second] = parameters.getAll(name);
        return second === undefined ? value : '';
    };
    return { code: one('code'), state: one('state'), iss: one('iss'), error: one('error') };
}
function equal(one, other) {
    return equalSecrets(Buffer.from(one), Buffer.from(other));
}
//# sourceMappingURL=loopback-callback.js.map