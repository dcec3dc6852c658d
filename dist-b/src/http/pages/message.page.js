import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
/** A page that says one thing: an error, or that something is done. */
export function MessagePage({ heading, text, code, requestId, action }) {
    return (_jsxs(_Fragment, { children: [_jsx("h1", { children: heading }), _jsx("p", { children: text }), action === undefined ? null : (_jsx("p", { children: _jsx("a", { class: "button", href: action.href, children: action.label }) })), code === undefined && requestId === undefined ? null : (_jsxs("dl", { class: "details", children: [code === undefined ? null : _jsx(Detail, { name: "Error", value: code }), requestId === undefined ? null : _jsx(Detail, { name: "Request", value: requestId })] }))] }));
}
function Detail({ name, value }) {
    return (_jsxs("div", { children: [_jsx("dt", { children: name }), _jsx("dd", { children: _jsx("code", { children: value }) })] }));
}
//# sourceMappingURL=message.page.js.map