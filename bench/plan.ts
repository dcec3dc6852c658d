/** How long and how often things are measured. Seconds. */
export interface Plan {
  readonly name: string;
  readonly rounds: number;
  /** Longest warm-up of one variant. */
  readonly warm: number;
  /** One run with many connections. */
  readonly busy: number;
  /** One run with a single connection, for latency. */
  readonly calm: number;
  /** Agents that take turns where many are measured. */
  readonly agents: number;
  /** After this the bench gives up. */
  readonly deadline: number;
}

/** What can be measured by itself. */
export const PATHS = [
  'start',
  'token',
  'refresh',
  'introspection',
  'assertion',
  'exchange',
  'gate',
  'streams',
  'revoke',
] as const;
export type Path = (typeof PATHS)[number];

export const CONNECTIONS = 32;

const plans: readonly Plan[] = [
  { name: 'default', rounds: 5, warm: 24, busy: 6, calm: 3, agents: 1000, deadline: 2700 },
  { name: 'quick', rounds: 3, warm: 8, busy: 2, calm: 1, agents: 1000, deadline: 600 },
  { name: 'smoke', rounds: 1, warm: 1, busy: 1, calm: 1, agents: 20, deadline: 600 },
];
/** What one path takes by itself, unless a plan is named. */
const SHORT: Plan = { name: 'short', rounds: 3, warm: 6, busy: 2, calm: 1, agents: 200, deadline: 900 };

export const USAGE = `usage: npm run bench [-- [--quick | --smoke] [--only PATH,…]]
paths: ${PATHS.join(', ')}`;

/** The plan alone, for what has no paths. The numbers of `--smoke` mean nothing. */
export function planOf(words: readonly string[]): Plan | undefined {
  return ordered(words)?.plan;
}

/** A plan, and the paths that it is for. */
export interface Order {
  readonly plan: Plan;
  readonly paths: ReadonlySet<Path>;
}

/** @param words of the command line; undefined when they say nothing that is known */
export function ordered(words: readonly string[]): Order | undefined {
  const at = words.indexOf('--only');
  const [only, rest] =
    at < 0 ? [undefined, words] : [words[at + 1] ?? '', words.filter((_, n) => n !== at && n !== at + 1)];
  const [word, ...others] = rest;
  const named = plans.find(({ name }) => `--${name}` === (word ?? '--default'));
  const paths = only === undefined ? PATHS : only.split(',');
  if (others.length > 0 || named === undefined || !paths.every(isPath)) return undefined;
  return { plan: only !== undefined && word === undefined ? SHORT : named, paths: new Set(paths) };
}

function isPath(text: string): text is Path {
  return (PATHS as readonly string[]).includes(text);
}
