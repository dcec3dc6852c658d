import { row } from './definition.js';
import { places } from './geoip-file.js';
import { cidrList, integer, oneOf, optional } from './readers.js';
/** What is kept of requests, and who is not let in; a part of the table of settings. */
export const analytics = {
    ANALYTICS_ORIGIN: row('What facts keep of an address and a user agent: `hashed` (a keyed hash) or `raw`; of all else it is a hash.', 'hashed', oneOf('hashed', 'raw')),
    GEOIP_FILE: row('MaxMind DB file of countries or cities, read once at the start, which fails without it. Empty: nobody’s place is known.', '', optional(places)),
    BEHAVIOR_THRESHOLD: row('Points from which on traffic counts as a program’s in reports; `docs/operate.md` lists the signals.', '50', integer(1, 1000)),
    AUTOMATIC_BANS: row('Whether networks that probe for weaknesses are banned for a day: `off`, `count` (the log says who would be) or `on`.', 'count', oneOf('off', 'count', 'on')),
    BANS_UNREADABLE: row('What is refused with 503 when bans could not be read for five seconds: `entry` (sign-in, tokens, registration, devices), `all` but health, or `none`.', 'entry', oneOf('entry', 'all', 'none')),
    BANS_EXEMPT: row('Addresses and CIDRs that no ban refuses, comma-separated: a way back in.', '', cidrList),
};
//# sourceMappingURL=analytics.js.map