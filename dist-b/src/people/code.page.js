import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { Alert, ERROR_ID, Field, HiddenFields, SubmitButton } from '../http/pages/parts.js';
/** Asks for a code of the app, or a recovery code: each has a form, for telephones show other keys for each. */
export function CodePage({ action, formToken, handle, error, start }) {
    const wrong = error === undefined ? undefined : ERROR_ID;
    const fields = [
        ['form_token', formToken],
        ['sign_in', handle],
    ];
    return (_jsxs(_Fragment, { children: [_jsx("h1", { children: "Enter your code" }), _jsx("p", { class: "lead", children: "Your password is right. Now enter the code that your authenticator app shows." }), _jsx(Alert, { text: error }), _jsxs("form", { method: "post", action: action, children: [_jsx(HiddenFields, { fields: fields }), _jsx(Field, { name: "code", label: "Code", type: "text", autocomplete: "one-time-code", inputMode: "numeric", maxlength: 16, wrong: wrong, autofocus: true }), _jsx("div", { class: "actions", children: _jsx(SubmitButton, { children: "Continue" }) })] }), _jsx(RecoveryForm, { action: action, fields: fields }), _jsx("div", { class: "foot", children: _jsx("p", { children: _jsx("a", { href: start, children: "Sign in as somebody else" }) }) })] }));
}
function RecoveryForm({ action, fields }) {
    return (_jsxs("details", { class: "other", children: [_jsx("summary", { children: "Use a recovery code" }), _jsxs("form", { method: "post", action: action, children: [_jsx(HiddenFields, { fields: fields }), _jsx(Field, { name: "recovery_code", label: "Recovery code", type: "text", autocomplete: "off", maxlength: 64, hint: "One of those that you kept when you set up the app. Each works once." }), _jsx(SubmitButton, { rank: "second", children: "Continue with the recovery code" })] })] }));
}
/** Tells somebody who came in by a recovery code how many are left, before they go on. */
export function RecoveredPage({ left, next }) {
    return (_jsxs(_Fragment, { children: [_jsx("h1", { children: "You are signed in" }), _jsxs("p", { class: "note care", role: "status", children: ["You used a recovery code, which does not work again. ", _jsx("strong", { children: codesLeft(left) })] }), _jsx("p", { children: "If you have lost your app, remove the second factor at your account with another of your codes, and set it up anew. When no code is left, an administrator can take it away." }), _jsx("div", { class: "actions", children: _jsx("a", { class: "button first", href: next, children: "Continue" }) })] }));
}
/** Below so many a person should make new ones. */
export const FEW_CODES = 4;
/** How many recovery codes there are, as a sentence. */
export function codesLeft(left) {
    if (left === 0)
        return 'No recovery code is left.';
    return left === 1 ? 'One recovery code is left.' : `${left} recovery codes are left.`;
}
//# sourceMappingURL=code.page.js.map