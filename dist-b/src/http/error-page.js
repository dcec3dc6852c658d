import { titleOf } from '../kernel/problem.js';
import { MessagePage } from './pages/message.page.js';
import { contextOf } from './request-context.js';
const headings = {
    400: 'This request cannot be answered',
    401: 'Please sign in',
    403: 'You may not do this',
    404: 'There is nothing here',
    405: 'This request cannot be answered',
    413: 'That was too much at once',
    429: 'Too many tries',
    500: 'Something went wrong',
    503: 'Back in a moment',
};
/** An error as a page, with the request id by which the log finds it. */
export function writeErrorPage(pages, request, response, words) {
    const { status, heading = headings[status] ?? titleOf(status), text, code } = words;
    const { requestId } = contextOf(request);
    const body = MessagePage({ heading, text: sentence(text), requestId, code });
    pages.send(response, { status, title: heading, body });
}
/** Texts for clients begin small and end without a full stop. */
function sentence(text) {
    const begun = text.charAt(0).toUpperCase() + text.slice(1);
    return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
//# sourceMappingURL=error-page.js.map