import { isJsonObject, plainJson } from '../../kernel/json-value.js';
import { isPathId } from './rest-route.rules.js';
/** What the gate speaks; of anything else a client could only learn where the agent is. */
const BINDINGS = ['JSONRPC', 'HTTP+JSON'];
const MOST_INTERFACES = 20;
/** The interfaces of a card, of 1.0 and of 0.3. */
export function interfacesOf(card) {
    return [...currentInterfaces(card), ...legacyInterfaces(card)].slice(0, MOST_INTERFACES);
}
function currentInterfaces(card) {
    return objects(card['supportedInterfaces']).map((one) => ({
        url: text(one['url']),
        binding: text(one['protocolBinding']),
        version: versionOf(one['protocolVersion']) || '1.0',
        tenant: typeof one['tenant'] === 'string' && isPathId(one['tenant']) ? one['tenant'] : '',
    }));
}
function legacyInterfaces(card) {
    if (!isLegacy(card))
        return [];
    const version = versionOf(card['protocolVersion']) || '0.3';
    const further = objects(card['additionalInterfaces']).map((one) => ({
        url: text(one['url']),
        binding: text(one['transport']),
    }));
    const main = { url: text(card['url']), binding: text(card['preferredTransport']) || 'JSONRPC' };
    return [main, ...further].map((one) => ({ ...one, version, tenant: '' }));
}
function versionOf(value) {
    return /^\d{1,3}(\.\d{1,3}){1,2}$/.exec(text(value))?.[0] ?? '';
}
/**
 * The card as the gate gives it: what is known of A2A and nothing else, with our addresses and our ways to get a token. What
 * the upstream signed, it did not sign in this form.
 */
