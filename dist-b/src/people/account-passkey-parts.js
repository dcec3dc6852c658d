import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { Alert, Field, Heard, HiddenFields, Moment, SubmitButton } from '../http/pages/parts.js';
import { CONFIRM, End, Section } from './account-parts.js';
import { PasskeyForm, PasskeySignals, WithoutPasskeys } from './passkey-parts.js';
const PASSKEY_ERROR = 'passkey-error';
/** The passkeys by which a person signs in, and a form for a new one. */
export function Passkeys(props) {
    const { passkeys, offersPasskeys, isPresent, formToken, passkeyError } = props;
    if (!offersPasskeys && passkeys.length === 0)
        return null;
    return (_jsxs(_Fragment, { children: [_jsx(Section, { title: "Passkeys", empty: "You have no passkeys. With one you sign in without a password.", items: passkeys, children: (passkey) => _jsx(Row, { passkey: passkey, formToken: formToken, isPresent: isPresent }, passkey.id) }), _jsxs("section", { children: [_jsx("h2", { children: isPresent ? 'New passkey' : 'Change your passkeys' }), _jsx(Alert, { text: passkeyError, id: PASSKEY_ERROR }), isPresent ? _jsx(NewPasskey, { ...props }) : _jsx(ConfirmFirst, {})] }), _jsx(PasskeySignals, { signals: props.signals })] }));
}
function ConfirmFirst() {
    return (_jsxs(_Fragment, { children: [_jsx("p", { class: "quiet", children: "Before you add, rename or delete one, prove once more that it is you." }), _jsx("a", { class: "button small", href: CONFIRM, children: "Confirm it is you" })] }));
}
function Row({ passkey, formToken, isPresent }) {
    const { id, name, synced, since, used, suspect } = passkey;
    const path = `/account/passkeys/${encodeURIComponent(id)}`;
    return (_jsxs("li", { children: [_jsxs("div", { children: [_jsxs("p", { class: "name", children: [name, " ", _jsx("span", { class: "badge", children: synced ? 'synced' : 'on one device' })] }), _jsxs("p", { class: "quiet", children: ["Since ", _jsx(Moment, { at: since }), ";", ' ', used === null ? ('never used') : (_jsxs(_Fragment, { children: ["last used ", _jsx(Moment, { at: used })] }))] }), suspect === null ? null : (_jsxs("p", { class: "note care", children: ["Somebody may have a copy of it: what it said on ", _jsx(Moment, { at: suspect }), " did not fit. If you do not know why, delete it and add another."] })), isPresent ? _jsx(Rename, { path: path, id: id, name: name, formToken: formToken }) : null] }), isPresent ? _jsx(End, { action: `${path}/delete`, formToken: formToken, label: "Delete", what: name }) : null] }));
}
function Rename({ path, id, name, formToken }) {
    const field = `name-${id}`;
    return (_jsxs("details", { class: "rename", children: [_jsxs("summary", { children: ["Rename", _jsxs(Heard, { children: [" ", name] })] }), _jsxs("form", { method: "post", action: `${path}/rename`, children: [_jsx(HiddenFields, { fields: [['form_token', formToken]] }), _jsxs("div", { class: "field", children: [_jsx("label", { for: field, children: "New name" }), _jsx("input", { id: field, name: "passkey_name", type: "text", value: name, maxLength: 100, required: true, autocomplete: "off" })] }), _jsxs(SubmitButton, { rank: "small", children: ["Save", _jsxs(Heard, { children: [" the name of ", name] })] })] })] }));
}
function NewPasskey({ offersPasskeys, formToken, passkeyError }) {
    if (!offersPasskeys)
        return _jsx("p", { class: "quiet", children: "There can be none at this address." });
    return (_jsxs("div", { class: "narrow", children: [_jsx(WithoutPasskeys, { children: "To add one, you need a browser that knows passkeys and runs scripts." }), _jsx(PasskeyForm, { does: "create", action: "/account/passkeys", options: "/account/passkeys/options", fields: [['form_token', formToken]], label: "Add a passkey", children: _jsx(Field, { name: "passkey_name", label: "Name (optional)", type: "text", autocomplete: "off", hint: "By which you find it in the list, such as \u201CBlue key on my keyring\u201D.", maxlength: 100, optional: true, wrong: passkeyError === undefined ? undefined : PASSKEY_ERROR }) })] }));
}
//# sourceMappingURL=account-passkey-parts.js.map