import { BridgeApi } from './bridge-api.js';
import { heldToken } from './bridge-state.js';
import { DeviceKey } from './device-key.js';
import { Failure, loggedOut } from './failure.js';
import { GateLine } from './gate-line.js';
/** Milliseconds for which nobody asks again after a refusal, or after a renewal: clients that repeat themselves are many. */
const REST = 5_000;
/**
 * The login of this machine: reads the file each time, since other programs renew it or end it, and renews the token when
 * that is due. It is for one person: if another one logs in meanwhile, it is of no use any more.
 */
export class HeldSession {
    file;
    known;
    renewing;
    refused;
    renewedAt = 0;
    person;
    constructor(file) {
        this.file = file;
    }
    /**
     * @param spoiled text of a token that was not accepted
     * @throws Failure when there is none to be had
     */
    async ready(spoiled) {
        const state = this.file.require();
        this.checkPerson(state);
        const line = await this.lineOf(state);
        const { token } = state;
        const now = Date.now();
        // Whoever does not take the newest one would not take the next one either.
        const isSpoilt = token?.text === spoiled && now - this.renewedAt > REST;
        const good = token !== null && !isSpoilt && token.expiresAt > now ? token : null;
        if (good !== null && now < good.renewAt)
            return { line, token: good, state };
        try {
            return { line, token: await this.renewed(state, line), state };
        }
        catch (error) {
            // A token that is good still bridges a server that is away for a moment.
            if (good !== null && error instanceof Failure && error.kind === 'unreachable')
                return { line, token: good, state };
            throw error;
        }
    }
    /** The way to Gatehouse, whether or not there is a token. */
    async line() {
        return this.lineOf(this.file.require());
    }
    /** Forgets a token that the server does not accept, so that whoever needs one gets another. */
    spoil(text) {
        this.file.update((state) => (state.token?.text === text ? { ...state, token: null } : null));
    }
    close() {
        this.known?.line.close();
    }
    /** One renewal at a time; after a refusal none for a while. */
    renewed(state, line) {
        if (this.refused !== undefined && Date.now() < this.refused.until)
            return this.refused.renewal;
        this.renewing ??= this.rememberingRefusal(this.renew(state, line));
        return this.renewing;
    }
    async rememberingRefusal(renewal) {
        try {
            return await renewal;
        }
        catch (error) {
            this.refused = { renewal, until: Date.now() + REST };
            throw error;
        }
        finally {
            this.renewing = undefined;
        }
    }
    async renew(state, line) {
        const granted = await new BridgeApi(line).renew(state.sessionId);
        if (state.person !== null && state.person.id !== granted.userId)
            throw this.somebodyElse();
        const token = heldToken(granted);
        this.keep(state, granted, token);
        this.renewedAt = Date.now();
        return token;
    }
    /** In the file, unless somebody has logged in anew meanwhile: then it is a token of a login that is no more. */
    keep({ key }, { userId, sessionId }, token) {
        let kept = false;
        this.file.update((now) => {
            kept = now.key.d === key.d;
            return kept ? { ...now, token, sessionId, person: now.person ?? { id: userId, email: null } } : null;
        });
        if (!kept)
            throw this.somebodyElse();
    }
    async lineOf({ key, issuer }) {
        const jwk = JSON.stringify(key);
        if (this.known?.jwk === jwk)
            return this.known.line;
        const line = new GateLine(issuer, await DeviceKey.of(key));
        this.refused = undefined;
        this.known = { jwk, line };
        return line;
    }
    checkPerson({ person }) {
        if (person === null)
            return;
        this.person ??= person.id;
        if (this.person !== person.id)
            throw this.somebodyElse();
    }
    somebodyElse() {
        return loggedOut(this.file.issuer, 'Somebody else has logged in on this machine: start this program anew.');
    }
}
//# sourceMappingURL=held-session.js.map