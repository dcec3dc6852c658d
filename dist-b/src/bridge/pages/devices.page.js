import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { Alert, ERROR_ID, Field, HiddenFields, Moment, PersonLine, SubmitButton, } from '../../http/pages/parts.js';
import { End, MustConfirm, OrConfirm, Section } from '../../people/account-parts.js';
/** The devices that act for a person; each can be ended here, and another one be connected. */
export function DevicesPage(props) {
    return (_jsxs(_Fragment, { children: [_jsxs("div", { class: "top", children: [_jsxs("div", { children: [_jsx("h1", { children: "Your devices" }), _jsx(PersonLine, { person: props.person })] }), _jsx("a", { class: "button second", href: "/account", children: "Back to your account" })] }), _jsx(Section, { title: "Connected devices", empty: "No device acts for you.", items: props.devices, children: (device) => _jsx(Device, { device: device, formToken: props.formToken }, device.id) }), props.mustConfirm ? _jsx(ConfirmFirst, { ...props }) : _jsx(CodeForm, { ...props })] }));
}
const proofs = {
    dpop: 'Proves itself by a key of its own.',
    certificate: 'Proves itself by a certificate.',
    none: 'Has no key of its own: it ends with its token, and needs a new code then.',
};
function Device({ device, formToken }) {
    const { id, waits, key, since, seen, until } = device;
    const name = device.name ?? 'A device without a name';
    return (_jsxs("li", { children: [_jsxs("div", { children: [_jsxs("p", { class: "name", children: [_jsx("bdi", { children: name }), " ", _jsx("span", { class: "badge", children: waits ? 'waiting' : 'active' })] }), waits ? _jsx("p", { children: "It cannot do anything until an administrator lets it in." }) : null, _jsx("p", { class: "quiet", children: proofs[key ?? 'none'] }), _jsxs("p", { class: "quiet", children: ["Since ", _jsx(Moment, { at: since }), ", last seen ", _jsx(Moment, { at: seen }), ", until ", _jsx(Moment, { at: until })] })] }), _jsx(End, { action: `/account/devices/${encodeURIComponent(id)}/revoke`, formToken: formToken, label: "Revoke", what: name })] }));
}
function ConfirmFirst({ wrong }) {
    return (_jsxs("section", { children: [_jsx("h2", { children: "Connect a device" }), _jsx(Alert, { text: wrong?.text }), _jsx(MustConfirm, { to: "devices" })] }));
}
function CodeForm({ formToken, most, asksPassword, wrong }) {
    const wrongIn = (field) => (wrong?.field === field ? ERROR_ID : undefined);
    return (_jsxs("section", { children: [_jsx("h2", { children: "Connect a device" }), _jsxs("p", { class: "quiet", children: ["For a program that asks you for a code. It can then act for you until you revoke it. You can have at most ", most, ' ', "devices at a time."] }), _jsx(Alert, { text: wrong?.text }), _jsxs("form", { method: "post", action: "/account/devices", class: "narrow", children: [_jsx(HiddenFields, { fields: [['form_token', formToken]] }), _jsx(Field, { name: "device_name", label: "Device name (optional)", type: "text", autocomplete: "off", hint: "By which you find it in the list, such as \u201CLaptop at home\u201D.", maxlength: 100, optional: true, value: wrong?.deviceName, wrong: wrongIn('device_name') }), asksPassword ? (_jsxs(_Fragment, { children: [_jsx(Field, { name: "password", label: "Your password", type: "password", autocomplete: "current-password", wrong: wrongIn('password') }), _jsx(OrConfirm, { to: "devices" })] })) : null, _jsx("div", { class: "actions", children: _jsx(SubmitButton, { children: "Make a code" }) })] })] }));
}
//# sourceMappingURL=devices.page.js.map