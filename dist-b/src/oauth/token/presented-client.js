import { headerValues } from '../../http/bearer.js';
import { formDecode } from '../../http/form.js';
import { ASSERTION } from '../../identity/clients/client.rules.js';
import { NotJws, readCompactJws, typeOf } from '../../kernel/compact-jws.js';
import { OAuthError } from '../../kernel/oauth-error.js';
/** `typ` of an ID-JAG (draft-ietf-oauth-identity-assertion-authz-grant §4.3). */
export const ID_JAG_TYPE = 'oauth-id-jag+jwt';
/** Sent with every `invalid_client` to a client that used the header (RFC 6749 §5.2). */
export const BASIC = 'Basic realm="gatehouse", charset="UTF-8"';
/** RFC 7523 §2.2. */
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** draft-ietf-oauth-spiffe-client-auth §3.1. */
const JWT_SPIFFE = 'urn:ietf:params:oauth:client-assertion-type:jwt-spiffe';
/**
 * What a request brings to tell which client sent it: one way, and no second one (RFC 6749 §2.3).
 * @param grantType at the token endpoint; elsewhere there is no grant that could tell who the client is
 * @throws OAuthError `invalid_client`; `invalid_request` when there are two ways in one request
 */
export function presentedClient(request, form, grantType) {
    const headers = headerValues(request, 'authorization');
    const [secret, assertion] = [form.one('client_secret'), form.one('client_assertion')];
    const type = form.one('client_assertion_type');
    const ways = [headers[0], secret, assertion ?? type].filter((one) => one !== undefined);
    if (headers.length > 1 || ways.length > 1) {
        throw new OAuthError('invalid_request', 'more than one way of client authentication');
    }
    const id = form.one('client_id');
    if (headers[0] !== undefined)
        return fromHeader(headers[0], id);
    if (secret !== undefined)
        return { method: 'client_secret_post', clientId: id ?? '', secret };
    return ways.length > 0 ? fromAssertion(form, assertion, type) : withoutProof(form, id, grantType);
}
/** A workload's token that is the grant, or a name: a public client says who it is, and proves nothing (RFC 6749 §3.2.1). */
function withoutProof(form, id, grantType) {
    const grant = grantType === ASSERTION ? machineGrant(form) : null;
    if (grant !== null)
        return grant;
    if (id === undefined)
        throw new OAuthError('invalid_client', 'client authentication is missing');
    return { method: 'none', clientId: id, secret: '' };
}
function fromHeader(header, id) {
    const basic = readBasic(header);
    if (id === undefined || id === basic.clientId)
        return basic;
    throw new OAuthError('invalid_request', 'client_id differs from the one in the Authorization header');
}
function fromAssertion(form, assertion, type) {
    if (assertion === undefined || type === undefined) {
        throw new OAuthError('invalid_client', 'client_assertion and client_assertion_type go together');
    }
    if (type !== JWT_BEARER && type !== JWT_SPIFFE) {
        throw new OAuthError('invalid_client', 'this client_assertion_type is not accepted');
    }
    if (type === JWT_SPIFFE && !isSvid(assertion)) {
        throw new OAuthError('invalid_client', 'the client assertion is not a JWT-SVID');
    }
    const own = type === JWT_BEARER && isOwn(assertion);
    return { ...namedIn(form), method: own ? 'private_key_jwt' : 'workload_identity', assertion, asGrant: false };
}
/** A workload's token as the grant: the one request in which nothing else says who the client is. */
function machineGrant(form) {
    const assertion = form.one('assertion');
    if (assertion === undefined)
        return null;
    const jws = readOrNull(assertion);
    // A person is behind an ID-JAG, and any client could bring it: its client authenticates (ID-JAG §4.4).
    if (jws !== null && typeOf(jws) === ID_JAG_TYPE)
        return null;
    return { ...namedIn(form), method: 'workload_identity', assertion, asGrant: true };
}
function namedIn(form) {
    return { clientId: form.one('client_id'), asked: [...form.all('resource'), ...form.all('audience')] };
}
/** Whether an assertion says that its subject made it; what cannot be read is refused as such a one (RFC 7523 §3). */
function isOwn(assertion) {
    const claims = readOrNull(assertion)?.claims;
    return claims === undefined || claims['iss'] === claims['sub'];
}
/** Whether an assertion is about a SPIFFE ID, as a JWT-SVID is, whoever issued it (JWT-SVID §3.1). */
function isSvid(assertion) {
    const sub = readOrNull(assertion)?.claims['sub'];
    return typeof sub === 'string' && sub.startsWith('spiffe://');
}
function readOrNull(assertion) {
    try {
        return readCompactJws(assertion);
    }
    catch (error) {
        if (error instanceof NotJws)
            return null;
        throw error;
    }
}
/** Both parts are form-encoded before they are joined (RFC 6749 §2.3.1). */
function readBasic(header) {
    const encoded = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(header)?.[1];
    const pair = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
    const colon = pair.indexOf(':');
    if (colon < 1)
        throw new OAuthError('invalid_client', 'the Authorization header is not Basic', { challenge: BASIC });
    return {
        method: 'client_secret_basic',
        clientId: formDecode(pair.slice(0, colon)),
        secret: formDecode(pair.slice(colon + 1)),
    };
}
//# sourceMappingURL=presented-client.js.map