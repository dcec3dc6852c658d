import helmet from 'helmet';
/**
 * Headers that every answer carries. Helmet says which, once: its chain of small steps would be a tenth of the cost of
 * a token, for values that never change.
 */
export function securityHeaders(https) {
    const headers = new Map();
    const recorder = {
        setHeader: (name, value) => headers.set(name, value),
        removeHeader: () => undefined,
    };
    const middleware = helmet({
        contentSecurityPolicy: {
            useDefaults: false,
            directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
        },
        crossOriginResourcePolicy: { policy: 'cross-origin' },
        referrerPolicy: { policy: 'no-referrer' },
        xFrameOptions: { action: 'deny' },
        strictTransportSecurity: https ? { maxAge: 63_072_000 } : false,
    });
    middleware({}, recorder, () => undefined);
    return (_request, response, next) => {
        for (const [name, value] of headers)
            response.setHeader(name, value);
        next();
    };
}
//# sourceMappingURL=security-headers.middleware.js.map