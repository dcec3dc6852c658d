import { row } from './definition.js';
import { integer, list, listedHost, oneOf, strangersScope } from './readers.js';
/** How clients come in that no administrator registers; a part of the table of settings. */
export const registration = {
    CLIENT_REGISTRATION: row('Whether clients register themselves (RFC 7591): `token`, with an initial access token of an administrator; `open`, whoever comes; or `off`.', 'token', oneOf('token', 'open', 'off')),
    UNUSED_CLIENTS: row('Clients that may wait for somebody to let them in, of those that registered themselves without a token, and of those by document.', '1000', integer(1, 1_000_000)),
    UNUSED_CLIENT_DAYS: row('Days after which a client is deleted that no administrator registered and nobody lets in.', '30', integer(1, 3650)),
    CLIENT_METADATA_HOSTS: row('Hosts whose client ID metadata documents register clients, comma-separated: `app.example`, `*.example.com`, or `*` for all. Empty: there are no such clients.', '', list(listedHost)),
    SELF_REGISTERED_SCOPES: row('Scopes that clients may have which no administrator registered, comma-separated; each person has to agree to them. No roles of administration.', 'openid, profile, email, offline_access, user, mcp, a2a', list(strangersScope)),
};
//# sourceMappingURL=registration.js.map