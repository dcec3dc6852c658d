import { gatePath } from '../gate-path.js';
/** Last segment of an upstream's path at the gate. */
export const UPSTREAM_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
/**
 * Which upstream a resource identifier names. The identifier is compared as it is: nothing is decoded or normalised
 * (RFC 9728 §6).
 * @param bases origins at which this Gatehouse may be dialled
 */
export function readResource(resource, bases) {
    for (const kind of ['mcp', 'a2a']) {
        const folder = gatePath(kind, '');
        const base = bases.find((candidate) => resource.startsWith(candidate + folder));
        const name = base === undefined ? '' : resource.slice(base.length + folder.length);
        if (UPSTREAM_NAME.test(name))
            return { kind, name };
    }
    return null;
}
//# sourceMappingURL=upstream.rules.js.map