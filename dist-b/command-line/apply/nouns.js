/** What a configuration file can say, in the order in which it is brought about: nothing refers to what comes later. */
export const NOUNS = [
    'scopes',
    'users',
    'upstreams',
    'clients',
    'issuers',
    'rules',
    'sign_in_providers',
    'policies',
];
const text = (value) => (typeof value === 'string' ? value : '');
export const FACTS = {
    scopes: { path: '/scopes', id: 'name', create: 'scopes.create', called: ({ name }) => text(name), changes: false },
    users: {
        path: '/users',
        id: 'id',
        create: 'users.create',
        called: ({ email }) => text(email).toLowerCase(),
        changes: true,
    },
    upstreams: {
        path: '/upstreams',
        id: 'id',
        create: 'upstreams.create',
        called: ({ kind, name }) => `${text(kind)} ${text(name)}`,
        changes: true,
    },
    clients: {
        path: '/clients',
        id: 'client_id',
        create: 'clients.create',
        called: ({ client_name }) => text(client_name),
        changes: true,
    },
    issuers: {
        path: '/issuers',
        id: 'id',
        create: 'issuers.create',
        called: ({ issuer }) => text(issuer),
        changes: true,
    },
    rules: {
        path: '/issuers/{parent}/rules',
        id: 'id',
        create: 'issuers.rules.create',
        called: ({ name }) => text(name),
        changes: true,
    },
    sign_in_providers: {
        path: '/sign-in-providers',
        id: 'id',
        create: 'sign_in_providers.create',
        called: ({ slug }) => text(slug),
        changes: true,
    },
    policies: { path: '/policies', id: 'id', create: 'policies.create', called: ruleName, changes: true },
};
/** Whom and what a rule is about: the rest of it can change, and it stays the same rule. */
function ruleName({ principal, upstream, tool, prompt, resource }) {
    const { type, id } = (principal ?? {});
    const whom = [type, id].filter((part) => typeof part === 'string').join(' ');
    const [about] = Object.entries({ tool, prompt, resource }).filter(([, value]) => typeof value === 'string');
    return `${whom} at ${text(upstream)}${about === undefined ? '' : `, ${about[0]} ${text(about[1])}`}`;
}
/** A thing with every reference exchanged for what a function gives. */
export function exchanged(noun, fields, exchange) {
    const one = (target, name) => {
        const value = fields[name];
        return typeof value === 'string' ? { [name]: exchange(target, value, `/${name}`) } : {};
    };
    const many = (target, name) => {
        const values = fields[name];
        if (!Array.isArray(values))
            return {};
        return { [name]: values.map((value, at) => exchange(target, value, `/${name}/${at}`)) };
    };
    switch (noun) {
        case 'clients':
            return { ...fields, ...one('users', 'owner_id'), ...many('clients', 'exchange_from') };
        case 'issuers':
            return { ...fields, ...many('clients', 'clients') };
        case 'rules':
            return { ...fields, ...one('clients', 'client_id') };
        case 'policies':
            return { ...fields, ...principalOf(fields, exchange) };
        default:
            return fields;
    }
}
function principalOf({ principal }, exchange) {
    const { type, id } = (principal ?? {});
    const target = type === 'user' ? 'users' : type === 'client' ? 'clients' : null;
    if (target === null || typeof id !== 'string')
        return {};
    return { principal: { ...principal, id: exchange(target, id, '/principal/id') } };
}
//# sourceMappingURL=nouns.js.map