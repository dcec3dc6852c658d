import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { AllowOnlyIf, CodeDecision, WhatAsks } from '../../device-grant/asked-parts.js';
import { DeviceFact } from '../pages/device-parts.js';
/** Asks whether the program that showed a code may act for the person, and says what to look at first (RFC 8628 §5.4). */
export function DeviceGrantPage({ formToken, person, deviceName, waiting, days }) {
    return (_jsxs(_Fragment, { children: [_jsx("h1", { children: "Connect this device to your account?" }), _jsxs("p", { class: "lead", children: ["It could act for you, with your rights at MCP servers, for up to ", days, " days or until you revoke it."] }), _jsx(WhatAsks, { ...waiting, children: _jsx(DeviceFact, { name: deviceName }) }), _jsx(AllowOnlyIf, {}), _jsx(CodeDecision, { formToken: formToken, userCode: waiting.userCode, person: person })] }));
}
//# sourceMappingURL=device-grant.page.js.map