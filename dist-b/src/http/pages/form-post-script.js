import { hashedName } from './hashed-name.js';
/** Sends the page's one form at once; `submit` is taken from the prototype, because a field may have that name. */
export const formPostScript = `'use strict';
const form = document.getElementById('form-post');
if (form !== null) HTMLFormElement.prototype.submit.call(form);
`;
/** Path of {@link formPostScript}. */
export const FORM_POST_SCRIPT = `/assets/${hashedName('form-post', 'js', formPostScript)}`;
//# sourceMappingURL=form-post-script.js.map