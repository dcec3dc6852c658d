import { createClient, ErrorReply } from '@redis/client';
import { limitsScript } from './limits-script.js';
/** Longest wait for one answer, in milliseconds: a Redis that hangs may not keep callers waiting. */
const PATIENCE_MS = 250;
/** Longest wait for a connection and its first words. */
const CONNECT_MS = 1000;
/** Redis has answered, but with nothing that counts: whoever asks again at once hears the same. */
export class UselessAnswer extends Error {
}
/** One connection to Redis or Valkey, which is never mended: whoever loses it opens another. */
export class RedisLine {
    client;
    /** @param lost called when the connection ends, or says that something is wrong with it */
    constructor(url, lost) {
        this.client = createClient({
            url,
            RESP: 2,
            maintNotifications: 'disabled',
            disableClientInfo: true,
            disableOfflineQueue: true,
            socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false },
        });
        this.client.on('error', (reason) => lost(this, reason));
    }
    /** @throws Error when nobody answers, or the password is wrong */
    async open() {
        await within(CONNECT_MS, this.client.connect());
    }
    close() {
        this.client.destroy();
    }
    /**
     * Runs the script of limits for one key.
     * @param price microseconds that one request costs @param burst microseconds that may be owed
     * @returns whether it is refused, and the microseconds that were owed before and that must pass
     * @throws UselessAnswer when Redis refuses, or is something else; Error when it cannot be asked
     */
    async spend(key, price, burst) {
        const asked = { keys: [key], arguments: [String(price), String(burst)] };
        const running = this.client.evalSha(limitsScript.sha1, asked).catch(this.unknown(asked));
        return weighedIn(await within(PATIENCE_MS, running).catch(refusedBy));
    }
    /** Redis forgets scripts when it restarts, and when it is told to. */
    unknown(asked) {
        return (error) => {
            if (!error.message.startsWith('NOSCRIPT'))
                throw error;
            return this.client.eval(limitsScript.text, asked);
        };
    }
}
function refusedBy(error) {
    throw error instanceof ErrorReply ? new UselessAnswer(error.message) : error;
}
/** @throws UselessAnswer for what the script does not say: taken for a count, it would admit everybody */
function weighedIn(answer) {
    const [refused, ...times] = Array.isArray(answer) ? answer : [];
    const [owed = NaN, wait = NaN] = times.map(Number);
    if ((refused !== 0 && refused !== 1) || !Number.isFinite(owed) || !Number.isFinite(wait))
        throw new UselessAnswer('the answer is not that of the script');
    return { refused: refused === 1, owed, wait };
}
/** @throws Error when it takes longer than so many milliseconds */
function within(milliseconds, asked) {
    return new Promise((resolve, reject) => {
        const late = () => reject(new Error(`no answer within ${milliseconds} ms`));
        // What has arrived while this process was busy is read first: that was not the fault of Redis.
        const timer = setTimeout(() => setImmediate(late), milliseconds);
        asked.then(resolve, reject).finally(() => clearTimeout(timer));
    });
}
//# sourceMappingURL=redis-line.js.map