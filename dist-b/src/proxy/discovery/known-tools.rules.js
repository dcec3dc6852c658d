/** More are not known at a time, for one owner. */
const MOST = 500;
/** Characters of all that is known for one owner. */
const LARGEST = 64 * 1024;
/**
 * @param said of each tool at most once, by one list
 * @returns what is known together, newest first and of one list the last, within bounds; null when nothing of it is new
 */
export function taught(known, said, now) {
    const before = new Map(known.map((tool) => [tool.name, tool]));
    const news = said.filter(({ name, asked }) => asked > (before.get(name)?.asked ?? 0));
    if (news.length === 0)
        return null;
    const renewed = new Set(news.map(({ name }) => name));
    const rest = known.filter(({ name, until }) => !renewed.has(name) && until > now);
    return within([...news.reverse(), ...rest].sort((one, other) => other.asked - one.asked));
}
/** Of two owners' knowledge what was asked for last; null when that judges nothing. */
export function parametersIn(known, tool, now) {
    const found = known.filter(({ name, until }) => name === tool && now < until);
    const [last] = found.sort((one, other) => other.asked - one.asked);
    return last === undefined || last.parameters.length === 0 ? null : last.parameters;
}
function within(tools) {
    let room = LARGEST;
    return tools.slice(0, MOST).filter((tool) => (room -= JSON.stringify(tool).length) >= 0);
}
//# sourceMappingURL=known-tools.rules.js.map