import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
/** The id of a page's error, to which wrong fields point. */
export const ERROR_ID = 'error';
/** What went wrong, read out at once; nothing when there is no text. */
export function Alert({ text, id = ERROR_ID }) {
    if (text === undefined)
        return null;
    return (_jsx("p", { class: "note alert", role: "alert", id: id, children: text }));
}
/** What went well; nothing when there is no text. */
export function Notice({ text }) {
    if (text === undefined)
        return null;
    return (_jsx("p", { class: "note done", role: "status", children: text }));
}
/** A labelled field, which must be filled in unless it is optional. */
export function Field({ name, label, type, hint, wrong, readonly: fixed, optional, ...given }) {
    const hintId = hint === undefined ? undefined : `${name}-hint`;
    const describedBy = [wrong, hintId].filter((id) => id !== undefined).join(' ');
    const input = {
        id: name,
        name,
        required: optional !== true,
        readOnly: fixed,
        spellcheck: false,
        autocapitalize: 'none',
        'aria-invalid': wrong === undefined ? undefined : 'true',
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        ...given,
    };
    return (_jsxs("div", { class: "field", children: [_jsx("label", { for: name, children: label }), type === 'email' && _jsx("input", { type: "email", ...input }), type === 'password' && _jsx("input", { type: "password", ...input }), type === 'text' && _jsx("input", { type: "text", ...input }), type === 'number' && _jsx("input", { type: "number", inputMode: "numeric", ...input }), hint === undefined ? null : (_jsx("p", { class: "hint", id: hintId, children: hint }))] }));
}
/** Boxes to tick, as many as one likes. */
export function Choices({ name, legend, choices, chosen, wrong }) {
    return (_jsxs("fieldset", { class: "choices", "aria-describedby": wrong, children: [_jsx("legend", { children: legend }), choices.map((choice) => (_jsxs("label", { children: [_jsx("input", { type: "checkbox", name: name, value: choice.name, checked: chosen.includes(choice.name) }), _jsxs("span", { children: [choice.description, " ", _jsx("code", { children: choice.name })] })] })))] }));
}
/** Fields that a form carries along, in order. */
export function HiddenFields({ fields }) {
    return (_jsx(_Fragment, { children: fields.map(([name, value]) => (_jsx("input", { type: "hidden", name: name, value: value }))) }));
}
/** Sends its form. */
export function SubmitButton({ children, rank = 'first', ...given }) {
    return (_jsx("button", { type: "submit", class: `button ${rank}`, ...given, children: children }));
}
/** Words for those who hear the page: what the eye knows from the place. */
export function Heard({ children }) {
    return _jsx("span", { class: "heard", children: children });
}
/** Who it is about. */
export function PersonLine({ person }) {
    return (_jsxs("span", { class: "person", children: [_jsx("strong", { children: person.name }), " ", _jsx("span", { class: "quiet", children: person.email })] }));
}
const written = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
/** A moment, in words and in UTC. */
export function Moment({ at }) {
    return _jsx("time", { dateTime: at.toISOString(), children: `${written.format(at)} UTC` });
}
//# sourceMappingURL=parts.js.map