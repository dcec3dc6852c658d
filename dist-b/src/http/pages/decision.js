import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { HiddenFields, PersonLine, SubmitButton } from './parts.js';
/** Allow it, deny it, or decide as somebody else. */
export function Decision({ action, carried, person }) {
    return (_jsxs(_Fragment, { children: [_jsxs("form", { method: "post", action: action, children: [_jsx(HiddenFields, { fields: carried }), _jsxs("div", { class: "actions pair", children: [_jsx(SubmitButton, { name: "decision", value: "allow", children: "Allow" }), _jsx(SubmitButton, { name: "decision", value: "deny", rank: "second", children: "Deny" })] })] }), _jsxs("form", { method: "post", action: action, class: "foot", children: [_jsx(HiddenFields, { fields: carried }), _jsxs("p", { children: ["You are signed in as ", _jsx(PersonLine, { person: person })] }), _jsx(SubmitButton, { name: "decision", value: "switch", rank: "link", children: "Not you? Use another account" })] })] }));
}
/** One line of what a decision is about. */
export function Fact({ name, children }) {
    return (_jsxs("div", { children: [_jsx("dt", { children: name }), _jsx("dd", { children: children })] }));
}
//# sourceMappingURL=decision.js.map