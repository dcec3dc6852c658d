import { type Action, type Administered, ADMINISTERED, type Reach, type RoleName, ROLE_NAMES, ROLES } from './roles.js';

const letters: Readonly<Record<Action, string>> = { read: 'R', write: 'W', delete: 'D' };
const marks: Readonly<Record<Reach, string>> = { all: '', people: ' (people)', own: ' (own)' };

/** The table of who may do what, for people. */
export function rolesTable(): string {
  const nouns = Object.entries(ADMINISTERED) as [Administered, string][];
  const lines = nouns.map(([noun, what]) => {
    const cells = ROLE_NAMES.map((role) => cellOf(role, noun));
    return `| ${what} (\`${noun}\`) | ${cells.join(' | ')} |`;
  });
  const head = ROLE_NAMES.map((role) => `\`${role}\``).join(' | ');
  return [`| | ${head} |`, `|---|${'---|'.repeat(ROLE_NAMES.length)}`, ...lines].join('\n');
}

/** What each role is for, as a list. */
export function rolesList(): string {
  return ROLE_NAMES.map((role) => `- \`${role}\`: ${ROLES[role].description}`).join('\n');
}

function cellOf(role: RoleName, noun: Administered): string {
  const may: Readonly<Partial<Record<Administered, Readonly<Partial<Record<Action, Reach>>>>>> = ROLES[role].may;
  const actions = Object.entries(may[noun] ?? {}) as [Action, Reach][];
  const reaches = [...new Set(actions.map(([, reach]) => reach))];
  return reaches
    .map((reach) => {
      const can = actions.filter(([, one]) => one === reach).map(([action]) => letters[action]);
      return can.join(' ') + marks[reach];
    })
    .join(', ');
}