export function framedCard(card, frame) {
    const { hidden } = frame;
    return shown({
        name: hidden.without(text(card['name'])),
        description: hidden.without(text(card['description'])),
        version: hidden.without(text(card['version'])),
        ...addresses(card, frame),
        ...provider(card['provider'], hidden),
        ...links(card, hidden),
        capabilities: { ...capabilities(card['capabilities'], hidden), ...extended(card) },
        ...security(card, frame),
        defaultInputModes: texts(card['defaultInputModes'], hidden),
        defaultOutputModes: texts(card['defaultOutputModes'], hidden),
        skills: objects(card['skills']).map((skill) => skillOf(skill, hidden)),
    });
}
/** Whether a card has the form of 0.3, which some cards have together with that of 1.0. */
function isLegacy(card) {
    return typeof card['url'] === 'string';
}
function addresses(card, { url }) {
    const spoken = (list) => list.slice(0, MOST_INTERFACES).filter(({ binding }) => BINDINGS.includes(binding));
    const supportedInterfaces = spoken(currentInterfaces(card)).map(({ binding, version, tenant }) => shown({ url, protocolBinding: binding, tenant, protocolVersion: version }));
    if (!isLegacy(card))
        return { supportedInterfaces: distinct(supportedInterfaces) };
    const transports = [...new Set(spoken(legacyInterfaces(card)).map(({ binding }) => binding))];
    return {
        ...(supportedInterfaces.length === 0 ? {} : { supportedInterfaces: distinct(supportedInterfaces) }),
        url,
        protocolVersion: versionOf(card['protocolVersion']) || '0.3.0',
        preferredTransport: transports[0] ?? 'JSONRPC',
        additionalInterfaces: transports.map((transport) => ({ url, transport })),
        ...(card['supportsAuthenticatedExtendedCard'] === true ? { supportsAuthenticatedExtendedCard: true } : {}),
    };
}
function provider(value, hidden) {
    if (!isJsonObject(value))
        return {};
    const organization = hidden.without(text(value['organization']));
    return { provider: shown({ organization, url: hidden.without(link(value['url'])) }) };
}
/** A page at the upstream would not open for who reads the card. */
function links(card, hidden) {
    return Object.fromEntries(['documentationUrl', 'iconUrl']
        .map((name) => [name, link(card[name])])
        .filter(([, url]) => url !== '' && !hidden.names(url)));
}
function capabilities(value, hidden) {
    const given = isJsonObject(value) ? value : {};
    const flags = ['streaming', 'pushNotifications', 'extendedAgentCard', 'stateTransitionHistory']
        .map((name) => [name, given[name]])
        .filter(([, value]) => typeof value === 'boolean');
    const extensions = objects(given['extensions'])
        // It is named by its URI: another one would be another extension.
        .filter(({ uri }) => typeof uri === 'string' && !hidden.names(uri))
        .map((one) => shown({
        uri: text(one['uri']),
        description: hidden.without(text(one['description'])),
        ...(one['required'] === true ? { required: true } : {}),
        ...(isJsonObject(one['params']) ? { params: freed(plainJson(one['params']), hidden) } : {}),
    }));
    // Said outright, so that nobody reads an object without members as none.
    return { streaming: false, ...Object.fromEntries(flags), ...(extensions.length === 0 ? {} : { extensions }) };
}
/** A card of both forms is read as one of 1.0, which has the word for it elsewhere. */
function extended(card) {
    const both = isLegacy(card) && Array.isArray(card['supportedInterfaces']);
    return both && card['supportsAuthenticatedExtendedCard'] === true ? { extendedAgentCard: true } : {};
}
function skillOf(skill, hidden) {
    return shown({
        id: hidden.without(text(skill['id'])),
        name: hidden.without(text(skill['name'])),
        description: hidden.without(text(skill['description'])),
        tags: texts(skill['tags'], hidden),
        examples: texts(skill['examples'], hidden),
        inputModes: texts(skill['inputModes'], hidden),
        outputModes: texts(skill['outputModes'], hidden),
    });
}
/** Ways to get a token from us; a person's client or an agent's own, whichever it is. */
function security(card, { issuer, scopes, proto }) {
    const clientCredentials = { tokenUrl: `${issuer}/oauth/token`, scopes: described(scopes) };
    const authorizationCode = { authorizationUrl: `${issuer}/oauth/authorize`, ...clientCredentials };
    const oauth2MetadataUrl = `${issuer}/.well-known/oauth-authorization-server`;
    const openIdConnectUrl = `${issuer}/.well-known/openid-configuration`;
    if (isLegacy(card) && !proto) {
        return {
            securitySchemes: {
                oauth: { type: 'oauth2', flows: { authorizationCode, clientCredentials }, oauth2MetadataUrl },
                openid: { type: 'openIdConnect', openIdConnectUrl },
            },
            security: [{ oauth: scopes }, { openid: scopes }],
        };
    }
    return {
        securitySchemes: {
            agent: { oauth2SecurityScheme: { flows: { clientCredentials }, oauth2MetadataUrl } },
            person: {
                oauth2SecurityScheme: {
                    flows: { authorizationCode: { ...authorizationCode, pkceRequired: true } },
                    oauth2MetadataUrl,
                },
            },
            openid: { openIdConnectSecurityScheme: { openIdConnectUrl } },
        },
        [isLegacy(card) ? 'security' : 'securityRequirements']: ['agent', 'person', 'openid'].map((name) => ({
            schemes: { [name]: { list: scopes } },
        })),
    };
}
function described(scopes) {
    return Object.fromEntries(scopes.map((scope) => [scope, 'Needed to call this agent']));
}
/** Arbitrary JSON without the hidden hosts, in names and values. */
function freed(value, hidden) {
    if (typeof value === 'string')
        return hidden.without(value);
    if (Array.isArray(value))
        return value.map((member) => freed(member, hidden));
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [hidden.without(name), freed(member, hidden)]));
}
/** Without what says nothing: defaults are left out where a card is signed (specification 1.0 §8.4.1). */
function shown(object) {
    return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== ''));
}
function distinct(list) {
    return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}
function objects(value) {
    return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
function texts(value, hidden) {
    if (!Array.isArray(value))
        return [];
    return value.filter((one) => typeof one === 'string').map((one) => hidden.without(one));
}
function text(value) {
    return typeof value === 'string' ? value : '';
}
/** A URL that a page may link to. */
function link(value) {
    return typeof value === 'string' && /^https?:\/\//i.test(value) ? value : '';
}
//# sourceMappingURL=agent-card.rules.js.map