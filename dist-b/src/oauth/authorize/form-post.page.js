import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { HiddenFields, SubmitButton } from '../../http/pages/parts.js';
/** An authorization response that the browser posts (OAuth 2.0 Form Post Response Mode §2); a script presses the button. */
export function FormPostPage({ action, fields }) {
    return (_jsxs(_Fragment, { children: [_jsx("h1", { children: "Almost there" }), _jsx("p", { children: "You are being sent back to the application. If nothing happens, press the button." }), _jsxs("form", { method: "post", action: action, id: "form-post", children: [_jsx(HiddenFields, { fields: fields }), _jsx("div", { class: "actions", children: _jsx(SubmitButton, { children: "Continue" }) })] })] }));
}
//# sourceMappingURL=form-post.page.js.map