import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { spenderOf } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import type { Admission } from '../gate-request.js';
import { LiveAuthority } from '../live-authority.js';
import { LiveUpstreams } from '../live-upstreams.js';
import type { SseSession } from './sse-session.js';

/** Sessions of one client for one person at one upstream, in each process. */
const MOST_OF_ONE = 100;

/** One session, and by whose authority it goes on. */
interface Held {
  readonly session: SseSession;
  readonly whose: string;
  sid: string;
  release: () => void;
  readonly releaseUpstream: () => void;
}

/** The sessions whose streams this process holds. Each ends with the session of the token that was last used for it. */
@Injectable()
export class SseSessions implements OnApplicationShutdown {
  private readonly held = new Map<string, Held>();
  /** Of each client and person at each upstream, those first that were used least lately. */
  private readonly shares = new Map<string, Set<Held>>();

  constructor(
    private readonly authority: LiveAuthority,
    private readonly upstreams: LiveUpstreams,
  ) {}

  onApplicationShutdown(): void {
    for (const { session } of [...this.held.values()]) session.end();
  }

  /** @throws Problem 503 for one too many, when something is under way in each of the others */
  add(session: SseSession, admission: Admission): void {
    const { sid } = admission.caller.claims;
    const whose = whoseIs(admission);
    this.makeRoom(whose);
    const release = this.hold(session, sid);
    // Each call of it is decided on by the rules of its time.
    const watch = { listens: () => false, end: () => session.end(new Problem(503, 'This server is switched off.')) };
    const releaseUpstream = this.upstreams.hold(admission.upstream, watch);
    const held: Held = { session, whose, sid, release, releaseUpstream };
    this.held.set(session.id, held);
    const share = this.shares.get(held.whose);
    if (share === undefined) this.shares.set(held.whose, new Set([held]));
    else share.add(held);
  }

  /** @returns null when this process does not hold it, or the upstream has moved since */
  find(id: string, admission: Admission): SseSession | null {
    const held = this.held.get(id);
    if (held === undefined || held.whose !== whoseIs(admission)) return null;
    if (held.session.terms.url !== admission.upstream.url) {
      held.session.end();
      return null;
    }
    this.used(held, admission.caller.claims.sid);
    return held.session;
  }

  /** Of a session that has ended. */
  remove(id: string): void {
    const held = this.held.get(id);
    if (held === undefined) return;
    held.release();
    held.releaseUpstream();
    this.held.delete(id);
    const share = this.shares.get(held.whose);
    if (share?.delete(held) === true && share.size === 0) this.shares.delete(held.whose);
  }

  /** The least lately used one ends of a caller who has too many, as clients have that never end theirs. */
  private makeRoom(whose: string): void {
    const share = this.shares.get(whose);
    if (share === undefined || share.size < MOST_OF_ONE) return;
    const idle = [...share].find(({ session }) => !session.isBusy);
    if (idle === undefined) throw new Problem(503, 'Too many sessions at this server.', [], { 'retry-after': '1' });
    idle.session.end();
  }

  private used(held: Held, sid: string): void {
    const share = this.shares.get(held.whose);
    share?.delete(held);
    share?.add(held);
    if (held.sid === sid) return;
    // The later token is held before the earlier one is let go, so that there is no moment without any.
    const release = this.hold(held.session, sid);
    held.release();
    held.sid = sid;
    held.release = release;
  }

  private hold(session: SseSession, sid: string): () => void {
    return this.authority.hold(sid, () => session.end(new Problem(502, 'The session was closed.')));
  }
}

function whoseIs({ caller, upstream }: Admission): string {
  return JSON.stringify([upstream.id, caller.claims.sub, caller.claims.client_id, spenderOf(caller)]);
}
