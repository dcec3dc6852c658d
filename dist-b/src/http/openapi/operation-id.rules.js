const OF_ONE = {
    get: 'read',
    post: 'post',
    put: 'replace',
    patch: 'update',
    delete: 'delete',
};
/**
 * The name of an operation, which is also that of a command: what it is about, from the path, and what is done, such as
 * `users.list`, `clients.secrets.create`, `issuers.doctor`. It follows from paths alone, so that it is as stable as they are.
 */
export function operationId(route) {
    const segments = route.path.split('/').filter((segment) => !['', 'api', 'v1', 'admin'].includes(segment));
    const about = segments.filter((segment) => !isVariable(segment) || segment === '{path}').map(word);
    return [...about, ...actionOf(route, isVariable(segments.at(-1) ?? ''))].join('.');
}
/** Nothing, where the path itself says what is done. */
function actionOf(route, ofOne) {
    if (route.any)
        return [route.verb];
    if (ofOne)
        return [OF_ONE[route.verb]];
    if (route.verb === 'get')
        return readingOf(route);
    if (route.verb !== 'post')
        return [route.verb === 'put' ? 'set' : OF_ONE[route.verb]];
    if (isCounted(route))
        return ['create'];
    return route.beside.includes('get') ? ['post'] : [];
}
function readingOf(route) {
    if (route.listed || isCounted(route))
        return ['list'];
    return isAdministered(route) && route.beside.length > 1 ? ['read'] : [];
}
/** Whether a path is that of a list to which something can be added. */
function isCounted(route) {
    const { hasItems, beside } = route;
    return hasItems || (isAdministered(route) && beside.includes('get') && beside.includes('post'));
}
function isAdministered({ path }) {
    return path.startsWith('/api/v1/admin/');
}
function isVariable(segment) {
    return segment.startsWith('{');
}
/** A segment as one word: no dots, which divide the name. */
function word(segment) {
    return segment
        .replace(/[{}]/g, '')
        .replace(/^\./, '')
        .replace(/[^A-Za-z0-9]+/g, '_');
}
//# sourceMappingURL=operation-id.rules.js.map