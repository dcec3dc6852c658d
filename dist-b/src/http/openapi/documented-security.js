import { ROLE_NAMES, ROLES, reachOf } from '../../kernel/roles.js';
import { actionOf } from '../access.guard.js';
/**
 * Who may call an operation, in the words of OpenAPI, and for administrators in those of the table of roles.
 * @param narrowed whether it serves whoever reaches only some things
 */
export function documentedSecurity(access, verb, narrowed) {
    if (access.who === 'anyone')
        return { security: [] };
    if (access.who === 'client')
        return { security: [{ client_basic: [] }, { client_other: [] }] };
    if (access.who === 'operator')
        return { security: [{ operator: [] }] };
    if (access.who === 'gate')
        return { security: [{ token: [] }] };
    if (access.who === 'token') {
        const scope = access.scope === undefined ? {} : { 'x-scope': access.scope };
        return { security: [{ token: [] }], ...scope };
    }
    const action = access.action ?? actionOf(verb.toUpperCase());
    const roles = ROLE_NAMES.flatMap((role) => {
        const reach = reachOf([role], access.noun, action);
        return reach === null || !(narrowed || reach.includes('all')) ? [] : [{ role, reach }];
    });
    return {
        security: roles.map(({ role }) => ({ oauth: [role] })),
        'x-administers': { noun: access.noun, action },
        'x-roles': Object.fromEntries(roles.map(({ role, reach }) => [role, reach])),
    };
}
/** How callers prove who they are. @param base of our public URLs */
export function securitySchemes(base) {
    const scopes = Object.fromEntries(ROLE_NAMES.map((role) => [role, ROLES[role].description]));
    return {
        oauth: {
            type: 'oauth2',
            description: 'A token for the issuer, with a role as scope, of a person who holds that role now.',
            flows: {
                clientCredentials: { tokenUrl: `${base}/oauth/token`, scopes },
                authorizationCode: {
                    authorizationUrl: `${base}/oauth/authorize`,
                    tokenUrl: `${base}/oauth/token`,
                    refreshUrl: `${base}/oauth/token`,
                    scopes,
                },
            },
        },
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token for exactly this resource.' },
        client_basic: { type: 'http', scheme: 'basic', description: 'A client with its secret (RFC 6749 §2.3.1).' },
        client_other: {
            type: 'openIdConnect',
            openIdConnectUrl: `${base}/.well-known/openid-configuration`,
            description: 'A client in another way that the metadata names: form, signed assertion, certificate, or no secret.',
        },
        operator: { type: 'http', scheme: 'bearer', description: 'METRICS_TOKEN.' },
    };
}
//# sourceMappingURL=documented-security.js.map