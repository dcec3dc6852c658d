import { isListedHost } from '../../kernel/client-id-url.js';
import { DEVICE_CODE } from '../clients/client.rules.js';
import { parsedUrl } from '../../kernel/parsed-url.js';
import { readScope } from '../../kernel/scope-set.js';
/** Grants by which a client that nobody here answers for may act: always for a person who let it in. */
export const GRANTS_FOR_PEOPLE = ['authorization_code', DEVICE_CODE, 'refresh_token'];
/** Metadata that a registration takes as it came (RFC 7591 §2, OpenID Connect Registration §2, RFC 9126 §6, RFC 9449 §5.2). */
const TAKEN = [
    'redirect_uris',
    'post_logout_redirect_uris',
    'jwks',
    'jwks_uri',
    'token_endpoint_auth_signing_alg',
    'id_token_signed_response_alg',
    'userinfo_signed_response_alg',
    'introspection_signed_response_alg',
    'dpop_bound_access_tokens',
    'require_pushed_authorization_requests',
    'backchannel_logout_uri',
    'backchannel_logout_session_required',
    'subject_type',
    'sector_identifier_uri',
];
/** The member that nobody can be registered with, and what is wrong with it. */
export class UnfitMetadata extends Error {
    member;
    fault;
    constructor(member, fault) {
        super(`${member} ${fault}`);
        this.member = member;
        this.fault = fault;
    }
}
/**
 * Client metadata in the words of RFC 7591 §2 as the body of a registration; names that we do not know are ignored. What
 * is wrong with a value that is taken as it came, the registration says.
 * @throws UnfitMetadata
 */
export function registrationOf(metadata, rules) {
    const grants = grantTypes(metadata);
    checkResponseTypes(metadata, grants);
    checkApplicationType(metadata);
    checkLogoutUri(metadata);
    checkName(metadata);
    const taken = TAKEN.filter((name) => isGiven(metadata[name])).map((name) => [name, metadata[name]]);
    return {
        ...Object.fromEntries(taken),
        client_name: isGiven(metadata['client_name']) ? metadata['client_name'] : rules.name,
        kind: 'application',
        owner_id: null,
        grant_types: grants,
        scope: scopeOf(metadata, rules),
        token_endpoint_auth_method: metadata['token_endpoint_auth_method'] ?? rules.authMethod,
        client_uri: homePage(metadata['client_uri']),
    };
}
/** Left out are those that such a client cannot have; the answer says what it got (RFC 7591 §2, §3.2.1). */
function grantTypes({ grant_types: asked = ['authorization_code'] }) {
    if (!isTexts(asked))
        throw new UnfitMetadata('grant_types', 'must be a list of names');
    const granted = GRANTS_FOR_PEOPLE.filter((grant) => asked.includes(grant));
    if (granted.some((grant) => grant !== 'refresh_token'))
        return granted;
    throw new UnfitMetadata('grant_types', 'must have one by which a person lets the client in');
}
/** RFC 7591 §2.1: `code` goes with `authorization_code`; nothing else is answered. */
function checkResponseTypes({ response_types: asked }, grants) {
    if (!isGiven(asked))
        return;
    if (!isTexts(asked))
        throw new UnfitMetadata('response_types', 'must be a list of names');
    const codes = grants.includes('authorization_code');
    if (asked.includes('code') !== codes) {
        throw new UnfitMetadata('response_types', `must ${codes ? '' : 'not '}have code, as grant_types are`);
    }
}
/** A web application is on no person's own computer (OpenID Connect Registration §2). */
function checkApplicationType({ application_type: type, redirect_uris: uris }) {
    if (!isGiven(type))
        return;
    if (type !== 'web' && type !== 'native')
        throw new UnfitMetadata('application_type', 'must be web or native');
    if (type === 'native' || !isTexts(uris))
        return;
    if (uris.some((uri) => !uri.startsWith('https:')))
        throw new UnfitMetadata('redirect_uris', 'must be https for the application_type web');
}
/** People decide by it: it turns nothing around that stands beside it (Unicode TR 36 §3.7), and there is something to see. */
function checkName({ client_name: name }) {
    if (typeof name !== 'string')
        return;
    if (/[\u202a-\u202e\u2066-\u2069]/u.test(name) || !/[^\s\p{Default_Ignorable_Code_Point}\u2800]/u.test(name)) {
        throw new UnfitMetadata('client_name', 'must be seen, and not turn the direction of what stands beside it');
    }
}
/** Whoever registers unasked sends us nowhere in our own machine, as an administrator may. */
function checkLogoutUri({ backchannel_logout_uri: uri }) {
    if (!isGiven(uri) || (typeof uri === 'string' && uri.startsWith('https:')))
        return;
    throw new UnfitMetadata('backchannel_logout_uri', 'must be https');
}
function scopeOf({ scope: asked }, { scopes: allowed, narrowed }) {
    if (isGiven(asked) && typeof asked !== 'string')
        throw new UnfitMetadata('scope', 'must be names of scopes, separated by spaces');
    if (!narrowed || typeof asked !== 'string')
        return allowed.join(' ');
    const scope = readScope(asked).filter((name) => allowed.includes(name));
    if (scope.length === 0)
        throw new UnfitMetadata('scope', `has none of those that can be had: ${allowed.join(' ')}`);
    return scope.join(' ');
}
/** People are shown its host; one that is not https is left out. */
function homePage(uri) {
    return typeof uri === 'string' && parsedUrl(uri)?.protocol === 'https:' ? uri : null;
}
function isTexts(value) {
    return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
function isGiven(value) {
    return value !== undefined && value !== null;
}
/**
 * The registration of a client by the document that its id is the URL of
 * (draft-ietf-oauth-client-id-metadata-document §4): it says so itself, and it has no secret that two could share.
 * @throws UnfitMetadata
 */
export function documentedRegistration(clientId, document, scopes) {
    if (document['client_id'] !== clientId)
        throw new UnfitMetadata('client_id', 'must be the URL of the document');
    for (const name of ['client_secret', 'client_secret_expires_at']) {
        if (name in document)
            throw new UnfitMetadata(name, 'has no place in a document that anybody can read');
    }
    const method = document['token_endpoint_auth_method'] ?? 'none';
    if (method !== 'none' && method !== 'private_key_jwt') {
        throw new UnfitMetadata('token_endpoint_auth_method', 'must be none or private_key_jwt');
    }
    const { host } = new URL(clientId);
    return registrationOf(document, { authMethod: 'none', scopes, narrowed: true, name: host });
}
/** Whether an administrator admits clients whose documents lie at this host. */
export function isAdmittedHost(clientId, listed) {
    return isListedHost(new URL(clientId).hostname, listed);
}
//# sourceMappingURL=client-metadata.rules.js.map