import { Failure } from '../bridge-client/failure.js';
import { issuerOf } from '../bridge-client/issuer.rules.js';
import { configFolder, knownUrls, LoginFile } from './login-file.js';
import { Refusal } from './refusal.js';
import { TokenEndpoint } from './token-endpoint.js';
/** Milliseconds before its end from which on a token is not used any more. */
const MARGIN = 15_000;
/** Client and secret of programs that log in with every command, such as in a pipeline. */
function environmentClient(environment) {
    const [client_id, client_secret] = [environment['GATEHOUSE_CLIENT_ID'], environment['GATEHOUSE_CLIENT_SECRET']];
    return client_id && client_secret ? { client_id, client_secret } : null;
}
/** Whether commands go to a server: somebody is logged in, or one is named. */
export function isRemote(url, environment) {
    return Boolean(url ?? environment['GATEHOUSE_URL']) || knownUrls(configFolder(environment)).length > 0;
}
/**
 * The Gatehouse that is meant: the one that is named, in words or by `GATEHOUSE_URL`, or the only one that is known.
 * @throws Failure when there is none, or more than one
 */
export function chosenUrl(named, environment) {
    const text = named ?? environment['GATEHOUSE_URL'];
    if (text)
        return issuerOf(text);
    const known = knownUrls(configFolder(environment));
    if (known[0] !== undefined && known.length === 1)
        return known[0];
    if (known.length === 0) {
        throw new Failure('Nobody is logged in on this machine.', 'Run: gatehouse login --url https://gate.example.com', {
            kind: 'logged-out',
        });
    }
    throw new Failure('This machine knows several Gatehouses.', `Say which: gatehouse --url ${known.join(', or --url ')}`);
}
/** The access token of whoever is logged in, which is renewed when its time is over. */
export class HeldToken {
    url;
    environment;
    file;
    own;
    constructor(url, environment) {
        this.url = url;
        this.environment = environment;
        this.file = new LoginFile(configFolder(environment), url);
    }
    /** @param stale one that was refused @throws Failure when somebody must log in */
    async text(stale) {
        const client = environmentClient(this.environment);
        const isGood = (held) => held !== null && held !== undefined && held.access_token !== stale && Date.now() < held.expires_at - MARGIN;
        if (client !== null) {
            if (!isGood(this.own)) {
                const granted = await new TokenEndpoint(this.url, client).token({ grant_type: 'client_credentials' });
                this.own = { version: 1, url: this.url, via: 'client_credentials', ...client, ...granted };
            }
            return this.own.access_token;
        }
        const held = this.file.read();
        if (isGood(held))
            return held.access_token;
        return this.file.alone(async () => {
            // Another command may have renewed it meanwhile.
            const now = this.file.read();
            return isGood(now) ? now.access_token : this.renewed(now);
        });
    }
    async renewed(held) {
        if (held === null)
            throw this.loggedOut(`Nobody is logged in at ${this.url}.`);
        const { refresh_token, client_secret, via } = held;
        const again = via === 'client_credentials' && client_secret !== undefined;
        if (!again && refresh_token === undefined)
            throw this.loggedOut('This login is over.');
        const form = again
            ? { grant_type: 'client_credentials', scope: held.scope }
            : { grant_type: 'refresh_token', refresh_token };
        try {
            const granted = await new TokenEndpoint(this.url, held).token(form);
            this.file.write({ ...held, ...granted });
            return granted.access_token;
        }
        catch (error) {
            if (error instanceof Refusal && (error.status === 400 || error.status === 401)) {
                throw this.loggedOut(`This login was ended (${error.message}).`);
            }
            throw error;
        }
    }
    loggedOut(reason) {
        return new Failure(reason, `Run: gatehouse login --url ${this.url}`, { kind: 'logged-out' });
    }
}
/** What a token says, for whoever holds it: the server is the one that verifies it. */
export function claimsOf(token) {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}
//# sourceMappingURL=held-token.js.map