import { CERTIFICATE_NAMES, } from './client.entity.js';
import { sectorOf } from './client-sector.rules.js';
import { isDeepStrictEqual } from 'node:util';
import { registeredNameFault } from '../../kernel/certificate-names.js';
import { Problem } from '../../kernel/problem.js';
/** Whether a text can be a client's id: printable ASCII (RFC 6749 §A.1). */
export function isClientId(text) {
    return /^[\x20-\x7e]{1,255}$/.test(text);
}
/** Whether a client proves itself by a secret, and so has one. */
export function usesSecret({ tokenEndpointAuthMethod }) {
    return tokenEndpointAuthMethod === 'client_secret_basic' || tokenEndpointAuthMethod === 'client_secret_post';
}
/** What the certificate of a client is known by, from the fields of a body (RFC 8705 §2.1.2); null when by nothing. */
export function certificateName(client) {
    const given = CERTIFICATE_NAMES.flatMap((name) => {
        const value = client[`tls_client_auth_${name}`] ?? null;
        return value === null ? [] : [[name, value]];
    });
    return given.length === 0 ? null : Object.fromEntries(given);
}
/** Grant types whose names are URNs (RFC 8693 §2.1, RFC 7523 §2.1, RFC 8628 §3.4). */
export const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';
/**
 * Whether a client is without an owner and must not be. One can be lost, when the person is deleted; it cannot be given up.
 * Whoever registered without an administrator may never have had one, unless it is an agent.
 */
function lacksOwner(client, before, registration) {
    if (isGiven(client.owner_id))
        return false;
    if (registration !== 'administrator' && client.kind !== 'agent')
        return isGiven(before?.ownerId);
    return before === null || before.ownerId !== null || client.status !== 'inactive';
}
/**
 * What does not go together in a client (RFC 7591 §2.1, OAuth 2.1 §2.1, §4.2).
 * @param before what stood before @param registration who registered it
 */
