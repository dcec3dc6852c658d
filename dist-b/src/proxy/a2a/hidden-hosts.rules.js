import { parsedUrl } from '../../kernel/parsed-url.js';
/** Takes the hosts of an upstream out of what its agent says about itself. */
export class HiddenHosts {
    instead;
    patterns;
    /**
     * @param urls at which the upstream is, by its registration and by its own word
     * @param instead URL that stands where one of theirs stood
     */
    constructor(urls, instead) {
        this.instead = instead;
        const own = parsedUrl(instead);
        const theirs = urls.flatMap((url) => parsedUrl(url) ?? []).filter(({ host }) => host !== own?.host);
        // On our own host it is the port that is theirs.
        const hosts = theirs.map(({ host, hostname }) => (hostname === own?.hostname ? host : hostname).toLowerCase());
        this.patterns = patternsOf([...new Set(hosts)]);
    }
    /** Whether a text names one of the hosts. */
    names(text) {
        return this.patterns.some((pattern) => text.search(pattern) !== -1);
    }
    /** The text with our URL in place of theirs. */
    without(text) {
        return this.patterns.reduce((rest, pattern) => rest.replace(pattern, () => this.instead), text);
    }
}
/**
 * A URL of a host, or its name or address alone. A name of one word alone may be any word: it counts only with a port.
 * Every part that may be long is bounded or stands last, and all hosts are looked for at once, so that no text makes a
 * search slow.
 */
function patternsOf(hosts) {
    const path = `(?:/[^\\s"'<>()\\\\]*)?`;
    const rest = `(?![\\w-]|\\.[\\w])(?::\\d{1,5})?${path}`;
    const written = (list) => `(?:${list.map((host) => host.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`;
    const distinct = hosts.filter((host) => /[.:]/.test(host));
    const words = hosts.filter((host) => !/[.:]/.test(host));
    const sources = [
        { list: hosts, source: `[a-z][a-z0-9+.-]{0,15}://(?:[^\\s/@]{0,128}@)?${written(hosts)}${rest}` },
        { list: distinct, source: `(?<![\\w.-])${written(distinct)}${rest}` },
        { list: words, source: `(?<![\\w.-])${written(words)}:\\d{1,5}(?!\\d)${path}` },
    ];
    return sources.filter(({ list }) => list.length > 0).map(({ source }) => new RegExp(source, 'gi'));
}
//# sourceMappingURL=hidden-hosts.rules.js.map