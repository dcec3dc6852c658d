/**
 * A client with its secret, in the words of RFC 7591 §3.2.1.
 * @param base by which Gatehouse was dialled: a host that reaches it under an alias gets its token there, too
 */
export function provisionedView({ client, secret, previousEnd }, base) {
    return {
        client_id: client.clientId,
        client_secret: secret,
        // It does not end by itself.
        client_secret_expires_at: 0,
        previous_secret_expires_at: previousEnd?.toISOString() ?? null,
        token_endpoint: `${base}/oauth/token`,
        scope: client.scope.join(' '),
        audience: client.defaultAudience,
        plugin_ids: client.pluginIds,
        grant_types: client.grantTypes,
        token_endpoint_auth_method: client.tokenEndpointAuthMethod,
        application_type: 'web',
    };
}
//# sourceMappingURL=provisioned.view.js.map