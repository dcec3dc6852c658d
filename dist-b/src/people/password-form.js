import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { Alert, Field, HiddenFields, SubmitButton } from '../http/pages/parts.js';
import { NewPasswordFields } from './new-password.js';
const PASSWORD_ERROR = 'password-error';
/** Changes the password of the person who is signed in. */
export function PasswordForm({ email, formToken, error }) {
    const wrong = error === undefined ? undefined : PASSWORD_ERROR;
    return (_jsxs("section", { children: [_jsx("h2", { children: "Change your password" }), _jsx(Alert, { text: error, id: PASSWORD_ERROR }), _jsxs("form", { method: "post", action: "/account/password", class: "narrow", children: [_jsx(HiddenFields, { fields: [['form_token', formToken]] }), _jsx("input", { id: "account-email", type: "email", class: "heard", autocomplete: "username", value: email, readOnly: true, tabIndex: -1, "aria-hidden": "true" }), _jsx(Field, { name: "current_password", label: "Current password", type: "password", autocomplete: "current-password", wrong: wrong }), _jsx(NewPasswordFields, { wrong: wrong }), _jsx("div", { class: "actions", children: _jsx(SubmitButton, { children: "Change password" }) })] })] }));
}
//# sourceMappingURL=password-form.js.map