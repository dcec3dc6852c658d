import { OAuthError } from '../kernel/oauth-error.js';
import { BodyTooLarge, readBody, UnreadableBody } from './read-body.js';
/** Parameters of a form; one sent without a value counts as absent (RFC 6749 §3.2). */
export class Form {
    parameters;
    constructor(parameters) {
        this.parameters = parameters;
    }
    /** @throws OAuthError `invalid_request` when the body is not UTF-8 percent-encoding */
    static parse(text) {
        if (/[^\x21-\x7e]/.test(text))
            throw new OAuthError('invalid_request', 'the form is not percent-encoded');
        const parameters = new Map();
        for (const [name, value] of formPairs(text)) {
            if (value === '')
                continue;
            const values = parameters.get(name);
            if (values === undefined)
                parameters.set(name, [value]);
            else
                values.push(value);
        }
        return new Form(parameters);
    }
    /** @throws OAuthError `invalid_request` when the parameter is repeated (RFC 6749 §3.2) */
    one(name) {
        const values = this.parameters.get(name);
        if (values !== undefined && values.length > 1)
            throw new OAuthError('invalid_request', `repeated parameter: ${name.slice(0, 64)}`);
        return values?.[0];
    }
    /** Every value of a parameter that may be repeated, such as `resource` (RFC 8707 §2). */
    all(name) {
        return this.parameters.get(name) ?? [];
    }
    names() {
        return this.parameters.keys();
    }
}
/** The query of a request, by the same rules as a form. @throws OAuthError when it is not UTF-8 percent-encoding */
export function queryForm({ url }) {
    const at = url.indexOf('?');
    return Form.parse(at === -1 ? '' : url.slice(at + 1));
}
const LARGEST_FORM = 64 * 1024;
/** Reads the form of a POST before it is routed: the grant's controller is chosen by `grant_type`. */
export function readForm(request, _response, next) {
    if (request.method !== 'POST')
        return next();
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
    const without = (error) => {
        request.formError = error instanceof Error ? error : new Error(String(error));
        next();
    };
    if (type !== 'application/x-www-form-urlencoded') {
        request.resume();
        return without(new OAuthError('invalid_request', 'content type must be application/x-www-form-urlencoded'));
    }
    readBody(request, LARGEST_FORM).then((body) => {
        try {
            request.form = Form.parse(body.toString('latin1'));
            next();
        }
        catch (error) {
            without(error);
        }
    }, (error) => without(refused(error)));
}
function refused(error) {
    if (error instanceof BodyTooLarge)
        return new OAuthError('invalid_request', error.message, { status: 413 });
    if (error instanceof UnreadableBody)
        return new OAuthError('invalid_request', error.message);
    return error;
}
/** Name and value pairs, decoded strictly: `URLSearchParams` would turn bad bytes into U+FFFD without a word. */
function* formPairs(text) {
    for (const pair of text.split('&')) {
        if (pair === '')
            continue;
        const [name = '', value = ''] = splitOnce(pair);
        yield [formDecode(name), formDecode(value)];
    }
}
function splitOnce(pair) {
    const at = pair.indexOf('=');
    return at === -1 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}
/** Decodes application/x-www-form-urlencoded text. @throws OAuthError when it is not UTF-8 percent-encoding */
export function formDecode(text) {
    try {
        return decodeURIComponent(text.replaceAll('+', ' '));
    }
    catch (cause) {
        throw new OAuthError('invalid_request', 'the form is not percent-encoded UTF-8', { cause });
    }
}
//# sourceMappingURL=form.js.map