import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { Alert, ERROR_ID, Field, HiddenFields, PersonLine, SubmitButton, } from '../http/pages/parts.js';
/** Asks for the code that a program shows on a machine without a browser (RFC 8628 §3.3). */
export function DeviceEntryPage({ formToken, person, typed, wrong, brought }) {
    return (_jsxs(_Fragment, { children: [_jsx("h1", { children: "Connect a device" }), _jsx("p", { class: "lead", children: brought === undefined
                    ? 'Enter the code that its program shows.'
                    : 'Go on only if its program shows this very code.' }), _jsxs("p", { class: "note care", children: [_jsxs("strong", { children: ["Did somebody send you the ", brought === undefined ? 'code' : 'link', "?"] }), " Then close this page: whoever gave it to you could act for you."] }), _jsx(Alert, { text: wrong }), _jsxs("form", { method: "post", action: "/device", children: [_jsx(HiddenFields, { fields: [['form_token', formToken], ...(brought === undefined ? [] : [['brought', brought]])] }), _jsx(Field, { name: "user_code", label: "Code", type: "text", autocomplete: "off", hint: "Eight letters, such as BCDF-GHJK.", maxlength: 32, value: typed, wrong: wrong === undefined ? undefined : ERROR_ID, autofocus: true }), _jsx("div", { class: "actions", children: _jsx(SubmitButton, { children: "Continue" }) })] }), _jsx("div", { class: "foot", children: _jsxs("p", { children: ["You are signed in as ", _jsx(PersonLine, { person: person })] }) })] }));
}
//# sourceMappingURL=device-entry.page.js.map