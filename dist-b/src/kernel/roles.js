import { grants } from './scope-set.js';
/** What is administered, and what it is called where people read of it. */
export const ADMINISTERED = {
    users: 'People, their roles and groups',
    credentials: 'Passwords, passkeys, second factors and linked identities of people',
    access_keys: 'Access keys of people',
    bridge_codes: 'One-time codes for the bridge',
    devices: 'Devices of people',
    sessions: 'Sessions',
    consents: 'Consents that people gave',
    clients: 'OAuth clients: agents, applications, services',
    secrets: 'Secrets of clients',
    registration_tokens: 'Tokens by which clients register themselves',
    scopes: 'Scopes',
    issuers: 'Trusted issuers and workload rules',
    sign_in_providers: 'Companies by which people sign in',
    authorization_servers: 'Authorization servers of upstreams',
    upstreams: 'MCP servers and A2A agents, and their tools',
    policies: 'Rules of who may reach what',
    keys: 'Signing keys',
    audit: 'Evidence',
    evidence_receivers: 'Receivers to which evidence is pushed',
    reports: 'Reports',
    bans: 'Bans of addresses',
    settings: 'Settings and limits in effect',
    jobs: 'Periodic jobs',
};
const everything = Object.keys(ADMINISTERED);
function toAll(nouns, ...actions) {
    const reach = Object.fromEntries(actions.map((action) => [action, 'all']));
    return Object.fromEntries(nouns.map((noun) => [noun, reach]));
}
/** Roles of administration, the one table of who may do what; each is a scope of the user tier of the same name. */
export const ROLES = {
    owner: {
        description: 'Everything, and alone whatever concerns owners',
        may: toAll(everything, 'read', 'write', 'delete'),
    },
    admin: {
        description: 'Everything but what concerns owners',
        may: toAll(everything, 'read', 'write', 'delete'),
    },
    security_operator: {
        description: 'Reads everything, revokes, bans and rotates keys',
        may: {
            ...toAll(everything, 'read'),
            ...toAll(['sessions', 'devices', 'consents', 'secrets', 'access_keys'], 'read', 'delete'),
            ...toAll(['bans'], 'read', 'write', 'delete'),
            ...toAll(['keys'], 'read', 'write'),
        },
    },
    auditor: { description: 'Reads everything, changes nothing', may: toAll(everything, 'read') },
    help_desk: {
        description: 'Sessions and devices of people who hold no administrative role',
        may: {
            users: { read: 'people' },
            sessions: { read: 'people', delete: 'people' },
            devices: { read: 'people', write: 'people', delete: 'people' },
        },
    },
    agent_owner: {
        description: 'The own agents, their secrets and sessions',
        may: {
            clients: { read: 'own', write: 'own', delete: 'own' },
            secrets: { read: 'own', write: 'own', delete: 'own' },
            sessions: { read: 'own', delete: 'own' },
        },
    },
};
export const ROLE_NAMES = Object.keys(ROLES);
/** Whether a scope is a role of administration. */
export function isRole(scope) {
    return Object.hasOwn(ROLES, scope);
}
const width = { own: 1, people: 1, all: 2 };
/**
 * How far the administrative roles among some scopes reach; null when none of them permits it. Where two of them reach
 * different people's things, both apply.
 */
export function reachOf(held, noun, action) {
    const roles = administrativeRoles(held).map((name) => ROLES[name]);
    const reaches = new Set(roles.flatMap(({ may }) => may[noun]?.[action] ?? []));
    if (reaches.size === 0)
        return null;
    const widest = Math.max(...[...reaches].map((reach) => width[reach]));
    return [...reaches].filter((reach) => width[reach] === widest);
}
/**
 * The role that is missing where none in effect permits something: of those that a person holds the least that would do,
 * for that one they can ask for; else the least that reaches everything.
 */
export function missingRole(held, { noun, action, narrowed }) {
    const leastFirst = [...ROLE_NAMES].reverse();
    const reaches = (name) => reachOf([name], noun, action) ?? [];
    const all = leastFirst.filter((name) => reaches(name).includes('all'));
    const some = narrowed ? leastFirst.filter((name) => reaches(name).length > 0) : all;
    return some.find((name) => held.includes(name)) ?? all[0] ?? 'owner';
}
/** Those of the administrative roles that both lists grant: what a token brings of what its person holds. */
export function rolesInEffect(scopes, roles) {
    return administrativeRoles(scopes).filter((name) => grants(roles, name));
}
/** The administrative roles that some scopes name or imply. */
export function administrativeRoles(scopes) {
    return ROLE_NAMES.filter((name) => grants(scopes, name));
}
/**
 * Whether whoever acts with some roles may do all that some scopes permit: no role can grant more than it has. What an
 * owner may do, only an owner has.
 */
export function covers(held, scopes) {
    return administrativeRoles(scopes).every((name) => (name === 'owner' ? held.includes(name) : hasAll(held, name)));
}
function hasAll(held, wanted) {
    const permissions = Object.entries(ROLES[wanted].may);
    return permissions.every(([noun, actions]) => Object.entries(actions).every(([action, reach]) => {
        const reached = reachOf(held, noun, action) ?? [];
        return reached.includes('all') || reached.includes(reach);
    }));
}
//# sourceMappingURL=roles.js.map