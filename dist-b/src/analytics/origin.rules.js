import { parsedUrl } from '../kernel/parsed-url.js';
const LONGEST_HEADER = 512;
const LONGEST_HOST = 253;
const MOST_LANGUAGES = 20;
/** A language and its weight (RFC 9110 §12.4.2). */
const WEIGHTED = /^\s*([a-z0-9-]{2,64})\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;
/** A header as it may be kept: bounded, without control characters, null when nothing is left. */
export function headerText(value) {
    const first = typeof value === 'string' ? value : value?.[0];
    if (first === undefined)
        return null;
    const text = first
        .slice(0, LONGEST_HEADER)
        .replace(/\p{Cc}/gu, '')
        .trim();
    return text === '' ? null : text;
}
/**
 * The language that a reader prefers (RFC 9110 §12.5.4): highest weight, the first of equals, well formed (RFC 5646).
 * Language, script and region alone: variants and private subtags (`en-x-...`) could tell people apart.
 * @returns null when the header names none
 */
export function preferredLocale(acceptLanguage) {
    let best = { locale: null, weight: 0 };
    for (const entry of acceptLanguage?.split(',', MOST_LANGUAGES) ?? []) {
        const [, tag, q = '1'] = WEIGHTED.exec(entry) ?? [];
        if (tag === undefined || Number(q) <= best.weight)
            continue;
        const locale = canonicalLocale(tag);
        if (locale !== null)
            best = { locale, weight: Number(q) };
    }
    return best.locale;
}
/** The host that a request was referred from: never the path or the query, which may carry codes and names. */
export function referrerHost(referrer) {
    // The URL parser also takes "https:host" and " https://host", which no browser sends.
    const host = referrer !== null && /^https?:\/\/[^/\\]/i.test(referrer)
        ? (parsedUrl(referrer)?.hostname.replace(/\.$/, '') ?? '')
        : '';
    return host === '' || host.length > LONGEST_HOST ? null : host;
}
const LONGEST_UTM = 128;
const GRANT = 'urn:ietf:params:oauth:grant-type:';
const grants = new Set([
    'authorization_code',
    'client_credentials',
    'refresh_token',
    `${GRANT}device_code`,
    `${GRANT}token-exchange`,
    `${GRANT}jwt-bearer`,
]);
/** A grant that has a name of its own in reports; whatever else somebody wrote is none. */
export function knownGrant(grantType) {
    return grantType !== undefined && grants.has(grantType) ? grantType : null;
}
/** The UTM parameters of a request's target. What looks like an e-mail address is left out. */
export function utmOf(target) {
    const at = target.indexOf('utm_');
    const query = at === -1 ? new URLSearchParams() : new URLSearchParams(target.slice(target.indexOf('?') + 1));
    const read = (name) => {
        const text = headerText(query.get(`utm_${name}`)?.slice(0, LONGEST_UTM));
        // Cut between the halves of a pair, it would be no text that PostgreSQL takes.
        return text === null || text.includes('@') ? null : Buffer.from(text).toString();
    };
    return {
        source: read('source'),
        medium: read('medium'),
        campaign: read('campaign'),
        term: read('term'),
        content: read('content'),
    };
}
function canonicalLocale(tag) {
    try {
        const { language, script, region } = new Intl.Locale(tag);
        return [language, script, region].filter((part) => part !== undefined).join('-');
    }
    catch (error) {
        // Intl says in no other way that a tag is not well formed.
        if (error instanceof RangeError)
            return null;
        throw error;
    }
}
//# sourceMappingURL=origin.rules.js.map