export function clientFaults(client, before, registration) {
    // A body may lack what other rules have already called wrong.
    const has = (grant) => Array.isArray(client.grant_types) && client.grant_types.includes(grant);
    const some = (list) => Array.isArray(list) && list.length > 0;
    const isPublic = client.token_endpoint_auth_method === 'none';
    const [redirects, codes] = [some(client.redirect_uris), has('authorization_code')];
    const rules = [
        [lacksOwner(client, before, registration), 'owner_id', 'must be the id of a user'],
        [codes && !redirects, 'redirect_uris', 'must name at least one for authorization_code'],
        [!codes && redirects, 'redirect_uris', 'need the grant type authorization_code'],
        [
            !codes && !has(DEVICE_CODE) && has('refresh_token'),
            'grant_types',
            'refresh_token needs authorization_code or device_code',
        ],
        [
            isPublic && ['client_credentials', EXCHANGE, ASSERTION].some(has),
            'grant_types',
            'client_credentials, token-exchange and jwt-bearer need a client that authenticates',
        ],
        [isPublic && some(client.introspects), 'introspects', 'needs a client that authenticates'],
        [
            client.device_authorization_administration === true && !(registration === 'administrator' && has(DEVICE_CODE)),
            'device_authorization_administration',
            'is for clients that an administrator registers, and needs the grant type device_code',
        ],
        [
            before !== null && (before.tokenEndpointAuthMethod === 'none') !== isPublic,
            'token_endpoint_auth_method',
            'a public client cannot become a confidential one, nor the other way round',
        ],
    ];
    return [...rules, ...subjectRules(client, has, registration), ...keyRules(client)]
        .filter(([broken]) => broken)
        .map(([, name, fault]) => [name, fault]);
}
/** Names of its own need somebody whose they are, and end where a client learns how others call a person. */
function subjectRules(client, has, registration) {
    const pairwise = client.subject_type === 'pairwise';
    return [
        [
            // Only that people are sent there proves that it is at the host whose names for them it would know.
            pairwise && has(DEVICE_CODE) && registration !== 'administrator',
            'subject_type',
            'pairwise goes not with device_code, unless an administrator registers the client',
        ],
        [
            pairwise && !isGiven(client.sector_identifier_uri) && sectorOf(client) === null,
            'subject_type',
            'pairwise needs redirect_uris at one https host, or a sector_identifier_uri',
        ],
        [
            pairwise && has(EXCHANGE),
            'subject_type',
            'pairwise goes not with token-exchange, which names people as others do',
        ],
    ];
}
/** A client has what its method of authentication is checked against, and nothing that looks like it (RFC 7591 §2). */
function keyRules(client) {
    const method = client.token_endpoint_auth_method;
    const [inline, fetched] = [isGiven(client.jwks), isGiven(client.jwks_uri)];
    return [
        [inline && fetched, 'jwks_uri', 'goes not with jwks: send one of them'],
        [method === 'private_key_jwt' && !inline && !fetched, 'jwks', 'or jwks_uri is needed for private_key_jwt'],
        [method === 'self_signed_tls_client_auth' && !isChained(client.jwks), 'jwks', 'must have the certificate in x5c'],
        [
            method !== 'private_key_jwt' && isGiven(client.token_endpoint_auth_signing_alg),
            'token_endpoint_auth_signing_alg',
            'needs private_key_jwt',
        ],
        ...certificateRules(method, Object.keys(certificateName(client) ?? {})),
        ...CERTIFICATE_NAMES.map((name) => matchableRule(client, name)),
    ];
}
function certificateRules(method, names) {
    const wanted = method === 'tls_client_auth';
    const first = `tls_client_auth_${names[0] ?? 'subject_dn'}`;
    const one = 'tls_client_auth needs exactly one of tls_client_auth_subject_dn, _san_dns, _san_uri, _san_ip and _san_email';
    return [
        [wanted && names.length !== 1, 'token_endpoint_auth_method', one],
        [!wanted && names.length > 0, first, 'needs tls_client_auth'],
    ];
}
/** A client by a name that no certificate matches could never prove itself. */
function matchableRule(client, name) {
    const field = `tls_client_auth_${name}`;
    const fault = typeof client[field] === 'string' ? registeredNameFault(name, client[field]) : null;
    return [fault !== null, field, fault ?? ''];
}
function isGiven(value) {
    return value !== null && value !== undefined;
}
function isChained(jwks) {
    return Array.isArray(jwks?.keys) && jwks.keys.some((key) => isGiven(key?.x5c));
}
/** What only an administrator decides about a client, whoever registered it. */
const ADMINISTERED = [
    'status',
    'owner_id',
    'resources',
    'audiences',
    'default_audience',
    'plugin_ids',
    'purpose',
    'expires_at',
    'exchange_from',
    'exchange_id_tokens',
    'device_authorization_administration',
    'introspects',
    'first_party',
    'subject',
];
/** Whether a field is what a client says of itself. */
export function isDescription(name) {
    return !ADMINISTERED.includes(name);
}
/** Who a client is to those who do not look at its name, and what stands there when it says nothing. */
const IDENTITY = { redirect_uris: [], jwks: null, jwks_uri: null };
/**
 * The fields of a client as it describes itself now, with what an administrator decided. That nobody is to be asked about
 * it was decided about who it was: sent elsewhere, or under other keys, people look at it themselves.
 */
export function followed(before, said) {
    const decided = Object.fromEntries(ADMINISTERED.map((name) => [name, before[name]]));
    const same = Object.entries(IDENTITY).every(([name, none]) => isDeepStrictEqual(before[name], said[name] ?? none));
    return { ...said, ...decided, first_party: before['first_party'] === true && same };
}
/** @throws Problem 400 for each field that the client's own document decides: it would only last until the next look at it */
export function refuseDocumented(body) {
    const wrong = Object.keys(body).filter(isDescription);
    if (wrong.length === 0)
        return;
    throw Problem.invalid(wrong.map((name) => ({ pointer: `/${name}`, detail: 'is what the document of the client says' })));
}
//# sourceMappingURL=client.rules.js.map