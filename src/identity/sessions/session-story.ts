import { Injectable } from '@nestjs/common';
import { type FoundReceipt, ReceiptSearch, type SessionReceipts } from '../../audit/search/receipt-search.contract.js';
import { Problem } from '../../kernel/problem.js';
import { SessionStoryStore, type ToldSession } from './session-story.store.js';
import { SessionTrees } from './session-tree.store.js';

/** Sessions that descend from the one in question, those that are shown and those that are counted. */
const SHOWN = 50;
const COUNTED = 1_000;
/** Of the receipts of each session the first and the last so many are shown, and so many counted. */
const RECEIPTS = { half: 20, counted: 10_000 };
/** Pairs of person and client whose consent is looked for. */
const CONSENTS = 10;
/** Milliseconds by which the clocks of replicas may differ. */
const MARGIN = 60_000;

/** One session in its place, with what came of it. */
export interface StoryNode {
  readonly session: ToldSession;
  /** By which the person let the client in, the last before the session was opened; null when there is none. */
  readonly consent: FoundReceipt | null;
  readonly receipts: SessionReceipts;
  readonly children: readonly StoryNode[];
}

/** The line above a session, the session, and what descends from it. */
export interface SessionStory {
  readonly root: StoryNode;
  readonly shown: number;
  readonly leftOut: number;
  /** Whether there are more than were counted. */
  readonly andMore: boolean;
}

/** Tells what came of a person's word: sessions as they were opened from one another, and what was decided in each. */
@Injectable()
export class SessionStories {
  constructor(
    private readonly store: SessionStoryStore,
    private readonly trees: SessionTrees,
    private readonly receipts: ReceiptSearch,
  ) {}

  /** @throws Problem 404 */
  async of(id: string): Promise<SessionStory> {
    const above = await this.trees.above(id);
    const below = await this.trees.below(id, SHOWN + COUNTED + 1);
    const sessions = await this.store.sessions([...above, id, ...below.slice(0, SHOWN)]);
    if (!sessions.some((session) => session.id === id)) throw Problem.notFound('session');
    const receipts = await this.receipts.ofSessions(
      sessions.map((session) => session.id),
      RECEIPTS,
    );
    const consents = await this.consents(sessions);
    const childrenOf = (parent: string): ToldSession[] => sessions.filter(({ parentId }) => parentId === parent);
    const node = (session: ToldSession): StoryNode => ({
      session,
      consent: consents.get(pairOf(session) ?? '') ?? null,
      receipts: receipts.get(session.id) ?? { receipts: [], leftOut: 0, andMore: false },
      children: childrenOf(session.id).map(node),
    });
    const leftOut = Math.max(0, below.length - SHOWN);
    return {
      root: node(topOf(sessions, id)),
      shown: sessions.length,
      leftOut: Math.min(leftOut, COUNTED),
      andMore: leftOut > COUNTED,
    };
  }

  /** By person and client, as of the first session that they have here. */
  private async consents(sessions: readonly ToldSession[]): Promise<ReadonlyMap<string, FoundReceipt>> {
    const consents = new Map<string, FoundReceipt>();
    const looked = new Set<string>();
    for (const session of sessions) {
      const pair = pairOf(session);
      const { userId: sub, clientId: client_id } = session;
      if (pair === null || sub === null || client_id === null || looked.has(pair)) continue;
      if (looked.add(pair).size > CONSENTS) break;
      const to = new Date(session.createdAt.getTime() + MARGIN);
      const [given] = await this.receipts.page({ kind: 'consent.given', sub, client_id, to }, null, 1);
      if (given !== undefined) consents.set(pair, given);
    }
    return consents;
  }
}

/** Of a session that a person let a client open; what was exchanged nobody was asked for. */
function pairOf({ userId, clientId, asOwner, exchanged }: ToldSession): string | null {
  return userId === null || clientId === null || asOwner || exchanged ? null : `${userId} ${clientId}`;
}

/** The highest above a session that is still kept. */
function topOf(sessions: readonly ToldSession[], id: string): ToldSession {
  const byId = new Map(sessions.map((session) => [session.id, session]));
  let top = byId.get(id) as ToldSession;
  for (let up = byId.get(top.parentId ?? ''); up !== undefined; up = byId.get(up.parentId ?? '')) top = up;
  return top;
}
