import { jsx as _jsx, Fragment as _Fragment, jsxs as _jsxs } from "preact/jsx-runtime";
import { Fact } from '../../http/pages/decision.js';
/** What a program calls the device that it is on; anybody could have written it. */
export function DeviceFact({ name }) {
    return (_jsx(Fact, { name: "Device", children: name === null ? ('It gives no name') : (_jsxs(_Fragment, { children: [_jsx("strong", { children: _jsx("bdi", { children: name }) }), _jsx("span", { class: "quiet", children: "as the program calls it" })] })) }));
}
//# sourceMappingURL=device-parts.js.map