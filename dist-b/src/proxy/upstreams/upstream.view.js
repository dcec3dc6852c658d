import { gatePath } from '../gate-path.js';
/** The fields of an upstream that an administrator writes, under their names on the wire. */
export function upstreamFields(upstream) {
    return {
        name: upstream.name,
        kind: upstream.kind,
        url: upstream.url,
        transport: upstream.transport,
        required_scopes: upstream.requiredScopes,
        required_token_binding: upstream.requiredTokenBinding,
        credential: credentialView(upstream.credential),
        default: upstream.policyDefault,
        timeouts: {
            connect: upstream.timeouts.connect,
            first_byte: upstream.timeouts.first_byte,
            idle: upstream.timeouts.idle,
            total: upstream.timeouts.total,
        },
        limits: {
            request_bytes: upstream.limits.request_bytes,
            response_bytes: upstream.limits.response_bytes,
            event_bytes: upstream.limits.event_bytes,
            concurrent: upstream.limits.concurrent,
            streams: upstream.limits.streams,
        },
        status: upstream.status,
    };
}
/**
 * An upstream as administrators see it.
 * @param publicUrl the issuer
 * @param health what the process that answers knows
 */
export function upstreamView(upstream, publicUrl, health) {
    const resource = publicUrl + gatePath(upstream.kind, upstream.name);
    return {
        id: upstream.id,
        ...upstreamFields(upstream),
        resource,
        endpoint: resource,
        health: healthView(health),
        created_at: upstream.createdAt.toISOString(),
        updated_at: upstream.updatedAt.toISOString(),
    };
}
function healthView({ status, since, lastError }) {
    return { status, since: since === null ? null : new Date(since).toISOString(), last_error: lastError };
}
/** Of one that has a secret, that there is one and since when: it is never shown. */
function credentialView(credential) {
    switch (credential.mode) {
        case 'static':
            return { mode: credential.mode, header: credential.header, set_at: credential.set_at };
        case 'minted':
            return { mode: credential.mode, audience: credential.audience, txn_token: credential.txn_token };
        case 'token_exchange':
            return {
                mode: credential.mode,
                token_endpoint: credential.token_endpoint,
                client_id: credential.client_id,
                token_endpoint_auth_method: credential.token_endpoint_auth_method,
                audience: credential.audience,
                resource: credential.resource,
                scope: credential.scope,
                subject_token_type: credential.subject_token_type,
                subject_token_audience: credential.subject_token_audience,
                requested_token_type: credential.requested_token_type,
                set_at: credential.set_at,
            };
        case 'none':
            return { mode: credential.mode };
    }
}
//# sourceMappingURL=upstream.view.js.map