import { hostname } from 'node:os';
import { createInterface } from 'node:readline';
import { Failure, printable } from '../bridge-client/failure.js';
import { LoopbackCallback } from '../bridge-client/loopback-callback.js';
import { openBrowser } from '../bridge-client/opened-browser.js';
import { jsonOf, refusalIn } from './http-answer.js';
import { Refusal, WrongUse } from './refusal.js';
import { say } from './shown.js';
import { TokenEndpoint } from './token-endpoint.js';
/** The client that every Gatehouse has for this program, until somebody deletes it. */
const COMMAND_LINE = 'gatehouse-cli';
const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';
/** Milliseconds. */
const PATIENCE = 600_000;
/** Seconds by which whoever asks too often waits longer (RFC 8628 §3.5). */
const SLOWER = 5;
/** Logs in at one Gatehouse. @throws Refusal, Failure, WrongUse */
export async function loggedIn(url, wishes, environment) {
    const named = wishes.clientId ?? environment['GATEHOUSE_CLIENT_ID'];
    const client_id = named || COMMAND_LINE;
    await TokenEndpoint.checkIssuer(url);
    const { scope } = wishes;
    // Whoever names no client is a person: the command line's own has no secret.
    if (wishes.device === true || wishes.web === true || !named) {
        const client = { client_id };
        const granted = wishes.device === true ? await byDevice(url, client, scope) : await byBrowser(url, client, wishes);
        return { version: 1, url, via: wishes.device === true ? 'device' : 'browser', client_id, ...granted };
    }
    const client_secret = environment['GATEHOUSE_CLIENT_SECRET'] || (await readSecret(client_id));
    const endpoint = new TokenEndpoint(url, { client_id, client_secret });
    const granted = await endpoint.token({ grant_type: 'client_credentials', scope });
    const secret = wishes.remember === false ? {} : { client_secret };
    return { version: 1, url, via: 'client_credentials', client_id, ...secret, ...granted };
}
/** A person at a browser of this machine (RFC 8252, OAuth 2.1 §4.1). */
async function byBrowser(url, client, { scope, browser }) {
    const callback = await LoopbackCallback.open({
        issuer: url,
        program: 'gatehouse',
        path: '/oauth/authorize',
        parameters: { response_type: 'code', client_id: client.client_id, ...(scope === undefined ? {} : { scope }) },
        code: /^[\x21-\x7e]{16,2048}$/,
        otherwise: 'Run the command again.',
    });
    say(`To log in, open this in a browser on this machine:\n\n  ${callback.url}\n`);
    if (browser !== false)
        openBrowser(callback.url);
    const redirect_uri = callback.redirectUri;
    const { code, verifier: code_verifier } = await callback.wait(PATIENCE);
    return new TokenEndpoint(url, client).token({ grant_type: 'authorization_code', code, code_verifier, redirect_uri });
}
/** A person at a browser elsewhere (RFC 8628). */
async function byDevice(url, client, scope) {
    const endpoint = new TokenEndpoint(url, client);
    const response = await endpoint.post('/oauth/device_authorization', { scope });
    if (response.status !== 200)
        throw withAdvice(await refusalIn(response), client);
    const told = ((await jsonOf(response)) ?? {});
    const { device_code, user_code, verification_uri, expires_in, interval = 5 } = told;
    const texts = [device_code, user_code, verification_uri];
    if (texts.some((text) => typeof text !== 'string') ||
        typeof expires_in !== 'number' ||
        typeof interval !== 'number') {
        throw new Refusal('The answer of the server cannot be understood.');
    }
    // What a person is sent to is nothing that another place made up.
    if (!String(verification_uri).startsWith(`${url}/`))
        throw new Refusal('The server sends people to another place.');
    say(`To log in ${hostname()}, open this in a browser, anywhere:\n\n  ${String(verification_uri)}\n`);
    say(`and enter the code:\n\n  ${String(user_code)}\n`);
    return polled(endpoint, { device_code: String(device_code), until: Date.now() + expires_in * 1000 }, interval);
}
async function polled(endpoint, { device_code, until }, interval) {
    for (let wait = interval; Date.now() < until;) {
        await new Promise((resolve) => setTimeout(resolve, wait * 1000));
        try {
            return await endpoint.token({ grant_type: DEVICE_CODE, device_code });
        }
        catch (error) {
            if (error instanceof Failure && error.kind === 'unreachable')
                wait = Math.min(wait * 2, 60);
            else if (error instanceof Refusal && error.code === 'slow_down')
                wait += SLOWER;
            else if (!(error instanceof Refusal) || error.code !== 'authorization_pending')
                throw error;
        }
    }
    throw new Failure('Nobody has answered in time.', 'Run the command again.');
}
/** Roles of administration are given by a code to clients alone of which an owner has said so. */
function withAdvice(refusal, { client_id }) {
    if (refusal.code === 'invalid_client') {
        return new Refusal(`${refusal.message}\nName another client by --client-id; \`gatehouse bootstrap\` on the machine of the server brings ${COMMAND_LINE} back.`);
    }
    if (refusal.code !== 'invalid_scope')
        return refusal;
    return new Refusal(`${refusal.message}\n${byOwners(client_id)}`);
}
/** How a code comes to give administration. */
function byOwners(client_id) {
    return [
        'Whoever administers logs in by a browser of this machine: gatehouse login --web',
        `or an owner allows it by a code: gatehouse clients update ${client_id} --device-authorization-administration`,
    ].join('\n');
}
/** A secret that is typed without being shown, or the first line of standard input. */
async function readSecret(client) {
    const isTerminal = process.stdin.isTTY;
    if (isTerminal)
        process.stderr.write(`Secret of ${printable(client)}: `);
    const text = isTerminal ? await typed() : await firstLine();
    if (text !== '')
        return text;
    throw new WrongUse('A secret is needed: type it, send it to standard input, or set GATEHOUSE_CLIENT_SECRET.');
}
async function firstLine() {
    const lines = createInterface({ input: process.stdin, terminal: false });
    try {
        for await (const line of lines)
            return line;
        return '';
    }
    finally {
        lines.close();
    }
}
function typed() {
    return new Promise((resolve, reject) => {
        let text = '';
        const hear = (chunk) => {
            for (const letter of chunk.toString('utf8')) {
                if (letter === '\u0003')
                    return finish(() => reject(new WrongUse('Given up.')));
                if (letter === '\r' || letter === '\n')
                    return finish(() => resolve(text));
                text = letter === '\u007f' || letter === '\b' ? text.slice(0, -1) : text + letter;
            }
        };
        const finish = (end) => {
            process.stdin.off('data', hear).setRawMode(false).pause();
            process.stderr.write('\n');
            end();
        };
        process.stdin.setRawMode(true).on('data', hear);
    });
}
//# sourceMappingURL=login.js.map