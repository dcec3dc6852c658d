import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
/** A code that was just made; no other page shows it. */
export function DeviceCodePage({ code, deviceName, seconds, host }) {
    return (_jsxs(_Fragment, { children: [_jsx("h1", { children: "Your code" }), _jsxs("p", { class: "note care", children: [_jsx("strong", { children: "Paste it only into a program that you have started yourself." }), " Whoever has it can act for you. Nobody who helps you needs it, and nobody may ask you for it."] }), _jsx("code", { class: "secret whole", children: code }), _jsxs("dl", { class: "facts", children: [_jsxs("div", { children: [_jsx("dt", { children: "Good for" }), _jsxs("dd", { children: [inWords(seconds), ", once"] })] }), _jsxs("div", { children: [_jsx("dt", { children: "Device" }), _jsx("dd", { children: deviceName === null ? 'without a name' : _jsx("bdi", { children: deviceName }) })] }), _jsxs("div", { children: [_jsx("dt", { children: "Only at" }), _jsx("dd", { children: _jsx("strong", { children: host }) })] })] }), _jsx("p", { class: "hint", children: "It is not shown again. When it has expired, make another one." }), _jsx("div", { class: "actions", children: _jsx("a", { class: "button first", href: "/account/devices", children: "Done" }) })] }));
}
function inWords(seconds) {
    const [count, unit] = seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second'];
    return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
//# sourceMappingURL=device-code.page.js.map