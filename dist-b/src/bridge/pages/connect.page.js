import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { Decision, Fact } from '../../http/pages/decision.js';
import { DeviceFact } from './device-parts.js';
/** Asks a person whether a program on their computer may act for them, and says what to look at first. */
export function ConnectPage(props) {
    const { action, formToken, person, deviceName } = props;
    return (_jsxs(_Fragment, { children: [_jsx("h1", { children: "Connect a program to your account?" }), _jsxs("p", { class: "lead", children: ["It could act for you, with your rights at MCP servers, for up to ", props.days, " days or until you revoke it."] }), _jsx(Facts, { ...props }), _jsx(Checks, { named: deviceName !== null }), _jsx(Decision, { action: action, carried: [['form_token', formToken]], person: person })] }));
}
function Facts({ deviceName, place, host }) {
    return (_jsxs("dl", { class: "facts", children: [_jsx(DeviceFact, { name: deviceName }), _jsxs(Fact, { name: "Code sent to", children: [_jsx("strong", { children: place }), _jsx("span", { class: "quiet", children: "a program on this computer" })] }), _jsx(Fact, { name: "Code from", children: _jsx("strong", { children: host }) })] }));
}
function Checks({ named }) {
    return (_jsxs("section", { children: [_jsx("h2", { children: "Allow it only if" }), _jsxs("ul", { class: "checks", children: [_jsx("li", { children: "you have just started this program yourself, on this computer;" }), named ? _jsx("li", { children: "the program shows the same device name;" }) : null, _jsx("li", { children: "the program opened this page, and nobody sent you a link to it." })] }), _jsxs("p", { class: "note care", children: ["If anything differs, ", _jsx("strong", { children: "deny" }), ". Should the page after this one not open, never give its address to anybody."] })] }));
}
//# sourceMappingURL=connect.page.js.map