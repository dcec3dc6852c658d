import { jsx as _jsx, Fragment as _Fragment, jsxs as _jsxs } from "preact/jsx-runtime";
import { Field } from '../http/pages/parts.js';
/** Fewest characters of a password, as the browser checks it. */
const LEAST = 12;
/** A new password, twice: `password` and `password_again`. */
export function NewPasswordFields({ wrong, autofocus = false }) {
    const given = { type: 'password', autocomplete: 'new-password', minlength: LEAST, wrong };
    return (_jsxs(_Fragment, { children: [_jsx(Field, { name: "password", label: "New password", hint: `At least ${LEAST} characters. A long phrase that you can remember is welcome; spaces are fine.`, autofocus: autofocus, ...given }), _jsx(Field, { name: "password_again", label: "The same once more", ...given })] }));
}
//# sourceMappingURL=new-password.js.map