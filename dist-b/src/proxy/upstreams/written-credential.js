/** Which modes have a field. */
const modesOf = {
    audience: ['minted', 'token_exchange'],
    txn_token: ['minted'],
    header: ['static'],
    value: ['static'],
    token_endpoint: ['token_exchange'],
    client_id: ['token_exchange'],
    client_secret: ['token_exchange'],
    token_endpoint_auth_method: ['token_exchange'],
    resource: ['token_exchange'],
    scope: ['token_exchange'],
    subject_token_type: ['token_exchange'],
    subject_token_audience: ['token_exchange'],
    requested_token_type: ['token_exchange'],
    set_at: ['static', 'token_exchange'],
};
/**
 * What is wrong with a credential beyond the form of its fields.
 * @param before the upstream as it was; null for a new one
 */
export function credentialFault({ credential, url }, before) {
    if (credential === undefined)
        return null;
    const outOfPlace = misplaced(credential);
    if (outOfPlace !== null)
        return outOfPlace;
    if (credential.mode === 'static')
        return staticFault(credential, url, before);
    return credential.mode === 'token_exchange' ? exchangeFault(credential, url, before) : null;
}
/** A request that {@link credentialFault} found nothing wrong with, as it is stored. */
export function writtenCredential(request, before, vault) {
    const { credential } = request;
    switch (credential?.mode) {
        case 'static':
            if (credential.value === undefined)
                return keptOf(before);
            return vault.written(request, credential.header ?? '', credential.value);
        case 'token_exchange':
            return writtenClient(request, credential, before, vault);
        case 'none':
            return { credential: { mode: 'none' }, sealedCredential: null };
        default: {
            const audience = credential?.audience === undefined ? {} : { audience: credential.audience };
            const txn = credential?.txn_token === true ? { txn_token: true } : {};
            return { credential: { mode: 'minted', ...audience, ...txn }, sealedCredential: null };
        }
    }
}
function writtenClient(request, credential, before, vault) {
    const client = clientOf(credential);
    if (credential.client_secret !== undefined)
        return vault.writtenClient(request, client, credential.client_secret);
    const kept = keptOf(before);
    const { set_at } = kept.credential;
    return { ...kept, credential: { ...client, set_at } };
}
/** @throws Error when there is none: {@link credentialFault} was not asked */
function keptOf(before) {
    if (before === null)
        throw new Error('a credential to be kept, of an upstream that there is not');
    return { credential: before.credential, sealedCredential: before.sealedCredential };
}
function misplaced(credential) {
    for (const [name, modes] of Object.entries(modesOf)) {
        const value = credential[name];
        // That there is no transaction token is true of every mode.
        if (value === undefined || value === false || modes.includes(credential.mode))
            continue;
        return `has ${name} only when its mode is ${modes.join(' or ')}`;
    }
    return null;
}
function staticFault({ header, value }, url, before) {
    if (header === undefined)
        return 'needs a header when its mode is static';
    if (value !== undefined || isKept(header, url, before))
        return null;
    return 'needs its value: there is none yet, or it was written for another header or another origin';
}
function exchangeFault(credential, url, before) {
    const { token_endpoint, client_id, client_secret } = credential;
    if (token_endpoint === undefined || client_id === undefined) {
        return 'needs a token_endpoint and a client_id when its mode is token_exchange';
    }
    if (client_secret !== undefined || isClientKept(credential, url, before))
        return null;
    return 'needs its client_secret: there is none yet, or it was written for another token_endpoint, client_id or origin';
}
function clientOf(credential) {
    const { audience, resource, scope, subject_token_audience, requested_token_type } = credential;
    const optional = Object.entries({ audience, resource, scope, subject_token_audience, requested_token_type });
    return {
        mode: 'token_exchange',
        token_endpoint: credential.token_endpoint ?? '',
        client_id: credential.client_id ?? '',
        token_endpoint_auth_method: credential.token_endpoint_auth_method ?? 'client_secret_basic',
        subject_token_type: credential.subject_token_type ?? 'urn:ietf:params:oauth:token-type:jwt',
        ...Object.fromEntries(optional.filter(([, value]) => value !== undefined)),
    };
}
/** Whoever may change the URL must not be able to have the value sent to a server of their own. */
function isKept(header, url, before) {
    if (before?.credential.mode !== 'static')
        return false;
    return before.credential.header === header.toLowerCase() && isSameOrigin(before, url);
}
/** Nor to an authorization server of their own; nor the tokens that it is good for to a server of their own. */
function isClientKept(credential, url, before) {
    if (before?.credential.mode !== 'token_exchange')
        return false;
    const { token_endpoint, client_id } = before.credential;
    return (token_endpoint === credential.token_endpoint && client_id === credential.client_id && isSameOrigin(before, url));
}
function isSameOrigin(before, url) {
    return new URL(before.url).origin === new URL(url).origin;
}
//# sourceMappingURL=written-credential.js.map