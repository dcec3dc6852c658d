import { jsx as _jsx, Fragment as _Fragment, jsxs as _jsxs } from "preact/jsx-runtime";
import { BrandName } from '../http/pages/layout.js';
import { CompanyButtons } from './company/company-buttons.js';
import { Alert, ERROR_ID, Field, HiddenFields, Notice, SubmitButton } from '../http/pages/parts.js';
import { PasskeyForm, PasskeySignals, WithoutPasskeys } from './passkey-parts.js';
import { PASSKEY_ACR } from '../kernel/authentication-class.js';
/** Path that gives a challenge to whoever would sign in by a passkey. */
export const SIGN_IN_OPTIONS = '/sign-in/passkey-options';
/** Asks for e-mail address and password, or for a passkey. */
export function SignInPage(props) {
    const { action, formToken, error, notice, person, by, passkeys = false, signals = [], providers = [] } = props;
    const passkeyAlone = by !== undefined && by.every((acr) => acr === PASSKEY_ACR);
    return (_jsxs(_Fragment, { children: [_jsx("h1", { children: person === undefined ? 'Sign in' : 'Confirm it is you' }), _jsx(Purpose, { ...props }), _jsx(Notice, { text: notice }), _jsx(Alert, { text: error }), passkeyAlone ? (_jsx(WithoutPasskeys, { children: "This needs a passkey, and a browser that knows passkeys and runs scripts." })) : (_jsx(PasswordFields, { ...props })), passkeys ? (_jsx(PasskeyForm, { does: "get", action: action, options: SIGN_IN_OPTIONS, fields: [['form_token', formToken]], label: person === undefined ? 'Sign in with a passkey' : 'Use a passkey', rank: passkeyAlone ? 'first' : 'second' })) : null, passkeyAlone ? null : _jsx(CompanyButtons, { action: action, formToken: formToken, providers: providers }), _jsx(PasskeySignals, { signals: signals })] }));
}
function PasswordFields(props) {
    const { action, formToken, email, error, wrongPasskey, person, passkeys } = props;
    const known = person?.email ?? email ?? '';
    const wrong = error === undefined || wrongPasskey === true ? undefined : ERROR_ID;
    return (_jsxs("form", { method: "post", action: action, children: [_jsx(HiddenFields, { fields: [['form_token', formToken]] }), _jsx(Field, { name: "email", label: "E-mail address", type: "email", autocomplete: passkeys === true ? 'username webauthn' : 'username', value: known, wrong: wrong, autofocus: known === '', readonly: person !== undefined }), _jsx(Field, { name: "password", label: "Password", type: "password", autocomplete: "current-password", wrong: wrong, autofocus: known !== '' }), _jsx("div", { class: "actions", children: _jsx(SubmitButton, { children: person === undefined ? 'Sign in' : 'Confirm' }) })] }));
}
function Purpose({ clientName, person, by }) {
    const target = clientName === undefined ? _jsx(BrandName, {}) : _jsx("strong", { children: clientName });
    if (person === undefined)
        return _jsxs("p", { class: "lead", children: ["to continue to ", target] });
    if (by !== undefined) {
        return (_jsxs("p", { class: "lead", children: [_jsx("strong", { children: person.name }), ", ", target, " needs you to sign in another way than you did."] }));
    }
    return (_jsxs("p", { class: "lead", children: [_jsx("strong", { children: person.name }), ", prove once more that it is you, to continue to ", target, "."] }));
}
//# sourceMappingURL=sign-in.page.js.map