import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { Decision, Fact } from '../http/pages/decision.js';
import { Moment } from '../http/pages/parts.js';
/** The code, and from where and when the program asked (RFC 8628 §5.4). */
export function WhatAsks({ userCode, address, isNear, createdAt, children }) {
    return (_jsxs("dl", { class: "facts", children: [_jsx(Fact, { name: "Code", children: _jsx("strong", { children: userCode }) }), children, _jsxs(Fact, { name: "Asked from", children: [_jsx("strong", { children: address }), _jsx("span", { class: "quiet", children: isNear ? 'the address that you are at' : 'another address than yours' })] }), _jsx(Fact, { name: "Asked at", children: _jsx(Moment, { at: createdAt }) })] }));
}
/** What to look at before a code is answered: whoever sent it to somebody could act for them. */
export function AllowOnlyIf() {
    return (_jsxs("section", { children: [_jsx("h2", { children: "Allow it only if" }), _jsxs("ul", { class: "checks", children: [_jsx("li", { children: "you have just started the program yourself, on a device that is yours;" }), _jsx("li", { children: "that device shows this very code;" }), _jsx("li", { children: "nobody sent you the code, or asked you to come here." })] })] }));
}
/** Allow what waits under a code, or not. */
export function CodeDecision({ formToken, userCode, offer, person }) {
    const carried = [
        ['form_token', formToken],
        ['user_code', userCode],
        ...(offer === undefined ? [] : [['offer', offer]]),
    ];
    return _jsx(Decision, { action: "/device/decision", carried: carried, person: person });
}
//# sourceMappingURL=asked-parts.js.map