import { parsedUrl } from '../../kernel/parsed-url.js';
/** Whether it is an http or https URL. What `URL` repairs in silence (blanks, backslashes, a third slash) is refused: others may read it otherwise. */
export function isPlainUrl(text) {
    if (text.length > 2048 || !/^https?:\/\/[^/?#@\\][\x21-\x7e]*$/i.test(text) || /[\\#]/.test(text))
        return false;
    return parsedUrl(text) !== null && !/^[^/]*\/\/[^/?]*@/.test(text);
}
//# sourceMappingURL=plain-url.rules.js.map