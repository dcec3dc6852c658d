import { equalSecrets } from '../src/kernel/one-time-secret.js';
/** Whoever knows the secret can tell this proxy from another program by its answer. */
const PROBE = /^\/probe\?nonce=([A-Za-z0-9_-]{22,64})$/;
const ROUTE = /^\/(?:([A-Za-z0-9_-]{43})\/)?mcp\/([a-z0-9][a-z0-9-]{0,62})(\?.*)?$/;
/**
 * Admits programs of this machine that know the secret, in the path or as a bearer token. Pages in a browser are kept out also
 * when a name of theirs has been made to mean 127.0.0.1: they cannot choose `Host` and `Origin` (DNS rebinding).
 */
export function admissionOf({ url, host, origin, authorization }, door) {
    const own = [`127.0.0.1:${door.port}`, `localhost:${door.port}`];
    if (!own.includes(host ?? ''))
        return refuse(403, 'This is not a name of the proxy.');
    if (origin !== undefined && !own.some((name) => origin === `http://${name}`)) {
        return refuse(403, 'Pages may not use the proxy.');
    }
    const nonce = PROBE.exec(url)?.[1];
    return nonce === undefined ? routeOf(url, authorization, door) : { kind: 'probe', nonce };
}
function routeOf(url, authorization, door) {
    const route = ROUTE.exec(url);
    if (route === null)
        return refuse(404, 'There is nothing here. Servers are at /SECRET/mcp/NAME.');
    const [, inPath, server = '', query = ''] = route;
    const shown = inPath ?? /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
    // 403 and not 401, at which MCP clients would begin to look for somebody to log in at.
    if (!equalSecrets(Buffer.from(shown), Buffer.from(door.secret))) {
        return refuse(403, 'The secret of the proxy is wrong.');
    }
    if (door.server !== null && door.server !== server) {
        return refuse(404, `Only the server ${door.server} is served here.`);
    }
    return { kind: 'forward', path: `/api/v1/mcp/${server}${query}` };
}
function refuse(status, reason) {
    return { kind: 'refuse', status, reason };
}
//# sourceMappingURL=proxy-admission.rules.js.map