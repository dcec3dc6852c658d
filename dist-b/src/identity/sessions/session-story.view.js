import { receiptView } from '../../audit/search/receipt.view.js';
import { sessionView } from './session.view.js';
/** A story as administrators read it: what was decided in each session, and apart from that its calls at the gate. */
export function storyView(id, { root, shown, leftOut, andMore }) {
    return {
        session_id: id,
        sessions_shown: shown,
        sessions_left_out: leftOut,
        sessions_and_more: andMore,
        root: nodeView(root),
    };
}
function nodeView({ session, consent, receipts, children }) {
    const isCall = ({ kind }) => kind === 'gate.call';
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
//# sourceMappingURL=session-story.view.js.map