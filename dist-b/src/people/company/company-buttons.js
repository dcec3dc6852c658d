import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { HiddenFields, SubmitButton } from '../../http/pages/parts.js';
/** A button for each company whose people may sign in by its own provider; nothing when there is none. */
export function CompanyButtons({ action, formToken, providers }) {
    if (providers.length === 0)
        return null;
    return (_jsxs("form", { method: "post", action: action, class: "ways", children: [_jsx(HiddenFields, { fields: [['form_token', formToken]] }), providers.map(({ slug, name }) => (_jsxs(SubmitButton, { name: "provider", value: slug, rank: "second", children: ["Sign in with ", name] })))] }));
}
//# sourceMappingURL=company-buttons.js.map