import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { HiddenFields, SubmitButton } from '../http/pages/parts.js';
/** A form that a passkey answers; it shows itself where a script can work it (`http/pages/passkey-script.ts`). */
export function PasskeyForm(props) {
    const { does, action, options, fields, label, rank = 'second', children } = props;
    const data = { 'data-passkey': does, 'data-options': options };
    return (_jsxs("form", { method: "post", action: action, class: "passkey", hidden: true, ...data, children: [_jsx(HiddenFields, { fields: fields }), children, _jsx("p", { class: "note alert", role: "alert", hidden: true }), _jsx("div", { class: "actions", children: _jsx(SubmitButton, { rank: rank, children: label }) })] }));
}
/** For those whose browser cannot work a {@link PasskeyForm}. */
export function WithoutPasskeys({ children }) {
    return (_jsx("p", { class: "note care", 'data-without-passkeys': '', children: children }));
}
/** Tells the browser what has become of passkeys, so that it offers none that is no good. */
export function PasskeySignals({ signals }) {
    if (signals.length === 0)
        return null;
    return _jsx("div", { hidden: true, 'data-passkey-signals': JSON.stringify(signals) });
}
//# sourceMappingURL=passkey-parts.js.map