import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { Heard, HiddenFields, Moment, SubmitButton } from '../http/pages/parts.js';
import { codesLeft, FEW_CODES } from './code.page.js';
/** Where somebody who is signed in proves once more that it is them. */
export const CONFIRM = '/account/confirm';
/** Below a field for the password: another way than that. */
export function OrConfirm({ to }) {
    return (_jsxs("p", { class: "hint", children: ["Or ", _jsx("a", { href: to === undefined ? CONFIRM : `${CONFIRM}?to=${to}`, children: "confirm in another way" }), " that it is you."] }));
}
/** In place of a form that a password alone does not open. */
export function MustConfirm({ to }) {
    return (_jsxs(_Fragment, { children: [_jsx("p", { class: "quiet", children: "You signed in a while ago. First show once more that it is you." }), _jsx("a", { class: "button small", href: to === undefined ? CONFIRM : `${CONFIRM}?to=${to}`, children: "Confirm it is you" })] }));
}
/** A titled list. */
export function Section({ title, empty, items, children }) {
    return (_jsxs("section", { children: [_jsx("h2", { children: title }), items.length === 0 ? _jsx("p", { class: "quiet", children: empty }) : _jsx("ul", { class: "rows", children: items.map(children) })] }));
}
/** The button that ends something. */
export function End({ action, formToken, label, what }) {
    return (_jsxs("form", { method: "post", action: action, children: [_jsx(HiddenFields, { fields: [['form_token', formToken]] }), _jsxs(SubmitButton, { rank: "small", children: [label, _jsxs(Heard, { children: [" ", what] })] })] }));
}
const closing = (id) => `/account/sessions/${encodeURIComponent(id)}/close`;
/** A row: one browser, and the button that signs it out. */
export function SignIn({ signIn, formToken }) {
    const { id, device, current, since, until } = signIn;
    return (_jsxs("li", { children: [_jsxs("div", { children: [_jsxs("p", { class: "name", children: [device, " ", current ? _jsx("span", { class: "badge", children: "this browser" }) : null] }), _jsx(Span, { since: since, until: until })] }), _jsx(End, { action: closing(id), formToken: formToken, label: "Sign out", what: current ? 'of this browser' : `of ${device}` })] }));
}
/** A row: one agent at work, and the button that stops it. */
export function Act({ act, formToken }) {
    return (_jsxs("li", { children: [_jsxs("div", { children: [_jsx("p", { class: "name", children: act.clientName }), act.resources.map((resource) => (_jsx("p", { class: "address", children: resource }))), _jsx(ScopeNames, { names: act.scopes }), _jsx(Span, { since: act.since, until: act.until })] }), _jsx(End, { action: closing(act.id), formToken: formToken, label: "Stop", what: act.clientName })] }));
}
/** A row: one agent of the person's own; administrators change it, not this page. */
export function Agent({ agent }) {
    return (_jsx("li", { children: _jsxs("div", { children: [_jsxs("p", { class: "name", children: [agent.name, " ", agent.status === 'active' ? null : _jsx("span", { class: "badge", children: agent.status })] }), agent.purpose === null ? null : _jsx("p", { children: agent.purpose }), _jsxs("p", { class: "quiet", children: [agent.kind, " ", _jsx("code", { children: agent.clientId })] })] }) }));
}
/** A row: what one client may do at one resource, and the button that withdraws it. */
export function Consent({ consent, formToken, }) {
    const { id, clientName, resource, scopes, since } = consent;
    return (_jsxs("li", { children: [_jsxs("div", { children: [_jsx("p", { class: "name", children: clientName }), _jsx("p", { class: "address", children: resource }), _jsx("ul", { class: "scopes", children: scopes.map(({ name, description }) => (_jsxs("li", { children: [description, " ", _jsx("code", { children: name })] }))) }), _jsxs("p", { class: "quiet", children: ["Since ", _jsx(Moment, { at: since })] })] }), _jsx(End, { action: `/account/consents/${encodeURIComponent(id)}/withdraw`, formToken: formToken, label: "Withdraw", what: `what ${clientName} may do at ${resource}` })] }));
}
/** Names of scopes, in one line. */
export function ScopeNames({ names }) {
    if (names.length === 0)
        return null;
    return (_jsx("p", { class: "names", children: names.map((name) => (_jsxs(_Fragment, { children: [_jsx("code", { children: name }), ' '] }))) }));
}
function Span({ since, until }) {
    return (_jsxs("p", { class: "quiet", children: ["Since ", _jsx(Moment, { at: since }), ", until ", _jsx(Moment, { at: until })] }));
}
/** Whether something is asked for besides the password, and the way there. @property codesLeft null when nothing is */
export function SecondFactorLink({ codesLeft: left }) {
    return (_jsxs("section", { children: [_jsx("h2", { children: "Second factor" }), left === null ? (_jsx("p", { class: "quiet", children: "You have none. It is a code from an app on your phone, asked for after your password." })) : (_jsxs("p", { class: left < FEW_CODES ? 'note care' : 'quiet', children: ["It is on: a code from your app is asked for after your password. ", codesLeft(left)] })), _jsx("a", { class: "button small", href: "/account/second-factor", children: left === null ? 'Set up a second factor' : 'Look after your second factor' })] }));
}
//# sourceMappingURL=account-parts.js.map