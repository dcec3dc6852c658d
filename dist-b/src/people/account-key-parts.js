import { jsx as _jsx, Fragment as _Fragment, jsxs as _jsxs } from "preact/jsx-runtime";
import { Alert, Choices, Field, HiddenFields, Moment, SubmitButton } from '../http/pages/parts.js';
import { End, MustConfirm, OrConfirm, ScopeNames, Section } from './account-parts.js';
const KEY_ERROR = 'key-error';
const SUGGESTED_DAYS = 30;
/** The keys of a person's scripts, and a form for a new one. */
export function AccessKeys(props) {
    return (_jsxs(_Fragment, { children: [_jsx(Section, { title: "Access keys", empty: "You have no access keys.", items: props.keys, children: (key) => _jsx(Key, { access: key, formToken: props.formToken }, key.id) }), props.mustConfirm ? _jsx(ConfirmFirst, { ...props }) : _jsx(KeyForm, { ...props })] }));
}
function Key({ access, formToken }) {
    const { id, name, prefix, scopes, resources, addresses, since, until, used } = access;
    return (_jsxs("li", { children: [_jsxs("div", { children: [_jsx("p", { class: "name", children: name }), _jsx("p", { class: "quiet address", children: _jsx("code", { children: prefix }) }), _jsx(ScopeNames, { names: scopes }), resources !== null && _jsxs("p", { class: "quiet address", children: ["Only for ", resources.join(', ')] }), addresses.length > 0 && _jsxs("p", { class: "quiet address", children: ["Only from ", addresses.join(', ')] }), _jsxs("p", { class: "quiet", children: ["Since ", _jsx(Moment, { at: since }), ", until ", _jsx(Moment, { at: until }), ";", ' ', used === null ? ('never used') : (_jsxs(_Fragment, { children: ["last used ", _jsx(Moment, { at: used })] }))] })] }), _jsx(End, { action: `/account/access-keys/${encodeURIComponent(id)}/revoke`, formToken: formToken, label: "Revoke", what: name })] }));
}
function ConfirmFirst({ keyWrong }) {
    return (_jsxs("section", { children: [_jsx("h2", { children: "New access key" }), _jsx(Alert, { text: keyWrong?.text, id: KEY_ERROR }), _jsx(MustConfirm, {})] }));
}
function KeyForm(props) {
    return (_jsxs("section", { children: [_jsx("h2", { children: "New access key" }), _jsx("p", { class: "quiet", children: "For a script that cannot sign in. Whoever has the key can do what you allow it here." }), _jsx(Alert, { text: props.keyWrong?.text, id: KEY_ERROR }), _jsxs("form", { method: "post", action: "/account/access-keys", class: "narrow", children: [_jsx(HiddenFields, { fields: [['form_token', props.formToken]] }), _jsx(Powers, { ...props }), _jsx(Bounds, { ...props }), props.asksPassword ? (_jsxs(_Fragment, { children: [_jsx(Field, { name: "key_password", label: "Your password", type: "password", autocomplete: "current-password", wrong: wrongIn(props, 'key_password') }), _jsx(OrConfirm, {})] })) : null, _jsx("div", { class: "actions", children: _jsx(SubmitButton, { children: "Make access key" }) })] })] }));
}
function Powers(props) {
    const chosen = props.keyValues?.scopes ?? ['mcp'];
    return (_jsxs(_Fragment, { children: [_jsx(Field, { name: "name", label: "Name", type: "text", autocomplete: "off", hint: "What it is for, such as \u201CNightly report\u201D.", maxlength: 100, value: props.keyValues?.name, wrong: wrongIn(props, 'name') }), _jsx(Choices, { name: "scope", legend: "It may", choices: props.scopes, chosen: chosen, wrong: wrongIn(props, 'scope') })] }));
}
function Bounds(props) {
    const { mostDays, keyValues } = props;
    return (_jsxs(_Fragment, { children: [_jsx(Field, { name: "days", label: "Days until it ends", type: "number", autocomplete: "off", hint: `At most ${mostDays}.`, min: 1, max: mostDays, value: keyValues?.days ?? String(Math.min(SUGGESTED_DAYS, mostDays)), wrong: wrongIn(props, 'days') }), _jsx(Field, { name: "addresses", label: "Addresses (optional)", type: "text", autocomplete: "off", hint: "Where it may be used from, such as 192.0.2.0/24; several with commas. Empty: anywhere.", optional: true, value: keyValues?.addresses, wrong: wrongIn(props, 'addresses') })] }));
}
function wrongIn({ keyWrong }, field) {
    return keyWrong?.field === field ? KEY_ERROR : undefined;
}
//# sourceMappingURL=account-key-parts.js.map