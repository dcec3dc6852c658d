import { newSecret } from '../../kernel/one-time-secret.js';
import { isRole } from '../../kernel/roles.js';
import { grants, readScope } from '../../kernel/scope-set.js';
/** What every access key begins with: programs that look for secrets in sources know it by that. */
const MARK = 'ghk_';
const FORM = /^ghk_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;
/** Whether a bearer credential means to be an access key; a token of ours has dots and never begins like this. */
export function isAccessKey(credential) {
    return credential.startsWith(MARK);
}
/** The part of a key by which it is told from others; no secret. */
export function accessKeyPrefix(id) {
    return MARK + id.replaceAll('-', '');
}
/** A fresh key's text: 256 random bits after its id. */
export function newAccessKey(id) {
    return `${accessKeyPrefix(id)}_${newSecret()}`;
}
/** The id in a key's text; null when it has not the form of one. */
export function readAccessKey(text) {
    const match = FORM.exec(text);
    return match === null ? null : match.slice(1).join('-');
}
/** What a key is called where a client would be: in its session, its tokens, evidence and limits. */
export function accessKeyClientId(id) {
    return `access_key:${id}`;
}
/**
 * Why an access key may not have these scopes, or null. It never administers, never asks for governance, and nobody
 * signs in with it.
 * @param catalogue those of the scopes that exist
 * @param roles of the owner
 */
export function keyScopeFault(scope, roles, catalogue) {
    const names = readScope(scope);
    const such = (holds) => names.filter((name) => holds(name, catalogue.get(name))).join(', ');
    const unknown = such((_, known) => known === undefined);
    if (unknown !== '')
        return `unknown scopes: ${unknown}`;
    const never = such((name, known) => known?.tier === 'identity' || isRole(name) || name.startsWith('hook:'));
    if (never !== '')
        return `not for access keys: ${never}`;
    const lacking = such((name, known) => known?.tier === 'user' && !grants(roles, name));
    return lacking === '' ? null : `not held by the owner: ${lacking}`;
}
//# sourceMappingURL=access-key.rules.js.map