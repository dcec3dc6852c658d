import { hostname, platform, release } from 'node:os';
import { BridgeApi } from './bridge-api.js';
import { Failure } from './failure.js';
import { VERSION } from './version.js';
/** Milliseconds between two. */
const CADENCE = 30_000;
/** Tells Gatehouse that the proxy runs, and keeps its token fresh; silent where Gatehouse does not want to hear. */
export class Heartbeats {
    session;
    relay;
    timer;
    wanted = true;
    constructor(session, relay) {
        this.session = session;
        this.relay = relay;
    }
    start() {
        this.timer = setInterval(() => void this.beat(), CADENCE);
        void this.beat();
    }
    stop() {
        clearInterval(this.timer);
    }
    async beat() {
        try {
            const { line, token, state } = await this.session.ready();
            if (!this.wanted)
                return;
            const { forwarded, lastActivity } = this.relay;
            const status = await new BridgeApi(line).beat(token.text, {
                session_id: state.sessionId,
                bridge_version: VERSION,
                os: `${platform()} ${release()}`,
                hostname: hostname(),
                ...(lastActivity === undefined ? {} : { last_activity_at: lastActivity.toISOString() }),
                forwarded_total: forwarded,
            });
            if (status === 404)
                this.wanted = false;
            if (status === 401)
                this.session.spoil(token.text);
        }
        catch (error) {
            // Clients are told when they call; the next beat tries again.
            if (!(error instanceof Failure))
                throw error;
        }
    }
}
//# sourceMappingURL=heartbeats.js.map