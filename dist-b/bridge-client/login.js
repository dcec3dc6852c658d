import { hostname } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { uuidv7 } from '../src/kernel/uuid-v7.js';
import { BridgeApi } from './bridge-api.js';
import { freshDoor, heldToken } from './bridge-state.js';
import { waitForPerson } from './device-grant.js';
import { DeviceKey } from './device-key.js';
import { Failure, printable } from './failure.js';
import { GateLine } from './gate-line.js';
import { LoopbackCallback } from './loopback-callback.js';
import { openBrowser } from './opened-browser.js';
/** Milliseconds: as long as the longest-lived code. */
const PATIENCE = 600_000;
const say = (text) => void process.stderr.write(`${printable(text)}\n`);
/**
 * Makes this machine a device of the person who allows it. The key is made once: another code of the same person goes on
 * with the same device, and a code of somebody else is refused by Gatehouse while that device lives.
 * @throws Failure
 */
export async function login(file, wishes) {
    const before = readable(file);
    const key = before?.key ?? (await DeviceKey.make());
    const line = new GateLine(file.issuer, await DeviceKey.of(key));
    try {
        const api = new BridgeApi(line);
        await api.checkIssuer();
        const deviceName = wishes.name ?? before?.deviceName ?? hostname();
        const sessionId = before?.sessionId ?? uuidv7(Date.now());
        const state = { version: 1, issuer: file.issuer, key, deviceName, person: null, sessionId, token: null };
        const redeem = await arrange(api, { issuer: file.issuer, deviceName, sessionId }, wishes);
        try {
            const granted = await redeem();
            const token = heldToken(granted);
            const person = await whose(api, granted);
            const door = doorFor(before, person);
            const held = { ...state, person, sessionId: granted.sessionId, token, proxy: door };
            file.replace(held);
            return held;
        }
        catch (error) {
            // Gatehouse knows the key from now on: once somebody has let it in, it is good.
            if (error instanceof Failure && error.kind === 'waiting')
                file.replace({ ...state, proxy: doorFor(before, null) });
            throw error;
        }
    }
    finally {
        line.close();
    }
}
/** Has somebody allow it, in the way that was wished for. @returns how to get what they allowed */
async function arrange(api, { issuer, deviceName, sessionId }, wishes) {
    if (wishes.device === true) {
        const started = await api.startDeviceGrant(deviceName);
        say(`To let this machine act for you, open this in a browser, anywhere:\n\n  ${started.verificationUri}\n`);
        say(`and enter the code:\n\n  ${started.userCode}\n`);
        return () => waitForPerson(api, started, sessionId);
    }
    const brought = isTyped(wishes)
        ? { code: await typedCode(wishes.code) }
        : await fromBrowser(issuer, deviceName, wishes);
    return () => api.exchange({ ...brought, sessionId });
}
function isTyped({ code, paste }) {
    return code !== undefined || paste === true;
}
/** A file that cannot be used is no reason not to begin anew. */
function readable(file) {
    try {
        return file.read();
    }
    catch (error) {
        if (!(error instanceof Failure))
            throw error;
        say(`${error.message} It is replaced.`);
        return null;
    }
}
/** Clients that were set up to act for one person must not act for the next one. */
function doorFor(before, person) {
    if (before === null || before.person?.id !== person?.id)
        return freshDoor();
    return before.proxy;
}
async function whose(api, { token, userId }) {
    const told = await api.whoami(token).catch((error) => {
        if (error instanceof Failure)
            return null;
        throw error;
    });
    return told?.id === userId ? told : { id: userId, email: null };
}
async function fromBrowser(issuer, deviceName, { browser }) {
    const callback = await LoopbackCallback.open({
        issuer,
        program: 'gatehouse-bridge',
        path: '/account/devices/connect',
        parameters: { device_name: deviceName },
        code: /^[0-9a-f]{64}$/,
        otherwise: 'Run the command again, or try: login --device',
    });
    const { url } = callback;
    say(`To let this machine act for you, open this in a browser on it:\n\n  ${url}\n`);
    say(`It leads to ${issuer}, which waits for you there, and is for one browser alone.`);
    say('On a machine without a browser: gatehouse-bridge login --device');
    if (browser !== false)
        openBrowser(url);
    return callback.wait(PATIENCE);
}
async function typedCode(given) {
    const text = given === undefined || given === '-' ? await readLine() : given;
    const code = text.replace(/\s/g, '').toLowerCase();
    if (/^[0-9a-f]{64}$/.test(code))
        return code;
    throw new Failure('This is no code.', 'A code has 64 digits and letters a to f. Get one at /account/devices.');
}
async function readLine() {
    if (process.stdin.isTTY)
        say('Get a code at /account/devices of your Gatehouse.');
    const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
    try {
        if (process.stdin.isTTY)
            process.stderr.write('Code: ');
        for await (const line of lines)
            return line;
        return '';
    }
    finally {
        lines.close();
    }
}
//# sourceMappingURL=login.js.map