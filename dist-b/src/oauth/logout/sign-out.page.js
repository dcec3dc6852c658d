import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { BrandName } from '../../http/pages/layout.js';
import { HiddenFields, PersonLine, SubmitButton } from '../../http/pages/parts.js';
/** Asks whether to sign out: no other site may do that to a person unasked (OpenID Connect RP-Initiated Logout §6). */
export function SignOutPage({ action, formToken, person, clientName, fields }) {
    return (_jsxs(_Fragment, { children: [_jsxs("h1", { children: ["Sign out of ", _jsx(BrandName, {}), "?"] }), clientName === undefined ? null : (_jsxs("p", { children: [_jsx("strong", { children: clientName }), " asks whether you want to sign out here, too."] })), person === null ? null : (_jsxs("p", { children: ["You are signed in as ", _jsx(PersonLine, { person: person }), "."] })), _jsxs("form", { method: "post", action: action, children: [_jsx(HiddenFields, { fields: [['form_token', formToken], ...fields] }), _jsx("div", { class: "actions", children: _jsx(SubmitButton, { children: "Sign out" }) })] })] }));
}
//# sourceMappingURL=sign-out.page.js.map