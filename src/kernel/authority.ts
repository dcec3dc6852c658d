import { grants } from './scope-set.js';
import { sameResource } from './resource-uri.js';

/** What somebody may do at most; whoever acts for them may do no more (RFC 8693 §1.1). */
export interface Authority {
  readonly scope: readonly string[];
  /** Where it may be used; null where nothing limits it but what the client may name. */
  readonly audiences: readonly string[] | null;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  /** How often it may be passed on from here. */
  readonly delegations: number;
}

/** One way in which an authority can be larger or smaller. */
interface Dimension {
  readonly name: keyof Authority;
  readonly exceeds: (parent: Authority, child: Authority) => boolean;
}

const dimensions: readonly Dimension[] = [
  { name: 'scope', exceeds: (parent, child) => child.scope.some((name) => !grants(parent.scope, name)) },
  { name: 'audiences', exceeds: ({ audiences: parent }, { audiences: child }) => reaches(child, parent) },
  // What is no number is not within any bound.
  { name: 'expiresAt', exceeds: (parent, child) => !(child.expiresAt <= parent.expiresAt) },
  { name: 'delegations', exceeds: (parent, child) => !(child.delegations <= parent.delegations) },
];

/** In what a child's authority is larger than its parent's; empty when it is larger in nothing. */
export function exceeded(parent: Authority, child: Authority): readonly (keyof Authority)[] {
  return dimensions.filter(({ exceeds }) => exceeds(parent, child)).map(({ name }) => name);
}

/** Whether a child's authority is its parent's or less, in every dimension. */
export function narrower(parent: Authority, child: Authority): boolean {
  return exceeded(parent, child).length === 0;
}

/** Whether one list names an audience that the other does not. */
function reaches(child: Authority['audiences'], parent: Authority['audiences']): boolean {
  if (parent === null) return false;
  return child === null || child.some((one) => !parent.some((allowed) => sameResource(allowed, one)));
}
