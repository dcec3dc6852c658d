import { receiptView } from '../../audit/search/receipt.view.js';
import type { SessionStory, StoryNode } from './session-story.js';
import { sessionView } from './session.view.js';

interface NodeView {
  readonly session: ReturnType<typeof sessionView>;
  readonly person: object | null;
  readonly client: object | null;
  readonly consent: { readonly given: object | null; readonly standing: readonly object[] } | null;
  readonly receipts: readonly object[];
  readonly calls: readonly object[];
  readonly receipts_left_out: number;
  readonly receipts_and_more: boolean;
  readonly sessions: readonly NodeView[];
}

/** A story as administrators read it: what was decided in each session, and apart from that its calls at the gate. */
export function storyView(id: string, { root, shown, leftOut, andMore }: SessionStory) {
  return {
    session_id: id,
    sessions_shown: shown,
    sessions_left_out: leftOut,
    sessions_and_more: andMore,
    root: nodeView(root),
  };
}

function nodeView({ session, consent, receipts, children }: StoryNode): NodeView {
  const isCall = ({ kind }: { readonly kind: string }): boolean => kind === 'gate.call';
  const asked = consent !== null || session.consents.length > 0;
  return {
    session: sessionView(session),
    person: session.person,
    client: session.client,
    consent: asked ? { given: consent && receiptView(consent), standing: session.consents } : null,
    receipts: receipts.receipts.filter((receipt) => !isCall(receipt)).map(receiptView),
    calls: receipts.receipts.filter(isCall).map(receiptView),
    receipts_left_out: receipts.leftOut,
    receipts_and_more: receipts.andMore,
    sessions: children.map(nodeView),
  };
}
