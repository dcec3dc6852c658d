import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { Alert, Field, HiddenFields, Moment, SubmitButton } from '../http/pages/parts.js';
import { QrCode } from '../http/pages/qr-code.js';
import { codesLeft, FEW_CODES } from './code.page.js';
const PATH = '/account/second-factor';
const WRONG = 'second-factor-error';
/** Sets up an authenticator app. */
export function EnrolmentPage({ formToken, secret, url, label, kept, error }) {
    return (_jsxs(_Fragment, { children: [_jsx("h1", { children: "Set up a second factor" }), _jsx("p", { class: "lead", children: "From then on you are asked for your password and for a code that an app on your phone shows, which changes every half a minute." }), _jsx(Secret, { secret: secret, url: url, label: label }), _jsx("h2", { class: "step", children: "2. Enter the code that it shows" }), _jsx(Alert, { text: error, id: WRONG }), _jsxs("form", { method: "post", action: PATH, children: [_jsx(HiddenFields, { fields: [
                            ['form_token', formToken],
                            ['offer', kept],
                        ] }), _jsx(Field, { name: "code", label: "Code", type: "text", autocomplete: "one-time-code", inputMode: "numeric", maxlength: 16, wrong: error === undefined ? undefined : WRONG }), _jsx("div", { class: "actions", children: _jsx(SubmitButton, { children: "Turn it on" }) })] }), _jsx(BackToAccount, {})] }));
}
function Secret({ secret, url, label }) {
    return (_jsxs(_Fragment, { children: [_jsx("h2", { children: "1. Scan this with your authenticator app" }), _jsx(QrCode, { text: url, label: "QR code for your authenticator app; the key below is the same" }), _jsxs("dl", { class: "facts", children: [_jsxs("div", { children: [_jsx("dt", { children: "Or enter" }), _jsx("dd", { children: _jsx("code", { class: "secret", children: grouped(secret) }) })] }), _jsxs("div", { children: [_jsx("dt", { children: "It is for" }), _jsx("dd", { children: label })] }), _jsxs("div", { children: [_jsx("dt", { children: "Kind" }), _jsx("dd", { children: "by time, SHA-1, 6 digits, 30 seconds" })] })] }), _jsx("p", { class: "hint", children: "Show it to nobody: whoever has it can make your codes." })] }));
}
/** Shows that there is a second factor; makes other recovery codes, or removes it. */
export function SecondFactorPage({ formToken, since, left, wrong }) {
    return (_jsxs(_Fragment, { children: [_jsx("h1", { children: "Your second factor" }), _jsxs("p", { class: "note done", children: ["It has been on since ", _jsx(Moment, { at: since }), ". You are asked for a code from your authenticator app after your password."] }), _jsxs("section", { children: [_jsx("h2", { children: "Recovery codes" }), _jsx("p", { class: left < FEW_CODES ? 'note care' : undefined, children: codesLeft(left) }), _jsx(CodeForm, { form: "renew", formToken: formToken, wrong: wrong, button: "Make new recovery codes" }), _jsx("p", { class: "hint", children: "The old ones do not work any more afterwards." })] }), _jsxs("section", { children: [_jsx("h2", { children: "Remove it" }), _jsx("p", { class: "quiet", children: "Afterwards your password alone lets you in. To use another phone, remove it and set it up anew." }), _jsx(CodeForm, { form: "remove", formToken: formToken, wrong: wrong, button: "Remove the second factor" })] }), _jsx(BackToAccount, {})] }));
}
function CodeForm({ form, formToken, wrong, button }) {
    const error = wrong?.form === form ? wrong.text : undefined;
    return (_jsxs(_Fragment, { children: [_jsx(Alert, { text: error, id: WRONG }), _jsxs("form", { method: "post", action: `${PATH}/${form}`, class: "narrow", children: [_jsx(HiddenFields, { fields: [['form_token', formToken]] }), _jsx(Field, { name: `${form}_code`, label: "Code", type: "text", autocomplete: "one-time-code", maxlength: 64, hint: "From your app, or a recovery code.", wrong: error === undefined ? undefined : WRONG }), _jsx(SubmitButton, { rank: "second", children: button })] })] }));
}
/** Recovery codes that were just made; no other page shows them. */
export function RecoveryCodesPage({ codes }) {
    return (_jsxs(_Fragment, { children: [_jsx("h1", { children: "Your recovery codes" }), _jsxs("p", { class: "note care", children: [_jsx("strong", { children: "Keep them now." }), " They are not shown again. Print them, or put them where you keep passwords, but not on the phone with the app."] }), _jsx("ul", { class: "codes", children: codes.map((code) => (_jsx("li", { children: _jsx("code", { children: code }) }))) }), _jsx("p", { class: "hint", children: "Each lets you in once, after your password, when you do not have your app." }), _jsx("div", { class: "actions", children: _jsx("a", { class: "button first", href: "/account", children: "I have kept them" }) })] }));
}
function BackToAccount() {
    return (_jsx("div", { class: "foot", children: _jsx("p", { children: _jsx("a", { href: "/account", children: "Back to your account" }) }) }));
}
/** In groups of four: for whoever types it. */
function grouped(secret) {
    return (secret.match(/.{1,4}/g) ?? []).join(' ');
}
//# sourceMappingURL=second-factor.page.js.map