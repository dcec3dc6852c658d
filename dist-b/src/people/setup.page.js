import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { BrandName } from '../http/pages/layout.js';
import { Alert, ERROR_ID, Field, HiddenFields, SubmitButton } from '../http/pages/parts.js';
import { NewPasswordFields } from './new-password.js';
import { PasskeyForm } from './passkey-parts.js';
/** Path below the page's own that gives a challenge for a new passkey. */
export const SETUP_OPTIONS = 'passkey-options';
/** Asks a person for the password that they want to have, or for a passkey. */
export function SetupPage(props) {
    const { action, formToken, linkToken, email, error, passkeys = false, hasWays = false } = props;
    const wrong = error === undefined ? undefined : ERROR_ID;
    const carried = [
        ['form_token', formToken],
        ['token', linkToken],
    ];
    return (_jsxs(_Fragment, { children: [_jsx("h1", { children: "Choose a password" }), _jsxs("p", { class: "lead", children: ["You will sign in to ", _jsx(BrandName, {}), " with it."] }), _jsx(Alert, { text: error }), _jsxs("form", { method: "post", action: action, children: [_jsx(HiddenFields, { fields: carried }), _jsx(Field, { name: "email", label: "E-mail address", type: "email", autocomplete: "username", value: email, readonly: true }), _jsx(NewPasswordFields, { wrong: wrong, autofocus: true }), hasWays ? _jsx(Keep, {}) : null, _jsx("div", { class: "actions", children: _jsx(SubmitButton, { children: "Save password" }) })] }), passkeys ? (_jsxs(PasskeyForm, { does: "create", action: action, options: `${action}/${SETUP_OPTIONS}`, fields: carried, label: "Make a passkey instead", children: [_jsx("p", { class: "quiet", children: "With a passkey you sign in by your fingerprint, your face, or your device\u2019s PIN." }), hasWays ? _jsx(Keep, {}) : null] })) : null] }));
}
/** Unticked, because whoever has lost one may have lost it to somebody. */
function Keep() {
    return (_jsxs("fieldset", { class: "choices", children: [_jsx("legend", { class: "heard", children: "From before" }), _jsxs("label", { children: [_jsx("input", { type: "checkbox", name: "keep", value: "yes" }), _jsx("span", { children: "Keep what I signed in with before. Only if you have it still, and nobody else does." })] })] }));
}
//# sourceMappingURL=setup.page.js.map