import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failure } from './failure.js';
import { issuerOf } from './issuer.rules.js';
const PROGRAM = 'gatehouse-bridge';
/** Where the platform wants a program's state to be; `GATEHOUSE_BRIDGE_HOME` names another folder. */
export function stateFolder(environment, platform = process.platform) {
    const chosen = environment['GATEHOUSE_BRIDGE_HOME'];
    if (chosen)
        return chosen;
    const home = homedir();
    if (platform === 'win32')
        return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), PROGRAM);
    if (platform === 'darwin')
        return join(home, 'Library', 'Application Support', PROGRAM);
    return join(environment['XDG_STATE_HOME'] || join(home, '.local', 'state'), PROGRAM);
}
/** A file of its own for each issuer, whose name tells people which; the hash keeps apart what the name cannot. */
export function statePath(folder, issuer) {
    const readable = new URL(issuer).host.replace(/[^a-z0-9.-]/g, '_').slice(0, 100);
    const hash = createHash('sha256').update(issuer).digest('hex').slice(0, 12);
    return join(folder, `${readable}-${hash}.json`);
}
/**
 * The Gatehouse that is meant: the one that is named, in words or by `GATEHOUSE_URL`, or the only one that is known.
 * @throws Failure when there is none, or more than one
 */
export function chosenIssuer(folder, named, environment) {
    const text = named ?? environment['GATEHOUSE_URL'];
    if (text)
        return issuerOf(text);
    const known = knownIssuers(folder);
    if (known[0] !== undefined && known.length === 1)
        return known[0];
    if (known.length === 0) {
        const advice = 'Run: gatehouse-bridge login --url https://gate.example.com';
        throw new Failure('Nobody is logged in on this machine.', advice, { kind: 'logged-out' });
    }
    throw new Failure('This machine knows several Gatehouses.', `Say which: --url ${known.join(', or --url ')}`);
}
function knownIssuers(folder) {
    return filesOf(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => issuerIn(join(folder, name)))
        .filter((issuer) => issuer !== null);
}
function filesOf(folder) {
    try {
        return readdirSync(folder);
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return [];
        const advice = 'Make the folder readable for you alone (mode 0700), or remove it and log in again.';
        throw new Failure(`The folder ${folder} cannot be read.`, advice, { cause: error });
    }
}
/** What is no state of ours is none: its own command says what is wrong with it. */
function issuerIn(path) {
    try {
        const { issuer } = JSON.parse(readFileSync(path, 'utf8'));
        return typeof issuer === 'string' ? issuerOf(issuer) : null;
    }
    catch {
        return null;
    }
}
//# sourceMappingURL=state-folder.js.map