import type { MirroredParameter } from './parameter-schema.rules.js';

/** More are not known at a time, for one owner. */
const MOST = 500;
/** Characters of all that is known for one owner. */
const LARGEST = 64 * 1024;

/** What a list said of a tool. */
export interface KnownTool {
  readonly name: string;
  /** When the server was asked for that list: microseconds since 1970 by the clock of the database. */
  readonly asked: number;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** None for a tool that mirrors nothing any more, or not in a way that anybody could tell. */
  readonly parameters: readonly MirroredParameter[];
}

/**
 * @param said of each tool at most once, by one list
 * @returns what is known together, newest first and of one list the last, within bounds; null when nothing of it is new
 */
export function taught(
  known: readonly KnownTool[],
  said: readonly KnownTool[],
  now: number,
): readonly KnownTool[] | null {
  const before = new Map(known.map((tool) => [tool.name, tool]));
  const news = said.filter(({ name, asked }) => asked > (before.get(name)?.asked ?? 0));
  if (news.length === 0) return null;
  const renewed = new Set(news.map(({ name }) => name));
  const rest = known.filter(({ name, until }) => !renewed.has(name) && until > now);
  return within([...news.reverse(), ...rest].sort((one, other) => other.asked - one.asked));
}

/** Of two owners' knowledge what was asked for last; null when that judges nothing. */
export function parametersIn(
  known: readonly KnownTool[],
  tool: string,
  now: number,
): readonly MirroredParameter[] | null {
  const found = known.filter(({ name, until }) => name === tool && now < until);
  const [last] = found.sort((one, other) => other.asked - one.asked);
  return last === undefined || last.parameters.length === 0 ? null : last.parameters;
}

/** One that is too large is left out alone: whoever names a tool may not have the others forgotten. */
function within(tools: readonly KnownTool[]): readonly KnownTool[] {
  let room = LARGEST;
  return tools.slice(0, MOST).filter((tool) => {
    const size = JSON.stringify(tool).length;
    if (size > room) return false;
    room -= size;
    return true;
  });
}
