/**
 * For what pages of any origin may read because no cookie decides what it says: public documents (RFC 9728 §3.2), and
 * endpoints to which a client in a browser brings its own credentials (OAuth 2.1 §3.2). Never the authorization endpoint.
 */
function anyOrigin(methods, headers) {
    return (request, response, next) => {
        response.setHeader('access-control-allow-origin', '*');
        response.setHeader('access-control-expose-headers', 'dpop-nonce, www-authenticate');
        if (request.method !== 'OPTIONS')
            return next();
        response.setHeader('access-control-allow-methods', methods);
        response.setHeader('access-control-allow-headers', headers);
        response.setHeader('access-control-max-age', '86400');
        response.status(204).end();
    };
}
/** Discovery documents and keys. */
const publicCors = anyOrigin('GET, HEAD', 'mcp-protocol-version');
/** Token, revocation, pushed requests, device authorization and userinfo. */
const clientCors = anyOrigin('GET, POST', 'authorization, content-type, dpop, mcp-protocol-version');
/** Registrations that a client looks after by a token of its own. */
const registrationCors = anyOrigin('GET, POST, PUT, DELETE', 'authorization, content-type, mcp-protocol-version');
const PLACES = [
    [/^\/(\.well-known|oauth\/jwks)(\/|$)/, publicCors],
    [/^\/oauth\/register(\/|$)/, registrationCors],
    [/^\/oauth\/(token|revoke|par|device_authorization|userinfo)(\/|$)/, clientCors],
];
/** Every place that pages of other origins may call; nothing else answers them. */
export const crossOrigin = (request, response, next) => {
    const place = PLACES.find(([path]) => path.test(request.path));
    if (place === undefined)
        return next();
    place[1](request, response, next);
};
//# sourceMappingURL=public-cors.middleware.js.map