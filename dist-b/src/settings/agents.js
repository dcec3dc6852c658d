import { row } from './definition.js';
import { integer } from './readers.js';
/** How long agents act, and secrets stay; a part of the table of settings. */
export const agents = {
    AGENT_LIFETIME_DAYS: row('Days after which an agent expires, unless it is registered with another end.', '365', integer(1, 3650)),
    AGENT_LONGEST_DAYS: row('Days after which an agent expires at the latest; at least `AGENT_LIFETIME_DAYS`. Empty: 1825, or `AGENT_LIFETIME_DAYS` when that is more.', '', (text, others) => longest(text, others['AGENT_LIFETIME_DAYS'])),
    SECRET_ROTATION_DAYS: row('Days after which the inventory of secrets tells that one is due to be replaced; signing keys by `KEY_ROTATION_DAYS`.', '180', integer(1, 3650)),
};
function longest(text, least = 1) {
    if (text === '')
        return Math.max(1825, least);
    const days = integer(1, 3650)(text);
    if (days < least)
        throw new Error('must be at least AGENT_LIFETIME_DAYS');
    return days;
}
//# sourceMappingURL=agents.js.map