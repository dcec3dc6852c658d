/** Path where a provider's answers come to; each has its own (OAuth 2.1 §7.14). */
export const CALLBACK_PATH = '/sign-in/callback';
/** Path where a provider tells that somebody was signed out there (OpenID Connect Back-Channel Logout §2.2). */
export const LOGOUT_PATH = '/sign-in/backchannel-logout';
/** The fields of a provider that an administrator may change, under their names on the wire. */
export function signInProviderFields(provider) {
    return {
        slug: provider.slug,
        name: provider.name,
        issuer: provider.issuer,
        client_id: provider.clientId,
        scope: provider.scope.join(' '),
        email_domains: provider.emailDomains,
        create_people: provider.createPeople,
        link_verified_email: provider.linkVerifiedEmail,
        role_claim: provider.roleClaim,
        role_map: sorted(provider.roleMap),
        roles_of_all: provider.rolesOfAll,
        acr_map: sorted(provider.acrMap),
        status: provider.status,
    };
}
/** A provider as administrators see it, with what they must write down there. @param base our issuer */
export function signInProviderView(provider, base) {
    return {
        id: provider.id,
        ...signInProviderFields(provider),
        authorization_endpoint: provider.authorizationEndpoint,
        redirect_uri: `${base}${CALLBACK_PATH}/${provider.slug}`,
        backchannel_logout_uri: `${base}${LOGOUT_PATH}/${provider.slug}`,
        created_at: provider.createdAt.toISOString(),
        updated_at: provider.updatedAt.toISOString(),
    };
}
/** jsonb keeps no order: without one of our own, a map would look changed that is not. */
function sorted(map) {
    return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
//# sourceMappingURL=sign-in-provider.view.js.map